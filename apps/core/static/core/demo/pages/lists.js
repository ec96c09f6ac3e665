// What a person kept: watchlist, favorites, ratings.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { endlessGrid, poster } from "../movies.js";
import { link } from "../router.js";

const LISTS = [
  ["watchlist", "Watchlist", "favorites/watchlist/"],
  ["favorites", "Favorites", "favorites/favorites/"],
  ["ratings", "Ratings", "favorites/ratings/"],
  ["dismissed", "Dismissed", "recommendations/feedback/list/"],
];
const NOTHING = {
  watchlist: ["Your watchlist is empty. ", ["/", "Find a film"], ", and press + to save it for later."],
  favorites: ["You have no favorites yet. ", ["/", "Find a film"], ", and press the heart on its page."],
  ratings: ["You have rated nothing yet. ", ["/start", "Rate a few that you know"], ", or a film on its page."],
};

export function listsPage(_, query, signal) {
  const chosen = LISTS.find(([name]) => name === query.get("list")) ?? LISTS[0];
  const [name, title, path] = chosen;
  return [
    h("h1", {}, "Your lists"),
    h("nav", { class: "tabs", "aria-label": "Lists" }, LISTS.map(([other, label]) =>
      h("a", { href: link("/lists", { list: other }), "aria-current": other === name ? "page" : null }, label)),
    h("a", { href: link("/playlists") }, "Playlists")),
    h("h2", {}, title),
    name === "dismissed" ? later(() => dismissed(path, signal)) : endlessGrid(() => api(path, { signal }), { empty: nothing(name) }),
  ];
}

function nothing(name) {
  const [said, [place, title], rest] = NOTHING[name];
  return [said, h("a", { href: link(place) }, title), rest];
}

/** Films that recommendations leave out, each with a way back. */
async function dismissed(path, signal) {
  const { results } = await api(path, { query: { page_size: 100 }, signal });
  const rows = results.filter(({ feedback_type: type }) => type !== "like");
  if (!rows.length) {
    return h("p", { class: "quiet" }, "You have dismissed no film. Press “Not interested” on a ", h("a", { href: link("/for-you") }, "recommendation"), ".");
  }
  return h("ul", { class: "to-rate" }, rows.map((row) => h("li", { class: "panel" }, poster(row.movie), h("div", {},
    h("h2", {}, h("a", { href: link(`/movie/${row.movie.id}`) }, row.movie.title)),
    h("button", { type: "button", class: "button", onclick: (event) => takeBack(event.currentTarget, row) }, "Recommend again")))));
}

async function takeBack(button, row) {
  const item = button.closest("li");
  const done = await busy(button, () => api(`recommendations/feedback/${row.id}/`, { method: "DELETE" }).then(() => true));
  if (!done) return;
  const place = document.createComment("taken back");
  item.replaceWith(place);
  toast(`${row.movie.title} may be recommended again.`, {
    label: "Undo",
    run: async () => {
      try {
        const again = await api("recommendations/feedback/", { body: { movie: row.movie.id, feedback_type: row.feedback_type } });
        Object.assign(row, { id: again.id });
        place.replaceWith(item);
      } catch (error) {
        toast(error.message);
      }
    },
  });
}
