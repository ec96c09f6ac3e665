// The reference frontend: a whole movie app over the public API, in plain modules without a build step.
//
//   api.js      requests, tokens, errors        router.js   addresses behind the hash
//   session.js  who is logged in                movies.js   cards, posters, hearts, endless lists
//   dom.js      elements, toasts, loading       forms.js    fields, and errors at them
//   shelf.js    rows that scroll sideways       theme.js    light or dark (one folder above)
//   rating.js   ten stars in half steps         reorder.js  lists ordered by dragging or keys
//   events.js   what people open and read       shortcut.js "/" for the search
//   pages/      one module per page
//
// Read api.js first, then any page.

import { failure, h, tidyToasts } from "./dom.js";
import { find, here, link, route } from "./router.js";
import { session } from "./session.js";
import { asksForSearch, offerShortcut } from "./shortcut.js";

route("/", "discover.js", "discoverPage", { title: "Discover" });
route("/movie/:id", "movie.js", "moviePage", { title: "Movie" });
route("/start", "start.js", "startPage", { title: "Rate a few", needsLogin: true });
route("/for-you", "for-you.js", "forYouPage", { title: "For you" });
route("/lists", "lists.js", "listsPage", { title: "Your lists", needsLogin: true });
route("/taste", "taste.js", "tastePage", { title: "Your taste", needsLogin: true });
route("/stats", "stats.js", "statsPage", { title: "Statistics", needsLogin: true });
route("/diary", "diary.js", "diaryPage", { title: "Diary", needsLogin: true });
route("/import", "import.js", "importPage", { title: "Import", needsLogin: true });
route("/person/:id", "person.js", "personPage", { title: "Person" });
route("/saga/:id", "person.js", "sagaPage", { title: "Saga" });
route("/night/join/:code", "night.js", "joinPage", { title: "Movie night", needsLogin: true });
route("/night", "night.js", "nightsPage", { title: "Movie night", needsLogin: true });
route("/night/:id", "night.js", "nightPage", { title: "Movie night", needsLogin: true });
route("/playlists", "playlists.js", "playlistsPage", { title: "Playlists", needsLogin: true });
route("/playlist/:id", "playlists.js", "playlistPage", { title: "Playlist" });
route("/profile/:id", "profile.js", "profilePage", { title: "Profile", needsLogin: true });
route("/account", "account.js", "accountPage", { title: "Account" });

const PLACES = [
  ["/", "Discover"], ["/for-you", "For you"], ["/taste", "Taste"], ["/lists", "Lists"], ["/diary", "Diary"],
  ["/stats", "Statistics"], ["/night", "Movie night"],
];
const content = document.getElementById("content");
const places = document.getElementById("places");
const who = document.getElementById("who");
let asked = 0; // pages
let shown = null; // the AbortController of the page on the screen: what it still asks for ends when it is forgotten

// Pages that were left, by the entry of the browser's history: Back shows them as they were, at the same place.
const left = new Map();
const MOST_LEFT = 15;
let entry = null;

function leave() {
  if (entry === null) return;
  left.set(entry, { nodes: [...content.childNodes], y: scrollY, title: document.title, shown });
  if (left.size > MOST_LEFT) forget(left.keys().next().value);
}

function forget(known) {
  left.get(known).shown.abort();
  left.delete(known);
}

/** The id of the present history entry; a new one for an entry that was never shown. */
function enter() {
  const known = history.state?.entry;
  if (known) return known;
  const fresh = `${Date.now()}-${Math.random()}`;
  history.replaceState({ entry: fresh }, "");
  return fresh;
}

function showPlaces() {
  const { path } = here();
  const place = ([address, name]) => h("a", { href: link(address), "aria-current": path === address ? "page" : null }, name);
  places.replaceChildren(...PLACES.map(place));
  who.replaceChildren(place(["/account", session.user ? session.user.username : "Log in"]));
  reveal(places);
}

/** Scrolls a row of links so that the present one is seen, and the page stays. */
function reveal(row) {
  const present = row.querySelector("[aria-current]");
  if (present) row.scrollLeft = present.offsetLeft - row.offsetLeft - (row.clientWidth - present.offsetWidth) / 2;
}

async function show() {
  const { path, query } = here();
  const found = find(path);
  if (found?.needsLogin && !session.user) {
    location.replace(link("/account", { next: path }));
    return;
  }
  asked += 1;
  const mine = asked;
  tidyToasts();
  leave();
  const next = enter();
  entry = null; // until the page is there
  showPlaces();
  const before = left.get(next);
  if (before) {
    left.delete(next);
    entry = next;
    shown = before.shown;
    content.replaceChildren(...before.nodes);
    document.title = before.title;
    scrollTo({ top: before.y, behavior: "instant" });
    content.dispatchEvent(new Event("shown"));
    return;
  }
  const controller = new AbortController();
  content.replaceChildren(h("p", { class: "quiet" }, "Loading …"));
  const page = found ? await nodesOf(found, query, controller.signal)
    : [h("h1", {}, "There is no such page."), h("p", {}, h("a", { href: link("/") }, "Discover films"))];
  if (asked !== mine) {
    controller.abort();
    return;
  }
  [entry, shown] = [next, controller];
  document.title = `${found?.title ?? "Not found"} · Movie Backend demo`;
  content.replaceChildren(...[page].flat(Infinity).filter(Boolean));
  content.querySelectorAll(".tabs").forEach(reveal);
  scrollTo({ top: 0, behavior: "instant" });
  // A reader's focus follows the page, as it would if the server had sent it.
  content.querySelector("h1")?.setAttribute("tabindex", "-1");
  content.querySelector("h1")?.focus({ preventScroll: true });
  content.dispatchEvent(new Event("shown"));
}

/** The page's module is loaded when the page is first asked for. */
async function nodesOf({ load, parameters }, query, signal) {
  try {
    const page = await load();
    return page(parameters, query, signal);
  } catch {
    return failure(new Error("The page cannot be loaded. Are you online?"), show);
  }
}

async function search(event) {
  if (!asksForSearch(event)) return;
  event.preventDefault(); // else it is written into the box, or opens the browser's own search
  const box = () => content.querySelector("form[role=search] input[type=search]");
  if (!box()) {
    const shown = new Promise((resolve) => { content.addEventListener("shown", resolve, { once: true }); });
    location.hash = link("/");
    await shown;
  }
  box()?.focus();
  box()?.select();
}

addEventListener("keydown", search);
offerShortcut(document.getElementById("shortcut"));
addEventListener("hashchange", show);
history.scrollRestoration = "manual";
session.onChange(() => [...left.keys()].forEach(forget));
session.onChange(() => (session.user || !find(here().path)?.needsLogin ? showPlaces() : show()));
show();
