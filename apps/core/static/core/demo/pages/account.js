// Sign up, log in, log out, and what others see of the account.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { field, form, passwordField, select } from "../forms.js";
import { go, link } from "../router.js";
import { session } from "../session.js";
import { visitor } from "../visitor.js";

const ENOUGH = 3; // ratings with which the first recommendations are worth a look

export function accountPage(_, query, signal) {
  return session.user ? loggedIn(signal) : [
    h("h1", {}, "Your account"),
    h("p", { class: "quiet" }, "An e-mail address and a password are all it takes. This demo sends no mail."),
    h("div", { class: "columns" },
      credentials({
        title: "Sign up", path: "auth/users/", kind: "new-password", next: query.get("next") ?? "/start",
        hint: "At least 8 characters, and no common password.",
      }),
      credentials({ title: "Log in", path: "auth/login/", kind: "current-password", next: query.get("next") ?? "/" })),
  ];
}

function credentials({ title, path, kind, next, hint }) {
  return form({
    title, button: title,
    fields: [
      field("E-mail", { type: "email", name: "email", autocomplete: "email", required: true }),
      passwordField("Password", { name: "password", autocomplete: kind }, { hint }),
    ],
    send: (body) => api(path, { body }),
    done: async (answer, element, message) => {
      if (answer.challenge) element.replaceWith(codeForm(answer.challenge, next));
      else if (answer.access) await enter(answer, next);
      else message.textContent = answer.detail;
    },
  });
}

/** What was rated before the login comes along. It stays in the browser if that fails. */
async function enter(answer, next) {
  session.start(answer);
  const moved = await visitor.moveIntoAccount().catch(() => 0);
  if (moved) toast(`${moved === 1 ? "Your rating is" : `Your ${moved} ratings are`} in your account now.`);
  go(moved >= ENOUGH && next === "/start" ? "/for-you" : next);
}

/** The second step of a login to an account with a second factor. */
const codeForm = (challenge, next) => form({
  title: "Second factor", button: "Continue",
  fields: [field("Code of your app, or a recovery code", { name: "code", autocomplete: "one-time-code", required: true })],
  send: ({ code }) => api("auth/login/second-factor/", { body: { challenge, code } }),
  done: (answer) => enter(answer, next),
});

function loggedIn(signal) {
  const { user } = session;
  const leave = async (event) => {
    const { refresh } = session.current;
    await busy(event.currentTarget, () => api("auth/logout/", { body: { refresh } }));
    session.end();
    go("/");
  };
  return [
    h("h1", {}, `Hello, ${user.username}`),
    h("p", {}, `You are logged in as ${user.email}.`),
    h("p", { class: "actions" },
      h("a", { class: "button primary", href: link("/start") }, "Rate a few movies"),
      h("a", { class: "button", href: link("/for-you") }, "What to watch"),
      h("a", { class: "button", href: link("/import") }, "Import a history"),
      h("a", { class: "button", href: link(`/profile/${user.id}`) }, "Public profile"),
      h("button", { type: "button", class: "button", onclick: leave }, "Log out")),
    h("section", {}, later(async () => profileForm(await api("auth/profiles/me/", { signal })))),
  ];
}

/** Those that the browser knows, and the present one. */
const zones = (present) => [...new Set([present, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();

const profileForm = (profile) => form({
  title: "Profile", heading: "Your profile", button: "Save",
  fields: [
    field("About you", { name: "bio", rows: 3, maxlength: 500, "data-empty": true }, { tag: "textarea", children: [profile.bio] }),
    field("Address of a picture", { name: "avatar_url", type: "url", value: profile.avatar_url ?? "", "data-empty": true },
      { hint: "It begins with https://." }),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "is_public", checked: profile.is_public }),
      "Public: others see my profile, my public ratings and my public lists"),
    select("Time zone", "time_zone", zones(profile.time_zone).map((zone) => [zone, zone.replaceAll("_", " ")]), profile.time_zone),
  ],
  send: (body) => api("auth/profiles/me/", { method: "PATCH", body }),
  done: () => toast("Saved."),
});
