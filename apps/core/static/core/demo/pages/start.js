// The first minute of a new account: rate a few movies that most people know.

import { api } from "../api.js";
import { h, later } from "../dom.js";
import { poster, year } from "../movies.js";
import { ratingControl } from "../rating.js";
import { link } from "../router.js";

const ENOUGH = 3;

export function startPage(_, __, signal) {
  const told = h("p", { role: "status" });
  const forward = h("a", { class: "button primary", href: link("/for-you"), hidden: true }, "Show my recommendations");
  const rated = new Set();
  const count = (movie, rating) => {
    rated[rating === null ? "delete" : "add"](movie.id);
    const left = ENOUGH - rated.size;
    told.textContent = left > 0 ? `${left} more ratings are enough for recommendations.` : "Done. More ratings give better recommendations.";
    forward.hidden = left > 0;
  };
  return [
    h("h1", {}, "Rate a few you know"),
    h("p", { class: "quiet" }, "Skip what you have not seen. Three ratings are enough."),
    h("div", { class: "sticky" }, told, forward),
    later(async () => {
      const movies = await widelyKnown(signal);
      return h("ul", { class: "to-rate" }, movies.map((movie) => h("li", { class: "panel", "data-movie": movie.id },
        poster(movie),
        h("div", {},
          h("h2", {}, movie.title),
          h("p", { class: "facts" }, [year(movie), movie.genres?.[0]?.name].filter(Boolean).join(" · ")),
          ratingControl(movie, null, (rating) => count(movie, rating))))));
    }),
  ];
}

async function widelyKnown(signal) {
  const answer = await api("recommendations/onboarding/", { signal });
  return (answer.results ?? answer).map((row) => row.movie ?? row);
}
