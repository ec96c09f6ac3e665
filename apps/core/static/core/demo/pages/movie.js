// One movie: its facts, what others think, what you did with it, and movies like it.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { cards, favoriteToggle, poster, watchlistToggle, year } from "../movies.js";
import { ratingControl } from "../rating.js";
import { link } from "../router.js";
import { session } from "../session.js";

export function moviePage({ id }, _, signal) {
  return later(async () => {
    const movie = await api(`movies/movies/${id}/`, { signal });
    document.title = `${movie.title} · Movie Backend demo`;
    return [
      head(movie),
      people(movie),
      h("section", {}, h("h2", {}, "Movies like it"), later(() => similar(movie, signal))),
      h("section", {}, h("h2", {}, "Reviews"), later(() => reviews(movie, signal))),
    ];
  });
}

function head(movie) {
  const facts = [year(movie), movie.runtime && `${movie.runtime} min`, movie.certification?.rating];
  return h("article", { class: "movie" },
    poster(movie, { eager: true }),
    h("div", {},
      h("h1", {}, movie.title),
      movie.original_title !== movie.title && h("p", { class: "quiet" }, movie.original_title),
      h("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      movie.collection && h("p", {}, "Part of ", h("a", { href: link(`/saga/${movie.collection.id}`) }, movie.collection.name)),
      h("p", { class: "tags" }, movie.genres.map(({ name }) =>
        h("a", { class: "tag", href: link("/", { genre: name }) }, name))),
      movie.overview && h("p", {}, movie.overview),
      scores(movie),
      session.user ? yours(movie) : h("p", {},
        h("a", { href: link("/account", { next: `/movie/${movie.id}` }) }, "Log in"), " to rate it or save it for later."),
      trailers(movie),
      whereToWatch(movie),
      share(movie)));
}

function scores({ vote_average: average, vote_count: votes, community, me }) {
  const parts = [
    votes > 0 && ["TMDB", average.toFixed(1), `${votes.toLocaleString("en")} votes`],
    community?.count > 0 && ["Here", community.average.toFixed(1), `${community.count} ${community.count === 1 ? "rating" : "ratings"}`],
    me?.match_score != null && ["For you", `${me.match_score} %`, "match"],
  ].filter(Boolean);
  return h("dl", { class: "scores" }, parts.map(([who, score, told]) =>
    h("div", {}, h("dt", {}, who), h("dd", {}, h("strong", {}, score), " ", told))));
}

function yours(movie) {
  const { me } = movie;
  return h("div", { class: "yours" },
    ratingControl(movie, me?.rating ?? null),
    favoriteToggle(movie, me?.favorite ?? false),
    watchlistToggle(movie, me?.watchlist ?? false),
    watched(movie, me?.watched ?? false));
}

function watched(movie, seen) {
  const press = async (event) => {
    const row = await busy(event.currentTarget, () => api("movies/watch-history/", { body: { movie: movie.id } }));
    if (!row) return;
    event.target.textContent = "Watched again";
    toast(`${movie.title} is in your diary.`, {
      label: "Undo", run: () => api(`movies/watch-history/${row.id}/`, { method: "DELETE" }).catch((error) => toast(error.message)),
    });
  };
  return h("button", { type: "button", class: "button", onclick: press }, seen ? "Watched again" : "Watched");
}

/** The address has a title and a picture for previews, which the part behind a hash cannot have. */
function share({ id, title }) {
  const url = new URL(`/share/movies/${id}/`, location.origin).href;
  const press = async () => {
    if (navigator.share) return navigator.share({ title, url }).catch(() => {});
    await navigator.clipboard.writeText(url);
    return toast("The link is copied.");
  };
  return h("p", {}, h("button", { type: "button", class: "link", onclick: press }, "Share"));
}

const OFFERS = [["flatrate", "Streaming"], ["free", "Free"], ["ads", "With ads"], ["rent", "Rent"], ["buy", "Buy"]];

function whereToWatch({ watch_providers: providers }) {
  const offers = OFFERS.filter(([kind]) => providers?.[kind]?.length);
  return offers.length > 0 && h("section", {}, h("h2", {}, `Where to watch (${providers.region})`),
    h("dl", { class: "scores" }, offers.map(([kind, label]) => h("div", {},
      h("dt", {}, label), h("dd", {}, providers[kind].map(({ name }) => name).join(", "))))),
    h("p", { class: "quiet" }, "Data by JustWatch."));
}

function trailers({ videos = [] }) {
  const shown = videos.filter(({ site, key }) => site === "YouTube" && key).slice(0, 2);
  return shown.length > 0 && h("p", { class: "actions" }, shown.map(({ key, name }) =>
    h("a", { class: "button", href: `https://www.youtube.com/watch?v=${key}`, rel: "noopener", target: "_blank" },
      `▶ ${name ?? "Trailer"}`)));
}

function people({ credits }) {
  const cast = credits?.cast ?? [];
  const directors = credits?.directors ?? [];
  const person = ({ id, name }) => h("a", { href: link(`/person/${id}`) }, name);
  if (!cast.length && !directors.length) return null;
  return h("section", {},
    h("h2", {}, "People"),
    directors.length > 0 && h("p", {}, "Directed by ", directors.map((one, number) => [number > 0 && ", ", person(one)]), "."),
    h("ul", { class: "people" }, cast.slice(0, 10).map((one) =>
      h("li", {}, person(one), one.character && h("span", { class: "quiet" }, ` ${one.character}`)))));
}

async function similar(movie, signal) {
  const answer = await api(`recommendations/similar/${movie.id}/`, { query: { limit: 12 }, signal });
  const movies = (answer.results ?? answer).map((row) => row.movie ?? row);
  if (!movies.length) return h("p", { class: "quiet" }, "None found.");
  return h("ul", { class: "shelf", tabindex: 0, "aria-label": "Movies like it" }, await cards(movies));
}

async function reviews(movie, signal) {
  const { results } = await api(`movies/movies/${movie.id}/ratings/`, { query: { page_size: 5 }, signal });
  if (!results.length) return h("p", { class: "quiet" }, "There are no reviews yet.");
  return h("ul", { class: "reviews" }, results.map(review));
}

function review({ user, rating, review: words, has_spoilers: spoilers }) {
  const text = h("p", {}, words);
  return h("li", {},
    h("p", {}, h("strong", {}, user.username), ` gave ${rating.toFixed(1)}`),
    spoilers && words ? h("details", {}, h("summary", {}, "Contains spoilers"), text) : words && text);
}
