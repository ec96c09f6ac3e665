// Sign up, log in, log out.

import { api } from "../api.js";
import { busy, h, toast, valuesOf } from "../dom.js";
import { go, link } from "../router.js";
import { session } from "../session.js";
import { visitor } from "../visitor.js";

const ENOUGH = 3; // ratings with which the first recommendations are worth a look

export function accountPage(_, query) {
  return session.user ? loggedIn() : [
    h("h1", {}, "Your account"),
    h("p", { class: "quiet" }, "An e-mail address and a password are all it takes. This demo sends no mail."),
    h("div", { class: "columns" },
      form({
        title: "Sign up", path: "auth/users/", passwordKind: "new-password", next: query.get("next") ?? "/start",
      }),
      form({
        title: "Log in", path: "auth/login/", passwordKind: "current-password", next: query.get("next") ?? "/",
      })),
  ];
}

function form({ title, path, passwordKind, next }) {
  const errors = h("p", { class: "error", role: "alert" });
  const button = h("button", { class: "button primary" }, title);
  const submit = async (event) => {
    event.preventDefault();
    const filled = valuesOf(event.currentTarget);
    errors.textContent = "";
    await busy(button, async () => {
      try {
        const answer = await api(path, { body: filled });
        if (answer.challenge) panel.replaceWith(codeForm(answer.challenge, next));
        else if (answer.access) await enter(answer, next);
        else errors.textContent = answer.detail;
      } catch (error) {
        errors.textContent = error.message;
      }
    });
  };
  const panel = h("form", { class: "panel", onsubmit: submit, "aria-label": title },
    h("h2", {}, title),
    field("E-mail", { type: "email", name: "email", autocomplete: "email", required: true }),
    field("Password", { type: "password", name: "password", autocomplete: passwordKind, required: true }),
    errors,
    button);
  return panel;
}

/** What was rated before the login comes along. It stays in the browser if that fails. */
async function enter(answer, next) {
  session.start(answer);
  const moved = await visitor.moveIntoAccount().catch(() => 0);
  if (moved) toast(`${moved === 1 ? "Your rating is" : `Your ${moved} ratings are`} in your account now.`);
  go(moved >= ENOUGH && next === "/start" ? "/for-you" : next);
}

/** The second step of a login to an account with a second factor. */
function codeForm(challenge, next) {
  const errors = h("p", { class: "error", role: "alert" });
  const button = h("button", { class: "button primary" }, "Continue");
  const submit = async (event) => {
    event.preventDefault();
    const { code } = valuesOf(event.currentTarget);
    errors.textContent = "";
    await busy(button, async () => {
      try {
        await enter(await api("auth/login/second-factor/", { body: { challenge, code } }), next);
      } catch (error) {
        errors.textContent = error.message;
      }
    });
  };
  return h("form", { class: "panel", onsubmit: submit, "aria-label": "Second factor" },
    h("h2", {}, "Second factor"),
    field("Code of your app, or a recovery code", { name: "code", autocomplete: "one-time-code", required: true }),
    errors,
    button);
}

export const field = (label, input) =>
  h("label", { class: "field" }, h("span", {}, label), h("input", input));

function loggedIn() {
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
      h("button", { type: "button", class: "button", onclick: leave }, "Log out")),
  ];
}
