// Sliders over the JSON fields of a weight profile, and a preview that follows them. The text areas stay the form's
// fields: what a slider sets is written into them, and what is typed there moves the sliders.

const described = JSON.parse(document.getElementById("profile-description").textContent);
const place = document.getElementById("profile-editor");
const PAUSE = 500; // milliseconds without a change before the preview is asked for

const area = (name) => document.getElementById(`id_${name}`);

function read(name) {
  try {
    const value = JSON.parse(area(name).value || "{}");
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A built-in profile whose weights nobody changed has those of the code: a slider begins with them. */
function given(field) {
  const data = read(field);
  return data && field === "weights" && !Object.keys(data).length ? { ...described.base_weights } : data;
}

/** A weight from 0 to 100 on a slider whose steps grow: most weights are below 1. */
const toSlider = (weight) => Math.round(Math.sqrt(Math.max(0, weight) / described.weight_max) * 1000);
const fromSlider = (step) => Number((described.weight_max * (step / 1000) ** 2).toPrecision(3));

function row({ title, help, field, key, unset, slider, number }) {
  const show = () => {
    const value = given(field)?.[key];
    number.value = value ?? "";
    number.placeholder = unset;
    slider.value = slider.convert ? slider.convert(value ?? 0) : value ?? slider.defaultNumber;
  };
  const write = (value) => {
    const data = given(field);
    if (!data) return; // what was typed is no JSON: it is left alone
    if (value === "" || Number.isNaN(value)) delete data[key];
    else data[key] = value;
    area(field).value = JSON.stringify(data, null, 2);
    show();
    preview();
  };
  slider.addEventListener("input", () => write(slider.revert ? slider.revert(Number(slider.value)) : Number(slider.value)));
  number.addEventListener("change", () => write(number.value === "" ? "" : Number(number.value)));
  area(field).addEventListener("input", show);
  show();
  slider.setAttribute("aria-label", title);
  number.setAttribute("aria-label", `${title}, as a number`);
  return make("div", { className: "profile-row" }, make("strong", { textContent: title }), slider, number,
    make("span", { className: "edit-help", textContent: help }));
}

function weightRow([name, help]) {
  const slider = make("input", { type: "range", min: 0, max: 1000, step: 1 });
  slider.convert = toSlider;
  slider.revert = fromSlider;
  const number = make("input", { type: "number", min: 0, max: described.weight_max, step: "any" });
  return row({ title: name.replaceAll("_", " "), help, field: "weights", key: name, unset: "0", slider, number });
}

function settingRow([name, { low, high, default: usual, whole, help }]) {
  const step = whole ? 1 : (high - low) / 1000;
  const slider = make("input", { type: "range", min: low, max: high, step });
  slider.defaultNumber = usual;
  const number = make("input", { type: "number", min: low, max: high, step: whole ? 1 : "any" });
  const range = `${low} to ${high}; ${usual} if it is empty.`;
  return row({ title: name.replaceAll("_", " "), help: `${help} ${range}`, field: "knobs", key: name, unset: String(usual), slider, number });
}

const user = make("input", { type: "text", value: place.dataset.user });
user.setAttribute("aria-label", "Preview for the user with this email or username");
const outcome = make("div", { className: "profile-preview" });
outcome.setAttribute("role", "status");
let timer = 0, asked = null;

function preview() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams({
    csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    name: area("name")?.value || place.dataset.name, weights: area("weights").value, knobs: area("knobs").value, user: user.value,
  });
  try {
    const response = await fetch(place.dataset.preview, { method: "POST", body, signal: asked.signal });
    outcome.innerHTML = response.ok ? await response.text() : `The preview failed (${response.status}).`;
  } catch (error) {
    if (error.name !== "AbortError") outcome.textContent = "The server cannot be reached.";
  }
}

place.append(
  make("h2", { textContent: "Weights" }), ...Object.entries(described.signals).map(weightRow),
  make("h2", { textContent: "Settings" }), ...Object.entries(described.settings).map(settingRow),
  make("h2", { textContent: "Preview" }),
  make("p", { className: "edit-help", textContent: "What this user would get, compared with the default profile. Nothing is stored before you save." }),
  make("label", {}, "User: ", user), outcome);
user.addEventListener("input", preview);
for (const name of ["weights", "knobs"]) area(name).addEventListener("input", preview);
ask();
