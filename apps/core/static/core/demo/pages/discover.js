// Browse and search: everything that the list of movies filters by is an address, so a view can be shared.

import { api } from "../api.js";
import { h, later } from "../dom.js";
import { filterForm } from "../filters.js";
import { cardsOf, endlessGrid, statesOf } from "../movies.js";
import { link } from "../router.js";
import { shelfOf } from "../shelf.js";

const SHELF = 12; // films of a row; states/ takes a hundred at once
const ON_SCREEN = 2; // rows of a phone's screen
const BETWEEN = 30; // milliseconds
const ENOUGH_VOTES = 200; // else one vote of ten is the best movie of all time

export function discoverPage(_, query, signal) {
  const filters = Object.fromEntries(query);
  const filtered = Object.keys(filters).length > 0;
  const narrowed = Object.keys(filters).some((name) => name !== "q" && name !== "ordering");
  let rows = Promise.resolve();
  const shelves = filtered ? null : later(() => {
    const asked = feed(signal);
    rows = asked.catch(() => {}); // which says itself that it failed
    return asked;
  });
  return [
    h("h1", {}, "Discover"),
    filterForm(filters),
    shelves && h("div", { class: "feed" }, shelves),
    h("section", {},
      h("h2", {}, filters.q ? `Found for “${filters.q}”` : filtered ? "Matching movies" : "All movies"),
      // Below the rows, so after them: what is on the screen comes first.
      endlessGrid(() => rows.then(() => found(filters, signal)), {
        empty: [
          narrowed ? "No movie fits. Try fewer filters, or look at " : "No movie fits. Check the spelling, try one word of the title, or look at ",
          h("a", { href: link("/") }, "all movies"), ".",
        ],
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
  const states = await statesOf(shelves.flat());
  return rows.map(({ title, kind }, number) => {
    const [head, shelf] = shelfOf(title);
    const fill = () => shelf.append(...cardsOf(shelves[number], states, {
      eager: number ? 0 : 2,
      shown: (place) => ({ surface: "feed", row: kind, place, list_id: list_id ?? undefined }),
    }));
    // Rows below the screen are filled one by one, so that a slow phone reacts in between.
    if (number < ON_SCREEN) fill();
    else setTimeout(fill, number * BETWEEN);
    return h("section", {}, head, shelf);
  });
}
