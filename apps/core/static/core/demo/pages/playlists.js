// Playlists: make one, fill it, order it by dragging or by the arrow keys, share it.

import { api } from "../api.js";
import { busy, copy, h, later, shareLink, toast } from "../dom.js";
import { field, form, select } from "../forms.js";
import { poster, year } from "../movies.js";
import { handle } from "../reorder.js";
import { go, link } from "../router.js";
import { session } from "../session.js";
import { withSuggestions } from "../suggest.js";

const VISIBILITIES = [["private", "Only me"], ["unlisted", "Whoever has the link"], ["public", "Everybody"]];
const SHOWN = 100; // films of a page

export function playlistsPage(_, __, signal) {
  return [
    h("h1", {}, "Your playlists"),
    later(async () => {
      const { results } = await api("favorites/playlists/", { query: { owner: "me", page_size: 100 }, signal });
      if (!results.length) return h("p", { class: "quiet" }, "You have no playlist yet. Make the first one.");
      return h("ul", { class: "rows" }, results.map((list) => h("li", {},
        h("a", { href: link(`/playlist/${list.id}`) }, list.title), " ",
        h("span", { class: "facts" }, facts(list)))));
    }),
    h("div", { class: "columns" }, form({
      title: "New playlist", button: "Make it",
      fields: settings(),
      send: (body) => api("favorites/playlists/", { body }),
      done: ({ id }) => go(`/playlist/${id}`),
    })),
  ];
}

export const facts = ({ item_count: films, visibility }) =>
  [`${films} ${films === 1 ? "film" : "films"}`, VISIBILITIES.find(([value]) => value === visibility)[1].toLowerCase()].join(" · ");

const settings = (list = {}) => [
  field("Title", { name: "title", required: true, maxlength: 200, value: list.title }),
  field("What is it about?", { name: "description", rows: 2, "data-empty": true }, { tag: "textarea", children: [list.description ?? ""] }),
  select("Who may see it?", "visibility", VISIBILITIES, list.visibility ?? "private"),
];

export function playlistPage({ id }, _, signal) {
  return later(async () => {
    const [list, items] = await Promise.all([
      api(`favorites/playlists/${id}/`, { signal }),
      api(`favorites/playlists/${id}/items/`, { query: { page_size: SHOWN }, signal }),
    ]);
    document.title = `${list.title} · Movie Backend demo`;
    return show(list, items);
  });
}

function show(list, { results, next }) {
  const mine = list.owner.id === session.user?.id;
  const rows = h("ol", { class: "ordered", "aria-label": "Films in order" });
  const nothing = h("p", { class: "quiet" }, mine ? "The list is empty. Add a film above, or from the page of a film." : "The list is empty.");
  const about = h("span", {});
  let known = list.item_count - results.length; // films on later pages
  const count = () => {
    nothing.hidden = rows.children.length > 0;
    about.textContent = ` · ${facts({ ...list, item_count: known + rows.children.length })}`;
  };
  const append = (item) => {
    if (!current(rows).some(({ id }) => id === item.id)) rows.append(row(list, item, mine, count));
    count();
  };
  results.forEach(append);
  count();
  const more = next && h("button", {
    type: "button", class: "button",
    onclick: (event) => busy(event.currentTarget, async () => {
      const page = await api(next);
      known -= page.results.length;
      page.results.forEach(append);
      next = page.next;
      if (!next) more.remove();
    }),
  }, "Show more");
  return [
    h("h1", {}, list.title),
    h("p", { class: "quiet" }, "By ", h("a", { href: link(`/profile/${list.owner.id}`) }, list.owner.username), about),
    list.description && h("p", {}, list.description),
    h("p", { class: "actions" }, list.visibility !== "private" && sharing(list), !mine && session.user && cloning(list)),
    mine && adding(list, append),
    mine && results.length > 1 && h("p", { class: "quiet" }, "Drag ⠿ to order the films, or press the arrow keys on it."),
    nothing, rows, more,
    mine && h("details", { class: "settings" }, h("summary", {}, "Settings"), form({
      title: "Settings of the list", heading: "", button: "Save",
      fields: settings(list),
      send: (body) => api(`favorites/playlists/${list.id}/`, { method: "PATCH", body }),
      done: (saved, element) => {
        toast("Saved.");
        element.closest(".later").replaceChildren(...show(saved, { results: current(rows), next }).flat(Infinity).filter(Boolean));
      },
    }), removal(list)),
  ];
}

const shown = new WeakMap(); // the item of each row
const current = (rows) => [...rows.children].map((element) => shown.get(element));

function row(list, item, mine, changed) {
  const { movie } = item;
  const element = h("li", { class: "panel" });
  const take = async (event) => {
    const done = await busy(event.currentTarget, () => api(`favorites/playlists/${list.id}/items/${item.id}/`, { method: "DELETE" }).then(() => true));
    if (!done) return;
    const before = element.nextElementSibling;
    const rows = element.parentElement;
    const position = [...rows.children].indexOf(element) + 1;
    element.remove();
    changed();
    toast(`${movie.title} was taken off the list.`, {
      label: "Undo",
      run: () => api(`favorites/playlists/${list.id}/items/`, { body: { movie: movie.id, position, note: item.note } })
        .then((again) => { rows.insertBefore(row(list, again, mine, changed), before); changed(); }, (error) => toast(error.message)),
    });
  };
  element.append(...[
    mine && handle(element, movie.title, (_, position) =>
      api(`favorites/playlists/${list.id}/items/${item.id}/`, { method: "PATCH", body: { position } })),
    poster(movie),
    h("div", {},
      h("a", { class: "title", href: link(`/movie/${movie.id}`) }, movie.title), " ", h("span", { class: "facts" }, year(movie)),
      item.note && h("p", {}, item.note)),
    mine && h("button", { type: "button", class: "link", "aria-label": `Remove ${movie.title}`, onclick: take }, "Remove"),
  ].filter(Boolean));
  shown.set(element, item);
  return element;
}

/** A search box whose suggestions are added instead of opened. */
function adding(list, append) {
  const input = h("input", { type: "search", placeholder: "Add a film", "aria-label": "Add a film", maxlength: 200 });
  const add = async ({ id }) => {
    input.value = "";
    try {
      const item = await api(`favorites/playlists/${list.id}/items/`, { body: { movie: id } });
      append(item);
      toast(`${item.movie.title} was added.`);
    } catch (error) {
      toast(error.message);
    }
  };
  return withSuggestions(input, { kinds: ["movie"], choose: add });
}

function sharing(list) {
  const address = new URL(`/share/playlists/${list.share_token}/`, location.origin).href;
  return [
    h("button", { type: "button", class: "button", onclick: () => shareLink(address, list.title) }, "Share"),
    h("button", { type: "button", class: "button", onclick: () => copy(address, "The link is copied.") }, "Copy the link"),
  ];
}

function cloning({ id }) {
  const press = async (event) => {
    const mine = await busy(event.currentTarget, () => api(`favorites/playlists/${id}/clone/`, { method: "POST" }));
    if (mine) go(`/playlist/${mine.id}`);
  };
  return h("button", { type: "button", class: "button", onclick: press }, "Make it mine");
}

function removal({ id, title }) {
  const press = async (event) => {
    if (!confirm(`Delete “${title}”?`)) return;
    const done = await busy(event.currentTarget, () => api(`favorites/playlists/${id}/`, { method: "DELETE" }).then(() => true));
    if (done) go("/playlists");
  };
  return h("p", {}, h("button", { type: "button", class: "button", onclick: press }, "Delete the list"));
}
