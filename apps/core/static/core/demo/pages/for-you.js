// Recommendations with their reasons. Every answer to one counts from the next list on.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { happened } from "../events.js";
import { poster, statesOf, watchlistToggle, year } from "../movies.js";
import { link } from "../router.js";
import { session } from "../session.js";

const SHOWN = 20;
const SIGNALS = {
  collaborative: "Liked by users with your taste", sequence: "Liked after what you liked last", association: "Liked together with your likes",
  user_classes: "Liked by people with ratings like yours", liked_lately: "Liked lately",
  content: "Themes, cast and crew", genre_affinity: "Your genres", taste: "What you asked for", quality: "Average of many votes",
  popularity: "Well known", most_liked: "Liked by most", recency: "New",
};

export function forYouPage(_, __, signal) {
  const list = later(() => recommendations(signal));
  return [
    h("h1", {}, "For you"),
    session.user
      ? h("p", { class: "quiet" }, "Based on what you rated, saved and watched. Ordered by how likely you pick it; the match is how likely you like it. Open “Why?” to see the numbers. ",
        h("a", { href: link("/start") }, "Rate more movies"), " to change them.")
      : h("p", { class: "quiet" }, "Popular movies. ",
        h("a", { href: link("/account", { next: "/start" }) }, "Sign up"), " and it becomes yours."),
    list,
  ];
}

async function recommendations(signal) {
  const { results } = await api("recommendations/", { query: { page_size: SHOWN }, signal });
  if (!results.length) return h("p", {}, "Nothing to recommend yet.");
  const states = await statesOf(results.map(({ movie }) => movie));
  return h("ol", { class: "picks" }, results.map((row, place) => pick(row, place, states[row.movie.id])));
}

function pick(row, place, state) {
  const { movie } = row;
  const open = () => happened({ movie: movie.id, kind: "opened", surface: "list", place, list_id: row.list_id ?? undefined });
  const item = h("li", { class: "panel pick", "data-movie": movie.id },
    h("a", { href: link(`/movie/${movie.id}`), onclick: open, tabindex: -1, "aria-hidden": true }, poster(movie)),
    h("div", {},
      h("h2", {}, h("a", { href: link(`/movie/${movie.id}`), onclick: open }, movie.title), " ",
        h("span", { class: "facts" }, year(movie))),
      h("p", { class: "match" }, row.match_score != null && h("strong", {}, `${row.match_score} %`), " ", row.explanation),
      because(row.because_of),
      why(row.signals)));
  if (session.user) item.lastChild.append(answers(row, item, state));
  return item;
}

function because(reasons) {
  return reasons.length > 0 && h("p", { class: "tags" }, "Because of ", reasons.map((reason) =>
    h("a", { class: "tag", href: link(`/movie/${reason.movie_id}`) },
      reason.your_rating ? `${reason.title} (you gave ${reason.your_rating})` : reason.title)));
}

/** Each signal's share of the score. */
function why(signals) {
  const parts = Object.entries(signals)
    .filter(([, { contribution }]) => contribution > 0)
    .sort(([, one], [, other]) => other.contribution - one.contribution);
  if (!parts.length) return null;
  const most = parts[0][1].contribution;
  const score = parts.reduce((sum, [, { contribution }]) => sum + contribution, 0);
  return h("details", { class: "why" }, h("summary", {}, "Why?"),
    h("dl", {}, parts.map(([name, { contribution }]) => h("div", {},
      h("dt", {}, SIGNALS[name] ?? name.replaceAll("_", " ")),
      h("dd", {},
        h("meter", { min: 0, max: most, value: contribution, "aria-label": SIGNALS[name] ?? name }),
        ` ${Math.round((contribution / score) * 100)} %`)))));
}

function answers(row, item, state) {
  const say = (type) => api("recommendations/feedback/", { body: { movie: row.movie.id, feedback_type: type } });
  let liked = row.feedback?.feedback_type === "like" ? row.feedback.id : null;
  const like = async (event) => {
    const button = event.currentTarget;
    await busy(button, async () => {
      if (liked) await api(`recommendations/feedback/${liked}/`, { method: "DELETE" });
      liked = liked ? null : (await say("like")).id;
      button.setAttribute("aria-pressed", String(Boolean(liked)));
      toast(liked ? `The next list has more like ${row.movie.title}.` : "Taken back.");
    });
  };
  const hide = async (event) => {
    const said = await busy(event.currentTarget, () => say("not_interested"));
    if (!said) return;
    const list = item.parentElement;
    putAway(item, said);
    refill(list).catch(() => {}); // the list is only shorter then
  };
  return h("p", { class: "actions" },
    h("button", { type: "button", class: "button", "aria-pressed": String(Boolean(liked)), onclick: like }, "More like this"),
    h("button", { type: "button", class: "button", onclick: hide }, "Not interested"),
    watchlistToggle(row.movie, state?.watchlist ?? false, { named: true }));
}

/** Adds the best recommendation that is not in the list yet. */
async function refill(list) {
  const { results } = await api("recommendations/", { query: { page_size: SHOWN } });
  const shown = new Set([...list.children].map((item) => Number(item.dataset.movie)));
  const place = results.findIndex(({ movie }) => !shown.has(movie.id));
  if (place < 0 || list.children.length >= SHOWN) return;
  const states = await statesOf([results[place].movie]);
  list.append(pick(results[place], place, states[results[place].movie.id]));
}

/** Gone at once, and for good unless it is taken back. */
function putAway(item, feedback) {
  const place = document.createComment("put away");
  item.replaceWith(place);
  toast(`${feedback.movie.title} will not come again.`, {
    label: "Undo",
    run: async () => {
      try {
        await api(`recommendations/feedback/${feedback.id}/`, { method: "DELETE" });
        place.replaceWith(item);
      } catch (error) {
        toast(error.message);
      }
    },
  });
}
