// Order a list by dragging the handle of an item, or by the arrow keys on it.
//
// A pointer or finger drags; the others make room at once. With the keyboard: arrow up and down move the item, Home and
// End move it to an end. `onMove(item, position)` stores the place, from 1; if it rejects, the former order comes back.

import { h, toast } from "./dom.js";

const PAUSE = 600; // milliseconds without a key, after which the place is stored
const EDGE = 70, SCROLL = 14; // pixels: near the window's edge the page scrolls

/** A handle for `item`, an <li> of the list. `name` is what readers hear. */
export function handle(item, name, onMove) {
  const button = h("button", { type: "button", class: "handle", "aria-label": `Move ${name}`, title: "Drag, or use the arrow keys" }, "⠿");
  let from = null; // the place before the move
  let timer = 0;

  const list = () => item.parentElement;
  const place = () => [...list().children].indexOf(item);
  /** The others step aside: an item that is moved itself would lose the pointer and the focus. */
  const shift = (to) => {
    from ??= place();
    for (let at = place(); at < to; at += 1) list().insertBefore(item.nextElementSibling, item);
    for (let at = place(); at > to; at -= 1) list().insertBefore(item.previousElementSibling, item.nextElementSibling);
  };
  const store = async () => {
    clearTimeout(timer);
    timer = 0;
    const before = from;
    from = null;
    if (before === null || place() === before) return;
    try {
      await onMove(item, place() + 1);
    } catch (error) {
      shift(before);
      from = null;
      toast(error.message);
    }
  };
  const end = () => {
    item.classList.remove("dragged");
    return store();
  };

  button.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    button.focus({ preventScroll: true });
    button.setPointerCapture(event.pointerId);
    item.classList.add("dragged");
  });
  button.addEventListener("pointermove", (event) => {
    if (!button.hasPointerCapture(event.pointerId)) return;
    const others = [...list().children];
    const at = place();
    // Past the middle of another one only, else two items of different heights would jump to and fro.
    const middles = others.map((other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; });
    const down = middles.findLastIndex((middle, number) => number > at && event.clientY > middle);
    const up = middles.findIndex((middle, number) => number < at && event.clientY < middle);
    if (down >= 0) shift(down);
    else if (up >= 0) shift(up);
    if (event.clientY < EDGE) scrollBy({ top: -SCROLL, behavior: "instant" });
    else if (event.clientY > innerHeight - EDGE) scrollBy({ top: SCROLL, behavior: "instant" });
  });
  button.addEventListener("pointerup", end);
  button.addEventListener("pointercancel", end);
  button.addEventListener("keydown", (event) => {
    const last = list().children.length - 1;
    const to = { ArrowUp: place() - 1, ArrowDown: place() + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to > last) return;
    shift(to);
    tell(`${name} is number ${to + 1} of ${last + 1}.`);
    clearTimeout(timer);
    timer = setTimeout(store, PAUSE);
  });
  button.addEventListener("blur", () => timer && store());
  return button;
}

/** For screen readers alone. */
function tell(text) {
  const place = document.getElementById("told") ?? document.body.appendChild(h("p", { id: "told", class: "unseen", role: "status" }));
  place.textContent = text;
}
