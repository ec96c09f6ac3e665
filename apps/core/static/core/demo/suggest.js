// Suggestions under a search box while one types: titles, people, sagas. Arrow keys choose, Enter opens, Escape closes.

import { api } from "./api.js";
import { h } from "./dom.js";
import { go } from "./router.js";

const PAUSE = 150; // milliseconds after the last key
const PLACES = { movie: "/movie", person: "/person", collection: "/saga" };
const KINDS = { movie: "", person: "person", collection: "saga" };

/**
 * The input in a box with its list. It is a combobox for assistive technology.
 * `choose({ kind, id, text })` is called with what was chosen, and opens it unless told otherwise.
 */
export function withSuggestions(input, { kinds = Object.keys(PLACES), choose = ({ kind, id }) => go(`${PLACES[kind]}/${id}`) } = {}) {
  const list = h("ul", { class: "suggestions", role: "listbox", id: "suggestions", "aria-label": "Suggestions", hidden: true });
  let timer = 0, asked = null, chosen = -1, found = [];

  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "suggestions"], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const open = (one) => { close(); choose(one); };
  const mark = (place) => {
    chosen = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `suggestion-${place}`);
  };
  const show = (results) => {
    found = results.filter(({ kind }) => kinds.includes(kind));
    list.replaceChildren(...found.map((one, number) => h("li", {
      id: `suggestion-${number}`, role: "option", "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); open(one); },
    }, one.text, " ", h("span", { class: "facts" }, one.year ?? KINDS[one.kind]))));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const ask = async () => {
    asked?.abort();
    const q = input.value.trim();
    if (!q) return close();
    asked = new AbortController();
    try {
      const { results } = await api("movies/search/suggest/", { query: { q }, signal: asked.signal });
      if (document.activeElement === input) show(results);
    } catch {
      // Suggestions are a convenience: the search itself reports failures.
    }
    return undefined;
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return undefined;
    if (event.key === "Escape") {
      event.preventDefault(); // else the browser empties the box as well
      return close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Before the first and after the last one is the box itself.
      const places = found.length + 1;
      mark((chosen + 1 + step + places) % places - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      open(found[chosen]);
    }
    return undefined;
  });
  input.setAttribute("aria-expanded", "false");
  return h("div", { class: "suggests" }, input, list);
}
