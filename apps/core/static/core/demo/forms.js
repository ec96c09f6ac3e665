// Forms whose errors stand at their fields: told to readers, tied to the input, gone as soon as it is changed.

import { busy, h } from "./dom.js";

let fields = 0;

/** A labelled input. `hint` says in advance what is wanted; `input` has the properties of the element. */
export function field(label, input, { hint = "", tag = "input", children = [] } = {}) {
  fields += 1;
  const id = `field-${fields}`;
  const control = h(tag, { id, ...input, "aria-describedby": hint ? `${id}-hint ${id}-error` : `${id}-error` }, children);
  return h("div", { class: "field" },
    h("label", { for: id }, label),
    control,
    hint && h("p", { class: "quiet hint", id: `${id}-hint` }, hint),
    h("p", { class: "error", id: `${id}-error` }));
}

/** A password with a button that shows it. */
export function passwordField(label, input, options) {
  const box = field(label, { type: "password", required: true, ...input }, options);
  const control = box.querySelector("input");
  const press = () => {
    const shown = control.type === "text";
    control.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  };
  const button = h("button", { type: "button", class: "link", "aria-pressed": "false", onclick: press }, "Show the password");
  control.after(button);
  return box;
}

export function select(label, name, options, chosen) {
  return field(label, { name }, {
    tag: "select",
    children: options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  });
}

/**
 * form({ title: "Sign up", fields: [field(…)], button: "Sign up", send: (values) => api(…), done: (answer) => … })
 * `values` are the filled fields. When `send` fails, each sentence is shown at its field and the first of them is focused;
 * what belongs to no field is shown above the button.
 */
export function form({ title, heading = title, fields: parts, button: label, send, done }) {
  const general = h("p", { class: "error", role: "alert" });
  const button = h("button", { class: "button primary" }, label);
  const submit = async (event) => {
    event.preventDefault();
    clear(element);
    general.textContent = "";
    await busy(button, async () => {
      let answer;
      try {
        answer = await send(valuesOf(element), element);
      } catch (error) {
        general.textContent = showErrors(element, error);
        return;
      }
      await done(answer, element, general);
    });
  };
  const element = h("form", { class: "panel", onsubmit: submit, "aria-label": title, oninput: (event) => unmark(event.target) },
    heading && h("h2", {}, heading), parts, general, button);
  return element;
}

/** The filled fields: text, true or false of checkboxes. Empty text is left out unless the field says data-empty. */
export function valuesOf(element) {
  const values = {};
  for (const control of element.elements) {
    if (!control.name) continue;
    if (control.type === "checkbox") values[control.name] = control.checked;
    else if (control.value !== "" || control.dataset.empty) values[control.name] = control.value;
  }
  return values;
}

/** Returns the sentences that belong to no field of the form. */
function showErrors(element, error) {
  const others = [];
  let first = null;
  for (const [name, sentences] of Object.entries(error.fields ?? {})) {
    const told = new Set([sentences].flat(Infinity).map((part) => (typeof part === "string" ? part : JSON.stringify(part))));
    const text = [...told].join(" ");
    const control = element.elements.namedItem(name);
    if (!control) {
      others.push(text);
      continue;
    }
    document.getElementById(`${control.id}-error`).textContent = text;
    control.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  first?.focus();
  return first ? others.join(" ") : error.message;
}

function unmark(control) {
  if (!control.hasAttribute?.("aria-invalid")) return;
  control.removeAttribute("aria-invalid");
  document.getElementById(`${control.id}-error`).textContent = "";
}

function clear(element) {
  for (const control of element.elements) unmark(control);
}
