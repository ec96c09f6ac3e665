// Browse and search: everything that the list of movies filters by is an address, so a view can be shared.

import { api } from "../api.js";
import { h, later } from "../dom.js";
import { filterForm } from "../filters.js";
import { cards, endlessGrid } from "../movies.js";

const SHELF = 12; // films of a row; states/ takes a hundred at once
const ENOUGH_VOTES = 200; // else one vote of ten is the best movie of all time

export function discoverPage(_, query, signal) {
  const filters = Object.fromEntries(query);
  const filtered = Object.keys(filters).length > 0;
  return [
    h("h1", {}, "Discover"),
    filterForm(filters),
    !filtered && h("div", { class: "feed" }, later(() => feed(signal))),
    h("section", {},
      h("h2", {}, filters.q ? `Found for “${filters.q}”` : filtered ? "Matching movies" : "All movies"),
      endlessGrid(() => found(filters, signal), {
        empty: Object.keys(filters).some((name) => name !== "q" && name !== "ordering")
          ? "No movie fits. Try fewer filters." : "No movie fits. Check the spelling, or try one word of the title.",
      })),
  ];
}

function found({ q, ordering, ...filters }, signal) {
  const votes = ordering === "-vote_average" ? { votes_min: ENOUGH_VOTES } : {};
  if (q && !Object.keys(filters).length && !ordering) return api("movies/movies/search/", { query: { q }, signal });
  return api("movies/movies/", { query: { search: q, ordering, ...votes, ...filters }, signal });
}

/** The rows of a home page; with a login they are personal. */
async function feed(signal) {
  const { rows, list_id } = await api("recommendations/feed/", { signal });
  const shelves = rows.map(({ movies }) => movies.slice(0, SHELF));
  const places = rows.flatMap(({ kind }, number) =>
    shelves[number].map((_, place) => ({ surface: "feed", row: kind, place, list_id: list_id ?? undefined })));
  const all = await cards(shelves.flat(), { eager: 2, shown: (number) => places[number] });
  return rows.map(({ title }, number) => {
    const mine = all.splice(0, shelves[number].length);
    return h("section", {}, h("h2", {}, title), h("ul", { class: "shelf", tabindex: 0, "aria-label": title }, mine));
  });
}
