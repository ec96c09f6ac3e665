// Movie night: one makes a group, the others join by its code, and everybody gets one list of picks.

import { api } from "../api.js";
import { busy, h, later, toast, valuesOf } from "../dom.js";
import { poster, year } from "../movies.js";
import { go, link } from "../router.js";
import { field } from "./account.js";

const EVERY = 3000; // milliseconds between two looks at the members

export function nightsPage(_, __, signal) {
  return [
    h("h1", {}, "Movie night"),
    h("p", { class: "quiet" }, "Two to eight people choose one film."),
    later(() => myNights(signal)),
    h("div", { class: "columns" },
      form("Invite", "recommendations/groups/", [
        field("What is it called?", { name: "name", maxlength: 100, placeholder: "Friday" }),
        h("label", { class: "field" }, h("span", {}, "How to choose"),
          h("select", { name: "strategy" },
            h("option", { value: "least_misery" }, "No member dislikes it"),
            h("option", { value: "average" }, "Best on average"))),
      ]),
      form("Join", "recommendations/groups/join/", [
        field("Invitation code", { name: "code", required: true, maxlength: 40, autocomplete: "off" }),
      ])),
  ];
}

async function myNights(signal) {
  const { results } = await api("recommendations/groups/", { signal });
  return results.length > 0 && h("ul", { class: "nights" }, results.map((group) =>
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

function form(title, path, fields) {
  const button = h("button", { class: "button primary" }, title);
  const submit = async (event) => {
    event.preventDefault();
    const group = await busy(button, () => api(path, { body: valuesOf(event.target) }));
    if (group) go(`/night/${group.id}`);
  };
  return h("form", { class: "panel", onsubmit: submit, "aria-label": title }, h("h2", {}, title), fields, button);
}

export function nightPage({ id }, _, signal) {
  return later(async () => {
    const group = await api(`recommendations/groups/${id}/`, { signal });
    const members = h("p", { class: "tags", "aria-live": "polite" });
    const list = h("div", {}, later(() => picks(id, signal)));
    watch(group, members, () => list.replaceChildren(later(() => picks(id, signal))), signal);
    return [
      h("h1", {}, group.name || "Movie night"),
      invitation(group),
      members,
      h("section", {}, h("h2", {}, "Picks"), list),
      h("p", {}, h("a", { href: link("/night") }, "Another night")),
    ];
  });
}

function invitation({ code }) {
  const address = new URL(link(`/night/join/${code}`), location.href).href;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    toast("The link is copied.");
  };
  return h("div", { class: "panel invitation" },
    h("img", { class: "qr", src: `/demo/invitation.svg?code=${code}`, alt: "QR code of the invitation", width: 148, height: 148 }),
    h("div", {},
      h("p", {}, "Invite others: let them scan this, send the link, or tell them the code ", h("code", { class: "code" }, code), "."),
      h("p", { class: "actions" }, h("button", { type: "button", class: "button", onclick: copy }, "Copy the link"))));
}

/** Looks every few seconds who has joined, as long as the page is shown; new members mean new picks. */
function watch(group, place, onChange, signal) {
  let known = "";
  const show = ({ members }) => {
    const names = members.map(({ username }) => username);
    if (names.join() === known) return false;
    known = names.join();
    place.replaceChildren(...names.map((name) => h("span", { class: "tag" }, name)));
    return true;
  };
  show(group);
  const timer = setInterval(async () => {
    if (signal.aborted || !place.isConnected) return clearInterval(timer);
    if (document.hidden) return undefined;
    const now = await api(`recommendations/groups/${group.id}/`, { signal }).catch(() => null);
    if (now && show(now)) onChange();
    return undefined;
  }, EVERY);
}

async function picks(id, signal) {
  const answer = await api(`recommendations/groups/${id}/picks/`, { signal });
  const rows = answer.results ?? answer;
  if (!rows.length) return h("p", { class: "quiet" }, "The members have seen all films.");
  return h("ol", { class: "picks" }, rows.map(({ movie, group_score: score, members }) =>
    h("li", { class: "panel pick", "data-movie": movie.id },
      poster(movie),
      h("div", {},
        h("h2", {}, h("a", { href: link(`/movie/${movie.id}`) }, movie.title), " ", h("span", { class: "facts" }, year(movie))),
        h("p", { class: "match" }, h("strong", {}, `${score} %`), " for the group"),
        h("dl", { class: "scores" }, members.map(({ username, match_score: match }) =>
          h("div", {}, h("dt", {}, username), h("dd", {}, `${match} %`))))))));
}
