// A row of films that scrolls sideways. A mouse whose wheel only turns up and down gets two arrows beside the title.

import { h } from "./dom.js";

const STEP = 0.85; // of what is seen, so that the film at the edge is seen again
const EDGE = 5; // pixels, within which a row rests at its end

/** The title and the row below it. Fingers, trackpads and keyboards scroll the row itself, so the arrows are not for them. */
export function shelfOf(title, cards = []) {
  const row = h("ul", { class: "shelf", tabindex: 0, "aria-label": title }, cards);
  const back = arrow(row, -1, "‹");
  const on = arrow(row, 1, "›");
  const show = () => {
    back.disabled = row.scrollLeft < EDGE;
    on.disabled = row.scrollLeft >= row.scrollWidth - row.clientWidth - EDGE;
  };
  row.addEventListener("scroll", show, { passive: true });
  new ResizeObserver(show).observe(row); // also when its films have come; rows that are not laid out yet are not asked
  return [h("div", { class: "shelf-head" }, h("h2", {}, title), h("div", { class: "arrows", "aria-hidden": "true" }, back, on)), row];
}

const arrow = (row, way, sign) => h("button", {
  type: "button", class: "sign", tabindex: -1, title: way < 0 ? "Back" : "Further", disabled: true,
  onclick: () => row.scrollBy({ left: way * row.clientWidth * STEP, behavior: "smooth" }),
}, sign);
