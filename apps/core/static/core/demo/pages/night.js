// Movie night: one makes a group, the others join by its code, all vote, and one film is chosen (votes.js).

import { api } from "../api.js";
import { copy, h, later } from "../dom.js";
import { field, form, select } from "../forms.js";
import { poster, year } from "../movies.js";
import { go, link } from "../router.js";
import { session } from "../session.js";
import { voting } from "./votes.js";

// Looks at the server, instead of a stream of events: a stream would hold a thread of the server for each member all
// evening, and a page in a pocket would lose it unnoticed. A look takes a few milliseconds.
const EVERY = 2500; // milliseconds

const STRATEGIES = [["least_misery", "No member dislikes it"], ["average", "Best on average"]];

export function nightsPage(_, __, signal) {
  return [
    h("h1", {}, "Movie night"),
    h("p", { class: "quiet" }, "Two to eight people choose one film."),
    later(() => myNights(signal)),
    h("div", { class: "columns" },
      form({
        title: "Invite", button: "Invite",
        fields: [
          field("What is it called?", { name: "name", maxlength: 100, placeholder: "Friday" }),
          select("How to choose", "strategy", STRATEGIES, "least_misery"),
        ],
        send: (body) => api("recommendations/groups/", { body }),
        done: ({ id }) => go(`/night/${id}`),
      }),
      form({
        title: "Join", button: "Join",
        fields: [field("Invitation code", { name: "code", required: true, maxlength: 16, autocomplete: "off" })],
        send: (body) => api("recommendations/groups/join/", { body }),
        done: ({ id }) => go(`/night/${id}`),
      })),
  ];
}

async function myNights(signal) {
  const { results } = await api("recommendations/groups/", { signal });
  return results.length > 0 && h("ul", { class: "rows" }, results.map((group) =>
    h("li", {}, h("a", { href: link(`/night/${group.id}`) }, group.name || "Movie night"), " ",
      h("span", { class: "facts" }, group.members.map(({ username }) => username).join(", ")))));
}

/** Where an invitation leads: joins, and goes on to the night. */
export function joinPage({ code }) {
  return later(async () => {
    const group = await api("recommendations/groups/join/", { body: { code } });
    location.replace(link(`/night/${group.id}`));
    return [];
  }, "Joining …");
}

export function nightPage({ id }, _, signal) {
  return later(async () => {
    const group = await api(`recommendations/groups/${id}/`, { signal });
    const members = h("p", { class: "tags", "aria-live": "polite", "aria-label": "Members" });
    const list = h("div", {});
    const vote = voting(id, group.owner === session.user.username);
    let known = "";
    const show = (state) => {
      vote.show(state);
      if (state.members.join() === known) return;
      // Somebody came or went: other picks fit.
      known = state.members.join();
      members.replaceChildren(...state.members.map((name) => h("span", { class: "tag" }, name)));
      list.replaceChildren(later(() => picks(id, vote, signal)));
    };
    vote.onChange(show);
    show(await api(`recommendations/groups/${id}/votes/`, { signal }));
    watch(id, members, show, signal);
    return [
      h("h1", {}, group.name || "Movie night"),
      vote.result,
      invitation(group),
      members,
      vote.board,
      h("section", {}, h("h2", {}, "Picks"), list),
      h("p", {}, h("a", { href: link("/night") }, "Another night")),
    ];
  });
}

function invitation({ code }) {
  const address = new URL(link(`/night/join/${code}`), location.href).href;
  return h("div", { class: "panel invitation" },
    h("img", { class: "qr", src: `/demo/invitation.svg?code=${code}`, alt: "QR code of the invitation", width: 148, height: 148 }),
    h("div", {},
      h("p", {}, "Invite others: let them scan this, send the link, or tell them the code ", h("code", { class: "code" }, code), "."),
      h("p", { class: "actions" },
        h("button", { type: "button", class: "button", onclick: () => copy(address, "The link is copied.") }, "Copy the link"))));
}

/** Asks for the state as long as the page is shown. A failed look is followed by the next one. */
function watch(id, place, show, signal) {
  const timer = setInterval(async () => {
    if (signal.aborted) return clearInterval(timer);
    if (document.hidden || !place.isConnected) return undefined; // Back shows the page again as it was
    const state = await api(`recommendations/groups/${id}/votes/`, { signal }).catch(() => null);
    if (state) show(state);
    return undefined;
  }, EVERY);
}

async function picks(id, vote, signal) {
  const { results } = await api(`recommendations/groups/${id}/picks/`, { signal });
  if (!results.length) return h("p", { class: "quiet" }, "The members have seen all films.");
  return h("ol", { class: "picks" }, results.map(({ movie, members }) =>
    h("li", { class: "panel pick", "data-movie": movie.id },
      poster(movie),
      h("div", {},
        h("h3", {}, h("a", { href: link(`/movie/${movie.id}`) }, movie.title), " ", h("span", { class: "facts" }, year(movie))),
        h("p", { class: "match" }, h("strong", {}, `${Math.min(...members.map((member) => member.match_score))} %`), " match or more for each of you"),
        h("dl", { class: "scores" }, members.map(({ username, match_score: match, reason }) =>
          h("div", {}, h("dt", {}, username), h("dd", {}, `${match} % · ${reason}`)))),
        vote.buttons(movie)))));
}
