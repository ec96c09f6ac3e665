// The vote of a movie night: yes and no under each pick, the board of all votes, and the film that was chosen.

import { api } from "../api.js";
import { busy, h } from "../dom.js";
import { poster, year } from "../movies.js";
import { link } from "../router.js";

const SIGNS = [["yes", "✓ Yes"], ["no", "✕ No"]];
const SCRAPS = 60; // of confetti

/**
 * The parts of the page for one night. `show(state)` brings all of them up to date with an answer of `votes/`;
 * `onChange(listener)` is told the state after a vote of this browser.
 */
export function voting(id, isOwner) {
  const path = `recommendations/groups/${id}/`;
  const result = h("div", { "aria-live": "polite" });
  const board = h("section", { hidden: true });
  const pairs = new Map(); // movie id → the function that shows its state
  let state = { votes: [], members: [], chosen: null };
  let listener = () => {};
  let drawn = "";

  const refresh = async () => listener(await api(`${path}votes/`));
  const cast = async (movie, value) => {
    const mine = state.votes.find((row) => row.movie.id === movie.id)?.my_vote ?? null;
    const address = `${path}votes/${movie.id}/`;
    if (mine === value) await api(address, { method: "DELETE" }).then(refresh);
    else listener(await api(address, { method: "PUT", body: { vote: value } }));
  };

  /** Two buttons: a second press takes the vote back. */
  function buttons(movie) {
    const place = h("p", { class: "actions", role: "group", "aria-label": `Vote on ${movie.title}` });
    const made = SIGNS.map(([value, text]) => {
      const press = (event) => busy(event.currentTarget, () => cast(movie, value)).then(update);
      return h("button", { type: "button", class: "button", "data-vote": value, onclick: press }, text);
    });
    const told = h("span", { class: "facts" });
    function update() {
      const row = state.votes.find((one) => one.movie.id === movie.id);
      for (const button of made) {
        button.setAttribute("aria-pressed", String(row?.my_vote === button.dataset.vote));
        button.disabled = Boolean(state.chosen);
      }
      told.textContent = row ? names(row) : "";
    }
    place.append(...made, told);
    pairs.set(place, update);
    update();
    return place;
  }

  function show(next) {
    state = next;
    for (const [place, update] of pairs) place.isConnected ? update() : pairs.delete(place);
    const now = JSON.stringify([state.votes.map((row) => [row.movie.id, row.yes, row.no]), state.chosen?.id, state.members.length]);
    if (now === drawn) return;
    drawn = now;
    const isNew = state.chosen && !result.children.length;
    drawBoard();
    drawResult();
    if (isNew) result.scrollIntoView({ block: "center" });
  }

  function drawBoard() {
    board.hidden = !state.votes.length || Boolean(state.chosen);
    const close = (event) => busy(event.currentTarget, async () => listener(await api(`${path}result/`, { method: "POST" })));
    board.replaceChildren(
      h("h2", {}, "Votes"),
      h("p", { class: "quiet" }, `A yes of all ${state.members.length} chooses a film at once.`),
      h("ol", { class: "rows" }, state.votes.map((row) => h("li", {},
        h("strong", {}, row.movie.title), " ",
        h("meter", { min: 0, max: state.members.length, value: row.yes.length, "aria-label": `${row.yes.length} of ${state.members.length} say yes` }),
        " ", h("span", { class: "facts" }, names(row))))),
      ...(isOwner && state.votes.some((row) => row.yes.length)
        ? [h("button", { type: "button", class: "button primary", onclick: close }, "Close the vote")] : []));
  }

  function drawResult() {
    const { chosen } = state;
    if (!chosen) return result.replaceChildren();
    const row = state.votes.find(({ movie }) => movie.id === chosen.id);
    const again = (event) => busy(event.currentTarget, () => api(`${path}result/`, { method: "DELETE" }).then(refresh));
    return result.replaceChildren(h("section", { class: "panel chosen" },
      confetti(),
      poster(chosen),
      h("div", {},
        h("p", { class: "quiet" }, "Tonight you watch"),
        h("h2", {}, h("a", { href: link(`/movie/${chosen.id}`) }, chosen.title), " ", h("span", { class: "facts" }, year(chosen))),
        row && h("p", {}, row.yes.length === state.members.length ? "All of you said yes." : `In the lead: ${names(row)}.`),
        isOwner && h("button", { type: "button", class: "link", onclick: again }, "Vote again"))));
  }

  return { result, board, buttons, show, onChange: (next) => { listener = next; } };
}

const names = ({ yes, no }) => [yes.length && `yes: ${yes.join(", ")}`, no.length && `no: ${no.join(", ")}`].filter(Boolean).join(" · ");

/** Falls once; hidden from readers, and still for people who want no motion (demo.css). */
function confetti() {
  const scraps = Array.from({ length: SCRAPS }, () => {
    const scrap = h("i", {});
    scrap.style.setProperty("--x", `${Math.random() * 100}%`);
    scrap.style.setProperty("--wait", `${Math.random() * 0.8}s`);
    scrap.style.setProperty("--hue", String(Math.floor(Math.random() * 360)));
    return scrap;
  });
  return h("div", { class: "confetti", "aria-hidden": "true" }, scraps);
}
