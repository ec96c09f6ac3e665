// The filters of the catalogue. Each is a query parameter of movies/, and every choice an address that can be shared.

import { api } from "./api.js";
import { h } from "./dom.js";
import { valuesOf } from "./forms.js";
import { go } from "./router.js";
import { keyAttributes } from "./shortcut.js";
import { withSuggestions } from "./suggest.js";

const ORDERS = [["", "Most popular"], ["-vote_average", "Best rated"], ["-release_date", "Newest"], ["title", "Title"]];
const RUNTIMES = [["", "Any length"], ["90", "Up to 90 min"], ["120", "Up to 2 h"], ["150", "Up to 2½ h"]];
const RATINGS = [["", "Any rating"], ["6", "★ 6 and better"], ["7", "★ 7 and better"], ["8", "★ 8 and better"]];
const FIRST = ["q", "genre", "ordering"]; // the others are in the part that opens

/** `filters` is what the address says: {name: value}. */
export function filterForm(filters) {
  const submit = (event) => {
    event.preventDefault();
    go("/", valuesOf(event.currentTarget));
  };
  const chosen = Object.keys(filters).filter((name) => !FIRST.includes(name)).length;
  // Made, and its choices asked for, when it is opened.
  const others = h("details", { class: "more", open: chosen > 0 },
    h("summary", {}, chosen ? `More filters (${chosen})` : "More filters"));
  const fill = () => others.append(moreChoices(filters));
  if (chosen) fill();
  else others.addEventListener("toggle", fill, { once: true });
  return h("form", { class: "filters", role: "search", onsubmit: submit },
    withSuggestions(h("input", {
      type: "search", name: "q", maxlength: 200, placeholder: "Titles, people, themes", value: filters.q ?? null,
      "aria-label": "Search by title", ...keyAttributes(),
    })),
    choice("Genre", "genre", [["", "Any genre"]], filters, genres),
    choice("Order", "ordering", ORDERS, filters),
    h("button", { class: "button primary" }, "Search"),
    others);
}

const moreChoices = (filters) => h("div", {},
  number("From year", "year_min", filters),
  number("Until year", "year_max", filters),
  choice("Length", "runtime_max", RUNTIMES, filters),
  choice("Rating", "rating_min", RATINGS, filters),
  choice("Language", "language", [["", "Any language"]], filters, languages),
  choice("Where to watch", "provider", [["", "Any service"]], filters, providers),
  choice("Age rating", "certification_max", [["", "Any age"]], filters, certifications));

/** A select; `load` brings more options, and hides it where there are none. */
function choice(label, name, options, filters, load) {
  const option = ([value, text]) => h("option", { value, selected: value === (filters[name] ?? "") }, text);
  const element = h("select", { name, "aria-label": label }, options.map(option));
  load?.().then((more) => {
    element.append(...more.map(option));
    element.hidden = !more.length;
  }, () => {});
  return element;
}

const number = (label, name, filters) => h("input", {
  type: "number", name, min: 1874, max: 2100, placeholder: label, "aria-label": label, value: filters[name] ?? null,
});

/** What hardly changes is asked once a visit; again if that failed. */
function once(path, shape) {
  let asked = null;
  return () => {
    asked ??= api(path).then((answer) => shape(answer.results ?? answer));
    asked.catch(() => { asked = null; });
    return asked;
  };
}

const genres = once("movies/genres/", (rows) => rows.map(({ name }) => [name, name]));
const providers = once("movies/providers/", (rows) => rows.map(({ id, name }) => [String(id), name]));
const languages = once("movies/languages/", (rows) => {
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "code" });
  return rows.slice(0, 30).map(({ language }) => [language, names.of(language)]);
});
const certifications = once("movies/certifications/", (rows) =>
  rows.map(({ rating, min_age: age }) => [rating, age ? `Up to ${rating} (${age})` : `Up to ${rating}`]));
