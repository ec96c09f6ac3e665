// A person of the cast or crew, with all films; a saga with its parts in order.

import { api } from "../api.js";
import { h, later } from "../dom.js";
import { cards } from "../movies.js";

export function personPage({ id }, _, signal) {
  return later(async () => {
    const person = await api(`movies/people/${id}/`, { signal });
    document.title = `${person.name} · Movie Backend demo`;
    const { cast, crew } = person.filmography;
    return [
      h("h1", {}, person.name),
      person.known_for && h("p", { class: "quiet" }, `Known for ${person.known_for.toLowerCase()}`),
      person.biography && h("p", {}, person.biography),
      await part("As actor", cast), await part("Behind the camera", crew),
    ];
  });
}

async function part(title, roles) {
  const movies = [...new Map(roles.map(({ movie }) => [movie.id, movie])).values()];
  return movies.length > 0 && h("section", {}, h("h2", {}, title), h("ul", { class: "grid" }, await cards(movies)));
}

export function sagaPage({ id }, _, signal) {
  return later(async () => {
    const saga = await api(`movies/collections/${id}/`, { signal });
    document.title = `${saga.name} · Movie Backend demo`;
    return [h("h1", {}, saga.name), h("ol", { class: "grid" }, await cards(saga.movies ?? saga.parts))];
  });
}
