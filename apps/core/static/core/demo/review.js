// Writing a review: it belongs to the rating, which the stars set.

import { api } from "./api.js";
import { busy, h, toast } from "./dom.js";
import { field, form } from "./forms.js";

const LONGEST = 5000;

/** The form under the reviews of a movie with `me`. `onSaved` is called when the reviews have changed. */
export async function reviewForm(movie, onSaved) {
  if (movie.me?.rating == null) return h("p", { class: "quiet" }, "Rate the film above, and you can write a review.");
  const mine = await api(`favorites/ratings/movie/${movie.id}/`);
  return form({
    title: "Your review", button: mine.review ? "Save" : "Publish",
    fields: [
      field("What did you think?", { name: "review", rows: 4, maxlength: LONGEST, "data-empty": true }, { tag: "textarea", children: [mine.review] }),
      check("has_spoilers", "It tells how the film ends", mine.has_spoilers),
      check("is_public", "Others may read it", mine.is_public),
      mine.is_withheld && h("p", { class: "error" }, "The staff withholds this review after a report. Only you see it."),
    ],
    send: (body) => api(`favorites/ratings/${mine.id}/`, { method: "PATCH", body }),
    done: () => { toast("Your review is saved."); onSaved(); },
  });
}

const check = (name, label, checked) =>
  h("label", { class: "check" }, h("input", { type: "checkbox", name, checked }), label);

const REASONS = [["spam", "Spam"], ["abuse", "Abuse"], ["spoiler", "Untold spoiler"], ["other", "Something else"]];

/** Heart and report of another one's review. */
export function reviewActions(review) {
  const like = h("button", { type: "button", class: "link" });
  let { liked, likes } = review;
  const show = () => {
    like.textContent = `${liked ? "♥" : "♡"} ${likes}`;
    like.setAttribute("aria-pressed", String(liked));
    like.setAttribute("aria-label", `Helpful: the review of ${review.user.username}, ${likes}`);
  };
  like.addEventListener("click", () => busy(like, async () => {
    await api(`favorites/ratings/${review.id}/like/`, { method: liked ? "DELETE" : "POST" });
    liked = !liked;
    likes += liked ? 1 : -1;
    show();
  }));
  show();
  return [like, " ", reporting(review)];
}

function reporting({ id, user }) {
  const report = async (event) => {
    const { value } = event.currentTarget;
    if (!value) return;
    const sent = await busy(event.currentTarget, () => api(`favorites/ratings/${id}/report/`, { body: { reason: value } }).then(() => true));
    if (sent) toast("Thank you. The staff will look at it.");
    event.target.value = "";
  };
  return h("select", { class: "small", "aria-label": `Report the review of ${user.username}`, onchange: report },
    h("option", { value: "" }, "Report …"), REASONS.map(([value, text]) => h("option", { value }, text)));
}
