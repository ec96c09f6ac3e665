// Movies as people see them in lists, and what they can do to one with a single press.

import { api } from "./api.js";
import { busy, failure, h, toast } from "./dom.js";
import { happened } from "./events.js";
import { go, link } from "./router.js";
import { session } from "./session.js";

export const year = (movie) => movie.release_date?.slice(0, 4) ?? "";

/** TMDb's poster; the one that the service draws where there is none or where it cannot be reached. */
export function poster(movie, { eager = false } = {}) {
  const drawn = `/posters/${movie.id}.svg`;
  const image = h("img", {
    class: "poster", src: movie.poster_url ?? drawn, alt: "", width: 300, height: 450,
    loading: eager ? null : "lazy", fetchpriority: eager ? "high" : null,
  });
  image.addEventListener("error", () => { image.src = drawn; }, { once: true });
  return image;
}

/** A wide picture behind the title: TMDb's, or the drawn one. */
export function backdrop(movie) {
  const drawn = `/posters/${movie.id}/backdrop.svg`;
  const image = h("img", { class: "backdrop", src: movie.backdrop_url ?? drawn, alt: "", width: 1280, height: 720 });
  image.addEventListener("error", () => { image.src = drawn; }, { once: true });
  return image;
}

/** The heart and the bookmark: pressed at once, taken back if the server refuses. */
function toggle(movie, state, { path, label, signs: [off, on], list, named = false }) {
  const button = h("button", { type: "button", class: named ? "button" : "sign", title: label });
  const show = () => {
    const sign = state.on ? on : off;
    button.textContent = named ? `${sign} ${label}` : sign;
    button.setAttribute("aria-pressed", String(state.on));
    button.setAttribute("aria-label", `${label}: ${movie.title}`);
  };
  button.addEventListener("click", async () => {
    if (!session.user) return go("/account", { next: `/movie/${movie.id}` });
    state.on = !state.on;
    show();
    try {
      await (state.on ? add(path, movie) : remove(path, movie));
      toast(`${movie.title} ${state.on ? "is on" : "was taken off"} your ${list}.`);
    } catch (error) {
      state.on = !state.on;
      show();
      toast(error.message);
    }
    return undefined;
  });
  show();
  return button;
}

const add = (path, movie) => api(path, { body: { movie: movie.id } });

async function remove(path, movie) {
  if (path === "favorites/favorites/") return api(`${path}movie/${movie.id}/`, { method: "DELETE" });
  const { results } = await api(path, { query: { movie: movie.id } });
  return Promise.all(results.filter((row) => row.movie.id === movie.id)
    .map((row) => api(`${path}${row.id}/`, { method: "DELETE" })));
}

export const favoriteToggle = (movie, on) =>
  toggle(movie, { on }, { path: "favorites/favorites/", label: "Favorite", signs: ["♡", "♥"], list: "list of favorites" });

/** `named` is for a row of buttons with words, in which the sign alone says too little. */
export const watchlistToggle = (movie, on, { named = false } = {}) =>
  toggle(movie, { on }, { path: "favorites/watchlist/", label: "Watchlist", signs: ["+", "✓"], list: "watchlist", named });

/** `opened` is called when the card is. */
export function card(movie, state = null, { eager = false, opened = null } = {}) {
  const facts = [year(movie), movie.genres?.[0]?.name, movie.vote_count ? `★\u00a0${movie.vote_average.toFixed(1)}` : ""];
  const { match_score: match, explanation } = movie.recommendation ?? {};
  return h("li", { class: "card", "data-movie": movie.id },
    h("a", { href: link(`/movie/${movie.id}`), title: explanation, onclick: opened },
      poster(movie, { eager }),
      h("span", { class: "title" }, movie.title),
      h("span", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      match != null && h("span", { class: "match" }, `${match} % match`)),
    state && h("span", { class: "signs" },
      state.rating !== null && h("span", { class: "badge" }, `You ${state.rating}`),
      watchlistToggle(movie, state.watchlist)));
}

/** With a login, what the person did with each of some movies, by id: one request for all. */
export async function statesOf(movies) {
  if (!session.user || !movies.length) return {};
  return api("movies/movies/states/", { body: { movies: movies.map((movie) => movie.id) } });
}

/**
 * The cards of movies whose states are known.
 * The pictures of the first `eager` ones are on the screen at once. `shown` says where each was shown, for its event.
 */
export function cardsOf(movies, states, { eager = 0, shown = () => ({}) } = {}) {
  return movies.map((movie, place) => card(movie, states[movie.id] ?? null, {
    eager: place < eager, opened: () => happened({ movie: movie.id, kind: "opened", ...shown(place) }),
  }));
}

export const cards = async (movies, options) => cardsOf(movies, await statesOf(movies), options);

/**
 * A grid that grows as one scrolls: infinite scroll over `next`, with a button for those who do not scroll.
 * `empty` is said when there is nothing: a text, or nodes.
 */
export function endlessGrid(firstPage, { empty = "Nothing here yet." } = {}) {
  const grid = h("ul", { class: "grid" });
  const more = h("button", { type: "button", class: "button" }, "Show more");
  const foot = h("div", { class: "foot" }, more);
  let next = null;

  const append = async (page) => {
    next = page.next;
    grid.append(...await cards(page.results.map((row) => row.movie ?? row)));
    foot.hidden = !next;
    if (!grid.children.length) grid.replaceWith(h("p", { class: "quiet" }, empty));
  };
  const load = () => busy(more, async () => append(await api(next)));
  const watcher = new IntersectionObserver(([seen]) => {
    if (seen.isIntersecting && next && !more.disabled) load();
  }, { rootMargin: "600px" });

  more.addEventListener("click", load);
  const start = () => firstPage()
    .then(append)
    .then(() => watcher.observe(foot))
    .catch((error) => {
      if (error.name === "AbortError") return;
      const told = failure(error, () => { told.replaceWith(foot); start(); });
      foot.replaceWith(told);
    });
  foot.hidden = true;
  start();
  return [grid, foot];
}
