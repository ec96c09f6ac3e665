// What a person kept: watchlist, favorites, ratings.

import { api } from "../api.js";
import { h } from "../dom.js";
import { endlessGrid } from "../movies.js";
import { link } from "../router.js";

const LISTS = [
  ["watchlist", "Watchlist", "favorites/watchlist/"],
  ["favorites", "Favorites", "favorites/favorites/"],
  ["ratings", "Ratings", "favorites/ratings/"],
];

export function listsPage(_, query, signal) {
  const chosen = LISTS.find(([name]) => name === query.get("list")) ?? LISTS[0];
  const [name, title, path] = chosen;
  return [
    h("h1", {}, "Your lists"),
    h("nav", { class: "tabs", "aria-label": "Lists" }, LISTS.map(([other, label]) =>
      h("a", { href: link("/lists", { list: other }), "aria-current": other === name ? "page" : null }, label))),
    h("h2", {}, title),
    endlessGrid(() => api(path, { signal }), { empty: `Your ${title.toLowerCase()} are empty so far.` }),
  ];
}
