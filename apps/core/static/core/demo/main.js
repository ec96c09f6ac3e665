// The reference frontend: a whole movie app over the public API, in plain modules without a build step.
//
//   api.js      requests, tokens, errors        router.js   addresses behind the hash
//   session.js  who is logged in                movies.js   cards, posters, hearts, endless lists
//   dom.js      elements, toasts, loading       pages/      one module per page
//
// Read api.js first, then any page.

import { h } from "./dom.js";
import { accountPage } from "./pages/account.js";
import { discoverPage } from "./pages/discover.js";
import { forYouPage } from "./pages/for-you.js";
import { listsPage } from "./pages/lists.js";
import { moviePage } from "./pages/movie.js";
import { nightPage, nightsPage } from "./pages/night.js";
import { startPage } from "./pages/start.js";
import { find, go, here, link, route } from "./router.js";
import { session } from "./session.js";

route("/", discoverPage, { title: "Discover" });
route("/movie/:id", moviePage, { title: "Movie" });
route("/start", startPage, { title: "Rate a few", needsLogin: true });
route("/for-you", forYouPage, { title: "For you" });
route("/lists", listsPage, { title: "Your lists", needsLogin: true });
route("/night", nightsPage, { title: "Movie night", needsLogin: true });
route("/night/:id", nightPage, { title: "Movie night", needsLogin: true });
route("/account", accountPage, { title: "Account" });

const PLACES = [["/", "Discover"], ["/for-you", "For you"], ["/lists", "Your lists"], ["/night", "Movie night"]];
const content = document.getElementById("content");
const places = document.getElementById("places");
let shown = null;

function showPlaces() {
  const { path } = here();
  const account = ["/account", session.user ? session.user.username : "Log in"];
  places.replaceChildren(...[...PLACES, account].map(([place, name]) =>
    h("a", { href: link(place), "aria-current": path === place ? "page" : null }, name)));
}

function show() {
  const { path, query } = here();
  const found = find(path);
  shown?.abort();
  shown = new AbortController();
  showPlaces();
  if (found?.needsLogin && !session.user) {
    go("/account", { next: path });
    return;
  }
  document.title = `${found?.title ?? "Not found"} · Movie Backend demo`;
  const page = found
    ? found.page(found.parameters, query, shown.signal)
    : h("h1", {}, "There is no such page.");
  content.replaceChildren(...[page].flat(Infinity).filter(Boolean));
  scrollTo(0, 0);
  // A reader's focus follows the page, as it would if the server had sent it.
  content.querySelector("h1")?.setAttribute("tabindex", "-1");
  content.querySelector("h1")?.focus({ preventScroll: true });
}

addEventListener("hashchange", show);
session.onChange(() => (session.user || !find(here().path)?.needsLogin ? showPlaces() : show()));
show();
