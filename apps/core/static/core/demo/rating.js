// Rating a movie: a slider in half steps, shown at once and taken back if the server refuses.

import { api } from "./api.js";
import { h, toast } from "./dom.js";

/** `given` is the person's rating or null; `onRated` is told the new one. */
export function ratingControl(movie, given, onRated = () => {}) {
  const value = h("output", { class: "value" });
  const slider = h("input", {
    type: "range", min: 1, max: 10, step: 0.5, value: given ?? 7, "aria-label": `Your rating of ${movie.title}`,
  });
  const clear = h("button", { type: "button", class: "link" }, "Take back");
  let saved = given;

  const show = (rating) => {
    value.textContent = rating === null ? "not rated" : rating.toFixed(1);
    slider.classList.toggle("unset", rating === null);
    clear.hidden = rating === null;
  };
  const save = async (rating, request) => {
    show(rating);
    try {
      await request();
      saved = rating;
      onRated(rating);
    } catch (error) {
      if (saved !== null) slider.value = saved;
      show(saved);
      toast(error.message);
    }
  };
  slider.addEventListener("input", () => show(Number(slider.value)));
  slider.addEventListener("change", () => {
    const rating = Number(slider.value);
    save(rating, () => api("favorites/ratings/", { body: { movie: movie.id, rating } }));
  });
  clear.addEventListener("click", () => save(null, async () => {
    const { id } = await api(`favorites/ratings/movie/${movie.id}/`);
    await api(`favorites/ratings/${id}/`, { method: "DELETE" });
  }));
  show(given);
  return h("div", { class: "rating" }, h("span", {}, "Your rating"), slider, value, clear);
}
