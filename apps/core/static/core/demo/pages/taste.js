// What the engine believes about a person's taste, and the knobs to correct it.

import { api } from "../api.js";
import { busy, h, later, toast } from "../dom.js";
import { link } from "../router.js";

const languageName = new Intl.DisplayNames(["en"], { type: "language" });
const KINDS = [
  ["genres", "Genres"], ["keywords", "Themes"], ["people", "People"], ["decades", "Decades"], ["languages", "Languages"],
];
const SHOWN = 8;

export function tastePage(_, __, signal) {
  const place = later(async () => page(await api("recommendations/taste/", { signal })));
  /** Changes go to the server at once; its answer is the new page. */
  const change = async (button, body) => {
    const taste = await busy(button, () => api("recommendations/taste/", { method: "PATCH", body }));
    if (taste) place.replaceChildren(...page(taste));
  };

  function page(taste) {
    const known = KINDS.filter(([kind]) => taste[kind].length);
    return [
      switches(taste, change),
      known.length ? h("div", { class: "columns" }, known.map(([kind, title]) => plot(taste, kind, title, change)))
        : h("p", {}, "Nothing is known yet. ", h("a", { href: link("/start") }, "Rate a few movies"), " first."),
    ];
  }

  return [
    h("h1", {}, "Your taste"),
    h("p", { class: "quiet" }, "Made from your ratings and viewings. Ask for more or less of anything: it counts at once."),
    place,
  ];
}

function switches(taste, change) {
  const reset = (event) => {
    if (confirm("Forget what your history says about your taste? Your ratings stay.")) {
      change(event.currentTarget, { reset: true });
      toast("Your taste begins anew.");
    }
  };
  return h("div", { class: "actions" },
    toggle("Personal recommendations", taste.personalised, (button) => change(button, { personalised: !taste.personalised })),
    toggle("Use my history to train the model", taste.trainable, (button) => change(button, { trainable: !taste.trainable })),
    h("button", { type: "button", class: "button", onclick: reset }, "Begin anew"));
}

function toggle(label, on, run) {
  return h("button", { type: "button", class: "button", "aria-pressed": String(on), onclick: (event) => run(event.currentTarget) },
    `${label}: ${on ? "on" : "off"}`);
}

/** Bars from the middle: to the right what is liked, to the left what is not. */
function plot(taste, kind, title, change) {
  return h("section", { class: "panel" },
    h("h2", {}, title),
    h("ul", { class: "affinities" }, taste[kind].slice(0, SHOWN).map(({ id, name, weight }) => {
      const bar = h("span", { class: weight < 0 ? "bar-part minus" : "bar-part" });
      bar.style.setProperty("--share", `${Math.abs(weight) * 50}%`);
      const label = kind === "languages" ? languageName.of(name) : name;
      return h("li", {},
        h("span", {}, label),
        h("span", { class: "bar-plot", role: "img", "aria-label": `${label}: ${said(weight)}` }, bar),
        knob(taste, kind, id, label, "boosts", "+", change),
        knob(taste, kind, id, label, "mutes", "−", change));
    })));
}

const said = (weight) => (weight > 0.3 ? "liked a lot" : weight > 0 ? "liked" : weight < -0.3 ? "disliked a lot" : "not liked");

function knob(taste, kind, id, name, list, sign, change) {
  const set = taste[list][kind].includes(id);
  const label = list === "boosts" ? `More ${name}` : `No ${name}`;
  const press = (event) => {
    const other = list === "boosts" ? "mutes" : "boosts";
    change(event.currentTarget, {
      [list]: { [kind]: set ? taste[list][kind].filter((value) => value !== id) : [...taste[list][kind], id] },
      [other]: { [kind]: taste[other][kind].filter((value) => value !== id) },
    });
  };
  return h("button", { type: "button", class: "sign small", "aria-pressed": String(set), title: label, "aria-label": label, onclick: press }, sign);
}
