// Building pages out of elements. Text only ever becomes text, so nothing that a person wrote can run.

/**
 * h("a", { href: "#/", class: "link", onclick: go }, "Home")
 * Properties that begin with "on" are listeners; null and false are left out; true is an empty attribute.
 * Children may be nodes, text, numbers, arrays of them, or null.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Say something to everybody, screen readers too, for a few seconds. An action is { label, run }. */
export function toast(message, action = null) {
  const area = document.getElementById("toasts");
  const box = h("div", { class: "toast" }, h("span", {}, message));
  if (action) {
    const press = () => { box.remove(); action.run(); };
    box.append(h("button", { type: "button", class: "link", onclick: press }, action.label));
  }
  area.append(box);
  setTimeout(() => box.remove(), action ? 9000 : 4500);
}

/** Called when another page is shown: what was said on the page before the last one is over. */
export function tidyToasts() {
  for (const box of document.querySelectorAll(".toast")) {
    if (box.dataset.old) box.remove();
    else box.dataset.old = "1";
  }
}

/** Disable a button while `work` runs, and tell what went wrong if it fails. */
export async function busy(button, work) {
  button.disabled = true;
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  } finally {
    button.disabled = false;
  }
}

/** A placeholder that `load` turns into what it returns; a failure becomes a sentence and a way to try again. */
export function later(load, placeholder = "Loading …") {
  const place = h("div", { class: "later", "aria-busy": "true" }, h("p", { class: "quiet" }, placeholder));
  const fill = async () => {
    place.setAttribute("aria-busy", "true");
    try {
      place.replaceChildren(...[await load()].flat(Infinity).filter(Boolean));
    } catch (error) {
      if (error.name === "AbortError") return;
      place.replaceChildren(failure(error, fill));
    }
    place.removeAttribute("aria-busy");
  };
  fill();
  return place;
}

/**
 * A sentence and a way on. What hits every part of a page at once (no server, too many requests) is said once: its
 * button retries all parts. What is not there is not tried again.
 */
export function failure(error, retry) {
  if (error.status === 404) {
    return h("div", { class: "failure", role: "alert" },
      h(document.querySelector("#content h1") ? "p" : "h1", {},
        error.message.includes("matches the given query") ? "This does not exist, or is not public." : error.message),
      h("a", { class: "button", href: "#/" }, "Discover films"));
  }
  const same = retry && [...document.querySelectorAll(".failure")].find((one) => waiting.has(one) && one.textContent.startsWith(error.message));
  if (same) {
    waiting.get(same).push(retry);
    return h("div", { hidden: true });
  }
  const told = h("div", { class: "failure", role: "alert" },
    h("p", {}, error.message),
    retry && h("button", { type: "button", class: "button", onclick: () => retryAll(told) }, "Try again"));
  if (retry) waiting.set(told, [retry]);
  return told;
}

// What the button of a failure retries.
const waiting = new WeakMap();

function retryAll(told) {
  const retries = waiting.get(told) ?? [];
  waiting.delete(told);
  for (const retry of retries) retry();
}

/** Copies a text and says so; where there is no clipboard (plain HTTP), shows it to be copied by hand. */
export async function copy(text, told = "Copied.") {
  try {
    await navigator.clipboard.writeText(text);
    toast(told);
  } catch {
    prompt("Copy this:", text);
  }
}

/** Shares by the device's own sheet where it has one, else copies the address. */
export async function shareLink(url, title) {
  if (navigator.share) await navigator.share({ title, url }).catch(() => {});
  else await copy(url, "The link is copied.");
}
