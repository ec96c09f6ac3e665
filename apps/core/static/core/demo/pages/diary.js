// The diary: a calendar of the month, each day with what was watched.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { link } from "../router.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const LONGEST = 20; // pages of 100 that one month can have

export function diaryPage(_, query, signal) {
  const shown = /^\d{4}-\d\d$/.test(query.get("month") ?? "") ? query.get("month") : today().slice(0, 7);
  const first = new Date(`${shown}-01T12:00:00`);
  const title = first.toLocaleString("en", { month: "long", year: "numeric" });
  return [
    h("h1", {}, "Diary"),
    h("nav", { class: "actions", "aria-label": "Months" },
      h("a", { class: "button", href: link("/diary", { month: monthBeside(first, -1) }) }, "← Earlier"),
      h("h2", {}, title),
      shown < today().slice(0, 7) && h("a", { class: "button", href: link("/diary", { month: monthBeside(first, 1) }) }, "Later →")),
    later(async () => calendar(first, await viewings(shown, signal))),
  ];
}

const pad = (number) => String(number).padStart(2, "0");
const dayOf = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const today = () => dayOf(new Date());

function monthBeside(first, step) {
  return dayOf(new Date(first.getFullYear(), first.getMonth() + step, 1)).slice(0, 7);
}

/** Newest first, page by page, until the month is over. */
async function viewings(month, signal) {
  const found = [];
  for (let page = 1; page <= LONGEST; page += 1) {
    const { results, next } = await api("movies/watch-history/", { query: { page, page_size: 100, ordering: "-watched_at" }, signal });
    found.push(...results.filter((row) => row.watched_at && dayOf(new Date(row.watched_at)).startsWith(month)));
    const last = results.at(-1);
    if (!next || (last?.watched_at && dayOf(new Date(last.watched_at)).slice(0, 7) < month)) break;
  }
  return found;
}

function calendar(first, rows) {
  const days = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  const before = (first.getDay() + 6) % 7;
  const cells = [...Array(before).fill(null), ...Array.from({ length: days }, (_, day) => day + 1)];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  const of = (day) => rows.filter((row) => new Date(row.watched_at).getDate() === day);
  return [
    h("p", { class: "quiet", role: "status" }, rows.length
      ? `${rows.length} ${rows.length === 1 ? "viewing" : "viewings"} this month.`
      : "Nothing was watched this month. Press “Watched” on the page of a film."),
    h("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Calendar" }, h("table", { class: "calendar" },
      h("thead", {}, h("tr", {}, DAYS.map((day) => h("th", { scope: "col" }, day)))),
      h("tbody", {}, weeks.map((week) => h("tr", {}, week.map((day, number) =>
        h("td", {}, day && h("span", { class: "facts", "data-day": DAYS[number] }, day), day && h("ul", {}, of(day).map(viewing)))))))))];
}

function viewing(row) {
  const remove = async (event) => {
    const item = event.currentTarget.closest("li");
    const done = await busy(event.currentTarget, () => api(`movies/watch-history/${row.id}/`, { method: "DELETE" }).then(() => true));
    if (!done) return;
    item.remove();
    toast(`${row.movie.title} was removed from the diary.`);
  };
  return h("li", {},
    h("a", { href: link(`/movie/${row.movie.id}`) }, row.movie.title),
    h("button", { type: "button", class: "link", "aria-label": `Remove ${row.movie.title}`, onclick: remove }, "×"));
}
