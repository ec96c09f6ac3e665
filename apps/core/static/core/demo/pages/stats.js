// Statistics of all time, and of one year as a page to share.

import { api } from "../api.js";
import { copy, h, later, shareLink } from "../dom.js";
import { poster } from "../movies.js";
import { link } from "../router.js";
import { session } from "../session.js";
import { shelfOf } from "../shelf.js";

const now = new Date().getFullYear();

export function statsPage(_, query, signal) {
  const year = Number(query.get("year")) || null;
  const years = [null, now, now - 1, now - 2];
  return [
    h("h1", {}, year ? `${session.user.username}'s ${year} in films` : "Your statistics"),
    h("nav", { class: "tabs", "aria-label": "Years" }, years.map((other) =>
      h("a", { href: link("/stats", { year: other }), "aria-current": other === year ? "page" : null }, other ?? "All time"))),
    later(async () => {
      const stats = await api(year ? `auth/profiles/stats/year/${year}/` : "auth/profiles/stats/", { signal });
      if (!stats.viewings && !stats.ratings_given) {
        return h("p", {}, "Nothing was watched or rated then. ", h("a", { href: link("/") }, "Find a film"), ".");
      }
      const isPublic = year && (await api("auth/profiles/me/", { signal })).is_public;
      return [figures(stats), year && share(stats, year, isPublic), best(stats), charts(stats)];
    }),
  ];
}

function figures(stats) {
  const parts = [
    [stats.movies_watched, "films watched"], [Math.round(stats.hours_watched), "hours"], [stats.ratings_given, "ratings"],
    [stats.mean_rating?.toFixed(1) ?? "–", "mean rating"], [stats.longest_streak_days, "days in a row"],
  ];
  return h("dl", { class: "figures" }, parts.map(([value, what]) =>
    h("div", {}, h("dt", {}, what), h("dd", {}, value))));
}

/** A page that others can open has the public ratings alone, so the figures go into the text. */
function share(stats, year, isPublic) {
  const text = `My ${year}: ${stats.movies_watched} films, ${Math.round(stats.hours_watched)} hours, mean rating ${stats.mean_rating?.toFixed(1) ?? "–"}.`;
  const address = new URL(`/share/years/${session.user.id}/${year}/`, location.origin).href;
  return h("p", { class: "actions" },
    isPublic && h("button", { type: "button", class: "button primary", onclick: () => shareLink(address, text) }, "Share the page"),
    h("button", { type: "button", class: "button", onclick: () => copy(text, "Copied. Paste it where you like.") }, "Copy the figures"));
}

function best({ best: rated = [] }) {
  return rated.length > 0 && h("section", {}, shelfOf("Best rated",
    rated.slice(0, 10).map(({ movie, title, rating }) =>
      h("li", { class: "card" }, h("a", { href: link(`/movie/${movie}`) },
        poster({ id: movie }), h("span", { class: "title" }, title), h("span", { class: "facts" }, `You gave ${rating}`))))));
}

function charts(stats) {
  const ratings = Object.entries(stats.rating_histogram);
  return h("div", { class: "columns" },
    bars("Ratings", ratings.map(([rating, count]) => [rating, count])),
    bars("Genres", stats.top_genres.slice(0, 8).map(({ name, movies }) => [name, movies])),
    bars("Decades", stats.top_decades.map(({ decade, movies }) => [`${decade}s`, movies])),
    bars("Months", stats.months.map(({ month, watched }) => [month, watched])));
}

export function bars(title, rows) {
  const most = Math.max(1, ...rows.map(([, value]) => value));
  return rows.length > 0 && h("section", { class: "panel" }, h("h2", {}, title),
    h("dl", { class: "bars" }, rows.map(([name, value]) => h("div", {},
      h("dt", {}, name),
      h("dd", {}, h("meter", { min: 0, max: most, value, "aria-label": name }), ` ${value}`)))));
}
