// Import a history: first a preview that changes nothing, then the import, then its report.

import { upload, api } from "../api.js";
import { busy, h, toast } from "../dom.js";
import { field, form } from "../forms.js";
import { link } from "../router.js";

const WORDS = { added: "added", updated: "updated", unchanged: "there already", not_found: "not found", skipped: "skipped" };

export function importPage(_, __, signal) {
  const outcome = h("div", { role: "status" });
  const chosen = ({ elements: { file, lists } }) => ({ file: file.files[0], ...(lists.checked && { lists: lists.value }) });
  return [
    h("h1", {}, "Import your history"),
    h("p", { class: "quiet" }, "From Letterboxd, IMDb, Trakt, MovieLens, or an export of this product: a CSV file, a JSON file or a zip of them."),
    form({
      title: "Import", heading: "", button: "Preview",
      fields: [
        field("File", { type: "file", name: "file", accept: ".csv,.zip,.json", required: true }),
        h("label", { class: "check" }, h("input", { type: "checkbox", name: "lists", value: "watchlist" }),
          "It is my watchlist (IMDb’s files do not say so)"),
      ],
      send: (_values, element) => run(chosen(element), true, outcome, signal),
      done: (job, element) => job.status === "done" && outcome.append(h("p", { class: "actions" }, forReal(chosen(element), outcome, signal))),
    }),
    outcome,
  ];
}

function forReal(chosen, outcome, signal) {
  const press = async (event) => {
    const job = await busy(event.currentTarget, () => run(chosen, false, outcome, signal));
    if (job?.status !== "done") return;
    toast("Imported.");
    outcome.append(h("p", { class: "actions" }, h("a", { class: "button primary", href: link("/for-you") }, "Show my recommendations")));
  };
  return h("button", { type: "button", class: "button primary", onclick: press }, "Import all of this");
}

async function run(chosen, isPreview, outcome, signal) {
  let job = await upload("favorites/import/", chosen, { query: { dry_run: isPreview ? 1 : null } });
  while (["pending", "running", "retrying"].includes(job.status)) {
    outcome.replaceChildren(h("p", {}, `${isPreview ? "Reading" : "Importing"}: ${job.rows_done} of ${job.rows_total || "?"} rows …`));
    await new Promise((resolve) => setTimeout(resolve, 500));
    job = await api(`favorites/import/${job.id}/`, { signal });
  }
  outcome.replaceChildren(...report(job, isPreview));
  return job;
}

function report(job, isPreview) {
  if (job.status !== "done") return [h("p", { class: "error" }, job.error || "The import failed. Try again.")];
  const rows = Object.entries(job.counts.rows ?? {}).map(([result, count]) => `${count} ${WORDS[result] ?? result}`);
  return [
    h("h2", {}, isPreview ? "Preview: nothing has changed yet" : "Report"),
    h("p", {}, `${job.source}: ${rows.join(", ") || "no rows"}.`),
    h("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Rows" }, h("table", {},
      h("thead", {}, h("tr", {}, ["Film", "Year", "What", "Result"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, job.report.slice(0, 100).map((row) => h("tr", {},
        h("td", {}, row.title || "–"), h("td", {}, row.year ?? ""), h("td", {}, row.kind),
        h("td", {}, WORDS[row.result] ?? row.result, row.reason && `: ${row.reason}`)))))),
  ];
}
