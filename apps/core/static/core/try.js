// The landing page's own demo: pick films, and recommendations with their reasons appear below, without an account.

import { api } from "./demo/api.js";
import { h } from "./demo/dom.js";
import { poster, year } from "./demo/movies.js";
import { stars } from "./demo/rating.js";
import { session } from "./demo/session.js";
import { MOST, visitor } from "./demo/visitor.js";

const LIKED = 9; // the rating of a film that was tapped
const ENOUGH = 3;
const OFFERED = 18, SHOWN = 6;
const DEMO = "/demo/";

const place = document.getElementById("try");
const search = place.querySelector("input");
const offers = place.querySelector(".offers");
const picked = place.querySelector(".picked");
const status = place.querySelector("[role=status]");
const results = place.querySelector(".results");
let asked = null, searched = null, timer = 0;

const isPicked = (movie) => visitor.ratings.some(({ id }) => id === movie.id);

/** A film to tap: once to say "I like it", again to take that back. */
function offer(movie) {
  const button = h("button", { type: "button", class: "offer", "aria-pressed": String(isPicked(movie)) },
    poster(movie),
    h("span", { class: "title" }, movie.title),
    h("span", { class: "facts" }, [year(movie), movie.genres?.[0]?.name].filter(Boolean).join(" · ")));
  button.addEventListener("click", () => rate(movie, isPicked(movie) ? null : LIKED));
  return h("li", { "data-movie": movie.id }, button);
}

function rate(movie, rating) {
  visitor.rate(movie, rating);
  for (const item of offers.children) {
    if (Number(item.dataset.movie) === movie.id) {
      item.firstChild.setAttribute("aria-pressed", String(rating !== null));
    }
  }
  showPicked();
  recommend();
}

function showPicked() {
  picked.replaceChildren(...visitor.ratings.map((movie) => h("li", {},
    h("span", { class: "title" }, movie.title),
    stars(`Your rating of ${movie.title}`, movie.rating, async (rating) => {
      if (rating === null) rate(movie, null);
      else { visitor.rate(movie, rating); recommend(); }
    }))));
}

/** Ask once for all that is picked. An answer that comes after a newer question is dropped. */
async function recommend() {
  asked?.abort();
  const { length } = visitor.ratings;
  if (!length) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  asked = new AbortController();
  const { signal } = asked;
  results.setAttribute("aria-busy", "true");
  try {
    const rows = await visitor.recommendations({ limit: SHOWN, signal });
    results.replaceChildren(...rows.map(result));
    const left = ENOUGH - length;
    status.textContent = left > 0
      ? `${left} more ${left === 1 ? "film makes" : "films make"} this better.`
      : length < MOST ? "Yours. Each further film makes it better." : "Yours, from twenty films.";
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = error.message;
  }
  results.removeAttribute("aria-busy");
  results.parentElement.hidden = false;
}

function result({ movie, explanation }) {
  return h("li", {}, h("a", { href: `${DEMO}#/movie/${movie.id}` },
    poster(movie),
    h("span", {},
      h("strong", {}, movie.title), " ", h("span", { class: "facts" }, year(movie)),
      h("span", { class: "reason" }, explanation))));
}

/** A film that is offered already keeps its button, so that a press that has begun is not lost. */
function offerMovies(movies) {
  const present = new Map([...offers.children].map((item) => [item.dataset.movie, item]));
  movies.forEach((movie, place) => {
    const item = present.get(String(movie.id)) ?? offer(movie);
    if (offers.children[place] !== item) offers.insertBefore(item, offers.children[place] ?? null);
  });
  while (offers.children.length > movies.length) offers.lastElementChild.remove();
}

async function widelyKnown() {
  const { results: movies } = await api("recommendations/onboarding/", { query: { limit: OFFERED } });
  return movies;
}

let known = null;
async function find() {
  searched?.abort();
  searched = new AbortController();
  const { signal } = searched;
  const words = search.value.trim();
  offers.setAttribute("aria-busy", "true");
  try {
    known ??= await widelyKnown();
    if (!words) {
      offerMovies(known);
      return;
    }
    const { results: movies } = await api("movies/movies/", { query: { search: words, page_size: OFFERED }, signal });
    if (movies.length) offerMovies(movies);
    else offers.replaceChildren(h("li", { class: "none" }, `No film fits “${words}”. Try another word of the title.`));
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = error.message;
  } finally {
    if (!signal.aborted) offers.removeAttribute("aria-busy");
  }
}

search.addEventListener("input", () => {
  clearTimeout(timer);
  searched?.abort();
  offers.setAttribute("aria-busy", "true");
  timer = setTimeout(find, 200);
});
search.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
if (session.user) place.querySelector(".keep").href = `${DEMO}#/for-you`;
find();
showPicked();
recommend();
