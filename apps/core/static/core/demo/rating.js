// Ten stars in half steps. A pointer, a finger or a key sets any value from 1 to 10; each is saved once.
//
// It is one slider for assistive technology. Keys: arrows by half a star, Page Up and Down by one, Home and End,
// the digits 1 to 9, 0 for ten, Delete to take the rating back.

import { api } from "./api.js";
import { h, toast } from "./dom.js";

const LOWEST = 1, HIGHEST = 10, STEP = 0.5;
const FIRST = 5; // where the arrows begin when nothing is rated
const PAUSE = 700; // milliseconds without a key, after which the value is saved

const clamp = (value) => Math.min(HIGHEST, Math.max(LOWEST, value));
export const words = (rating) => (rating === null ? "not rated" : `${rating % 1 ? rating : rating.toFixed(0)} of 10`);

/**
 * `given` is the rating or null. `save(rating)` stores a new one (null: takes it back); if it rejects, the former one
 * is shown again.
 */
export function stars(label, given, save) {
  const fill = h("span", { class: "stars-fill", "aria-hidden": "true" });
  const track = h("span", {
    class: "stars", role: "slider", tabindex: 0, "aria-label": label,
    "aria-valuemin": LOWEST, "aria-valuemax": HIGHEST,
  }, fill);
  const value = h("output", { class: "value" });
  const clear = h("button", { type: "button", class: "link" }, "Take back");
  let saved = given, chosen = given, timer = 0;

  const show = (rating) => {
    fill.style.setProperty("--filled", `${(rating ?? 0) * 10}%`);
    value.textContent = words(rating);
    track.setAttribute("aria-valuenow", String(rating ?? 0));
    track.setAttribute("aria-valuetext", words(rating));
    clear.hidden = rating === null;
  };
  const store = async () => {
    clearTimeout(timer);
    timer = 0;
    if (chosen === saved) return;
    const before = saved;
    saved = chosen;
    try {
      await save(chosen);
    } catch (error) {
      if (chosen === saved) { chosen = before; show(before); }
      saved = before;
      toast(error.message);
    }
  };
  const choose = (rating, { later = false } = {}) => {
    chosen = rating;
    show(rating);
    clearTimeout(timer);
    if (later) timer = setTimeout(store, PAUSE);
  };
  const at = (event) => {
    const box = track.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return clamp(Math.ceil(share * (HIGHEST / STEP)) * STEP);
  };

  track.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    // Captured: a finger that slides off the stars still sets the value.
    track.setPointerCapture(event.pointerId);
    track.focus({ preventScroll: true });
    choose(at(event));
  });
  track.addEventListener("pointermove", (event) => {
    if (track.hasPointerCapture(event.pointerId)) choose(at(event));
    else if (event.pointerType === "mouse") show(at(event));
  });
  track.addEventListener("pointerleave", () => show(chosen));
  track.addEventListener("pointerup", store);
  track.addEventListener("pointercancel", () => choose(saved));
  track.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rating = afterKey(event.key, chosen);
    if (rating === undefined) return;
    event.preventDefault();
    choose(rating, { later: true });
  });
  track.addEventListener("blur", () => timer && store());
  clear.addEventListener("click", () => { choose(null); store(); track.focus(); });
  show(given);
  return h("div", { class: "rating" }, track, value, clear);
}

/** The rating after a key; undefined for a key that means nothing here. */
function afterKey(key, rating) {
  const by = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: 1, PageDown: -1 }[key];
  if (by) return rating === null ? FIRST : clamp(rating + by);
  if (key === "Home") return LOWEST;
  if (key === "End" || key === "0") return HIGHEST;
  if (/^[1-9]$/.test(key)) return Number(key);
  if (key === "Delete" || key === "Backspace") return null;
  return undefined;
}

/** The stars of a movie in the account of the person. `onRated` is told what was saved. */
export function ratingControl(movie, given, onRated = () => {}) {
  return stars(`Your rating of ${movie.title}`, given, async (rating) => {
    if (rating === null) {
      const { id } = await api(`favorites/ratings/movie/${movie.id}/`);
      await api(`favorites/ratings/${id}/`, { method: "DELETE" });
    } else {
      await api("favorites/ratings/", { body: { movie: movie.id, rating } });
    }
    onRated(rating);
  });
}
