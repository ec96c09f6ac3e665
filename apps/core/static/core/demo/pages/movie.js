// One movie: its facts, what others think, what you did with it, and movies like it.

import { api } from "../api.js";
import { busy, h, later, shareLink, toast } from "../dom.js";
import { happened, reading } from "../events.js";
import { backdrop, cards, favoriteToggle, poster, watchlistToggle, year } from "../movies.js";
import { ratingControl } from "../rating.js";
import { reviewActions, reviewForm } from "../review.js";
import { link } from "../router.js";
import { session } from "../session.js";
import { shelfOf } from "../shelf.js";

const SIMILAR = "Movies like it";

export function moviePage({ id }, _, signal) {
  return later(async () => {
    const movie = await api(`movies/movies/${id}/`, { signal });
    document.title = `${movie.title} · Movie Backend demo`;
    reading(movie.id);
    const written = reviewsOf(movie, signal);
    return [
      backdrop(movie),
      head(movie, (rating) => { movie.me = { ...movie.me, rating }; written.refresh(); }),
      people(movie),
      h("section", {}, later(() => similar(movie, signal))),
      written.section,
    ];
  });
}

function head(movie, onRated) {
  const facts = [year(movie), movie.runtime && `${movie.runtime} min`, movie.certification?.rating];
  return h("article", { class: "movie" },
    poster(movie, { eager: true }),
    h("div", {},
      h("h1", {}, movie.title),
      movie.original_title && movie.original_title !== movie.title && h("p", { class: "quiet" }, movie.original_title),
      h("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      movie.collection && h("p", {}, "Part of ", h("a", { href: link(`/saga/${movie.collection.id}`) }, movie.collection.name)),
      h("p", { class: "tags" }, movie.genres.map(({ name }) =>
        h("a", { class: "tag", href: link("/", { genre: name }) }, name))),
      movie.tagline && h("p", { class: "tagline" }, movie.tagline),
      movie.overview && h("p", {}, movie.overview),
      scores(movie),
      session.user ? yours(movie, onRated) : h("p", {},
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

function yours(movie, onRated) {
  const { me } = movie;
  return h("div", { class: "yours" },
    ratingControl(movie, me?.rating ?? null, onRated),
    favoriteToggle(movie, me?.favorite ?? false),
    watchlistToggle(movie, me?.watchlist ?? false),
    watched(movie, me?.watched ?? false),
    listing(movie));
}

/** The person's playlists, read when they are opened. */
function listing(movie) {
  const menu = h("details", { class: "menu" }, h("summary", { class: "button" }, "Add to a list"));
  const put = async (event, list) => {
    const done = await busy(event.currentTarget, () => api(`favorites/playlists/${list.id}/items/`, { body: { movie: movie.id } }));
    if (!done) return;
    menu.open = false;
    toast(`${movie.title} is on “${list.title}”.`);
  };
  const load = async () => {
    const { results } = await api("favorites/playlists/", { query: { owner: "me", page_size: 100 } });
    return [
      ...results.map((list) => h("button", { type: "button", class: "link", onclick: (event) => put(event, list) }, list.title)),
      h("a", { href: link("/playlists") }, "New list …"),
    ];
  };
  menu.addEventListener("toggle", () => menu.open && menu.children.length === 1 && menu.append(later(load)));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.firstChild.focus();
  });
  return menu;
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
  return h("p", {}, h("button", { type: "button", class: "link", onclick: () => shareLink(url, title) }, "Share"));
}

const OFFERS = [["flatrate", "Streaming"], ["free", "Free"], ["ads", "With ads"], ["rent", "Rent"], ["buy", "Buy"]];

function whereToWatch({ watch_providers: providers }) {
  const offers = OFFERS.filter(([kind]) => providers?.[kind]?.length);
  return offers.length > 0 && h("section", {}, h("h2", {}, `Where to watch (${providers.region})`),
    h("dl", { class: "scores" }, offers.map(([kind, label]) => h("div", {},
      h("dt", {}, label), h("dd", {}, providers[kind].map(({ name }) => name).join(", "))))),
    h("p", { class: "quiet" }, "Data by JustWatch."));
}

function trailers({ id, videos = [] }) {
  const shown = videos.filter(({ site, key }) => site === "YouTube" && key).slice(0, 2);
  return shown.length > 0 && h("p", { class: "actions" }, shown.map(({ key, name }) =>
    h("a", {
      class: "button", href: `https://www.youtube.com/watch?v=${key}`, rel: "noopener", target: "_blank",
      onclick: () => happened({ movie: id, kind: "trailer" }),
    }, `▶ ${name ?? "Trailer"}`)));
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
  if (!movies.length) return [h("h2", {}, SIMILAR), h("p", { class: "quiet" }, "None found.")];
  return shelfOf(SIMILAR, await cards(movies, { shown: (place) => ({ surface: "similar", place }) }));
}

/** Reviews of others, and the form for one's own. `refresh` reads both again. */
function reviewsOf(movie, signal) {
  const section = h("section", {});
  const refresh = () => section.replaceChildren(
    h("h2", {}, "Reviews"),
    later(() => reviews(movie, signal)),
    session.user ? later(() => reviewForm(movie, refresh)) : "");
  refresh();
  return { section, refresh };
}

async function reviews(movie, signal) {
  const { results } = await api(`movies/movies/${movie.id}/ratings/`, { query: { page_size: 10 }, signal });
  if (!results.length) return h("p", { class: "quiet" }, "There are no reviews yet.");
  return h("ul", { class: "reviews" }, results.map(review));
}

function review(row) {
  const { user, rating, review: words, has_spoilers: spoilers } = row;
  const text = h("p", { class: "words" }, words);
  const isMine = user.id === session.user?.id;
  return h("li", {},
    h("p", {}, h("a", { href: link(`/profile/${user.id}`) }, user.username), ` gave ${rating.toFixed(1)}`),
    spoilers && words ? h("details", {}, h("summary", {}, "Contains spoilers"), text) : words && text,
    words && session.user && !isMine && h("p", { class: "actions" }, reviewActions(row)));
}
