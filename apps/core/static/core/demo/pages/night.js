// Movie night: one makes a group, the others join by its code, and everybody gets one list of picks.

import { api } from "../api.js";
import { busy, h, later, valuesOf } from "../dom.js";
import { poster, year } from "../movies.js";
import { go, link } from "../router.js";
import { field } from "./account.js";

export function nightsPage() {
  return [
    h("h1", {}, "Movie night"),
    h("p", { class: "quiet" }, "Two to eight people choose one film."),
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
    return [
      h("h1", {}, group.name || "Movie night"),
      h("p", {}, "Invite others with the code ", h("code", { class: "code" }, group.code), "."),
      h("p", { class: "tags" }, group.members.map((member) => h("span", { class: "tag" }, member.username))),
      h("section", {}, h("h2", {}, "Picks"), later(() => picks(id, signal))),
      h("p", {}, h("a", { href: link("/night") }, "Another night")),
    ];
  });
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
