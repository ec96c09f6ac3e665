// The reference frontend: a whole movie app over the public API, in plain modules without a build step.
//
//   api.js      requests, tokens, errors        router.js   addresses behind the hash
//   session.js  who is logged in                movies.js   cards, posters, hearts, endless lists
//   dom.js      elements, toasts, loading       forms.js    fields, and errors at them
//   rating.js   ten stars in half steps         reorder.js  lists ordered by dragging or keys
//   events.js   what people open and read       pages/      one module per page
//
// Read api.js first, then any page.

import { h, tidyToasts } from "./dom.js";
import { accountPage } from "./pages/account.js";
import { discoverPage } from "./pages/discover.js";
import { forYouPage } from "./pages/for-you.js";
import { listsPage } from "./pages/lists.js";
import { moviePage } from "./pages/movie.js";
import { diaryPage } from "./pages/diary.js";
import { importPage } from "./pages/import.js";
import { joinPage, nightPage, nightsPage } from "./pages/night.js";
import { personPage, sagaPage } from "./pages/person.js";
import { playlistPage, playlistsPage } from "./pages/playlists.js";
import { profilePage } from "./pages/profile.js";
import { statsPage } from "./pages/stats.js";
import { tastePage } from "./pages/taste.js";
import { startPage } from "./pages/start.js";
import { find, here, link, route } from "./router.js";
import { session } from "./session.js";

route("/", discoverPage, { title: "Discover" });
route("/movie/:id", moviePage, { title: "Movie" });
route("/start", startPage, { title: "Rate a few", needsLogin: true });
route("/for-you", forYouPage, { title: "For you" });
route("/lists", listsPage, { title: "Your lists", needsLogin: true });
route("/taste", tastePage, { title: "Your taste", needsLogin: true });
route("/stats", statsPage, { title: "Statistics", needsLogin: true });
route("/diary", diaryPage, { title: "Diary", needsLogin: true });
route("/import", importPage, { title: "Import", needsLogin: true });
route("/person/:id", personPage, { title: "Person" });
route("/saga/:id", sagaPage, { title: "Saga" });
route("/night/join/:code", joinPage, { title: "Movie night", needsLogin: true });
route("/night", nightsPage, { title: "Movie night", needsLogin: true });
route("/night/:id", nightPage, { title: "Movie night", needsLogin: true });
route("/playlists", playlistsPage, { title: "Playlists", needsLogin: true });
route("/playlist/:id", playlistPage, { title: "Playlist" });
route("/profile/:id", profilePage, { title: "Profile", needsLogin: true });
route("/account", accountPage, { title: "Account" });

const PLACES = [
  ["/", "Discover"], ["/for-you", "For you"], ["/taste", "Taste"], ["/lists", "Lists"], ["/diary", "Diary"],
  ["/stats", "Statistics"], ["/night", "Movie night"],
];
const content = document.getElementById("content");
const places = document.getElementById("places");
let shown = null;

// Pages that were left, by the entry of the browser's history: Back shows them as they were, at the same place.
const left = new Map();
const MOST_LEFT = 15;
let entry = null;

function leave() {
  if (entry === null) return;
  left.set(entry, { nodes: [...content.childNodes], y: scrollY, title: document.title });
  if (left.size > MOST_LEFT) left.delete(left.keys().next().value);
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
  const account = ["/account", session.user ? session.user.username : "Log in"];
  places.replaceChildren(...[...PLACES, account].map(([place, name]) =>
    h("a", { href: link(place), "aria-current": path === place ? "page" : null }, name)));
}

function show() {
  const { path, query } = here();
  const found = find(path);
  tidyToasts();
  leave();
  entry = enter();
  showPlaces();
  const before = left.get(entry);
  if (before) {
    left.delete(entry);
    content.replaceChildren(...before.nodes);
    document.title = before.title;
    scrollTo({ top: before.y, behavior: "instant" });
    return;
  }
  shown = new AbortController();
  if (found?.needsLogin && !session.user) {
    location.replace(link("/account", { next: path }));
    return;
  }
  document.title = `${found?.title ?? "Not found"} · Movie Backend demo`;
  const page = found
    ? found.page(found.parameters, query, shown.signal)
    : [h("h1", {}, "There is no such page."), h("p", {}, h("a", { href: link("/") }, "Discover films"))];
  content.replaceChildren(...[page].flat(Infinity).filter(Boolean));
  scrollTo({ top: 0, behavior: "instant" });
  // A reader's focus follows the page, as it would if the server had sent it.
  content.querySelector("h1")?.setAttribute("tabindex", "-1");
  content.querySelector("h1")?.focus({ preventScroll: true });
}

addEventListener("hashchange", show);
history.scrollRestoration = "manual";
session.onChange(() => left.clear());
session.onChange(() => (session.user || !find(here().path)?.needsLogin ? showPlaces() : show()));
show();
