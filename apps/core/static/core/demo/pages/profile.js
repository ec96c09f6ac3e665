// The public profile of a user: who they are, their public lists, and a page to share.

import { api } from "../api.js";
import { h, later, shareLink } from "../dom.js";
import { link } from "../router.js";
import { session } from "../session.js";
import { facts } from "./playlists.js";

export function profilePage({ id }, _, signal) {
  return later(async () => {
    const [profile, playlists] = await Promise.all([
      api(`auth/profiles/${id}/`, { signal }),
      api("favorites/playlists/", { query: { owner: id, page_size: 50 }, signal }),
    ]);
    document.title = `${profile.username} · Movie Backend demo`;
    const mine = profile.id === session.user?.id;
    const address = new URL(`/share/profiles/${id}/`, location.origin).href;
    return [
      h("div", { class: "profile" },
        avatar(profile),
        h("div", {},
          h("h1", {}, profile.username),
          profile.bio && h("p", {}, profile.bio),
          figures(profile.counts))),
      h("p", { class: "actions" },
        mine && h("a", { class: "button", href: link("/account") }, "Change it"),
        mine && profile.is_public === false
          ? h("span", { class: "quiet" }, "Only you see this page: your profile is private.")
          : h("button", { type: "button", class: "button", onclick: () => shareLink(address, profile.username) }, "Share")),
      h("section", {}, h("h2", {}, "Lists"), lists(playlists.results, mine)),
    ];
  });
}

/** The picture, or the first letter where there is none or it cannot be loaded. */
function avatar({ avatar_url: url, username }) {
  const letter = h("span", { class: "avatar", "aria-hidden": "true" }, username[0].toUpperCase());
  if (!url) return letter;
  const image = h("img", { class: "avatar", src: url, alt: "", width: 96, height: 96, referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(letter), { once: true });
  return image;
}

const figures = (counts) => h("dl", { class: "figures" }, Object.entries(counts).map(([name, count]) =>
  h("div", {}, h("dt", {}, name === "playlists" ? "public lists" : name.replaceAll("_", " ")), h("dd", {}, count))));

function lists(playlists, mine) {
  if (!playlists.length) {
    return h("p", { class: "quiet" }, mine ? ["You have no list yet. ", h("a", { href: link("/playlists") }, "Make one"), "."] : "No public list yet.");
  }
  return h("ul", { class: "rows" }, playlists.map((list) =>
    h("li", {}, h("a", { href: link(`/playlist/${list.id}`) }, list.title), " ", h("span", { class: "facts" }, facts(list)))));
}
