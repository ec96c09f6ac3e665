// What screen readers and keyboards need and the libraries of the admin leave out: names of select2's fields and of icons, lists of list
// items only, and no shortcuts of a single key.

function nameOf(box) {
  const select = box.previousElementSibling;
  const label = select?.id ? document.querySelector(`label[for="${select.id}"]`) : null;
  const text = label?.textContent ?? select?.name?.replace(/^.*-/, "") ?? "";
  return text.replace("*", "").trim();
}

function name() {
  for (const box of document.querySelectorAll(".select2-container")) {
    const text = nameOf(box);
    for (const field of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      if (text && field.getAttribute("aria-label") !== text) field.setAttribute("aria-label", text);
      field.removeAttribute("aria-labelledby"); // it names an element that may be empty
    }
    const clear = box.querySelector(".select2-selection__clear");
    if (clear?.parentElement.tagName === "UL") clear.setAttribute("role", "listitem");
  }
  for (const list of document.querySelectorAll("ul.object-tools:not(:has(> li))")) list.setAttribute("role", "group");
  for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) icon.setAttribute("role", "img");
}

// select2 draws a field anew whenever a choice is made, and inline rows are added later.
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
});

// "/" and "t" of the theme move the focus into a search, also when speech input or an unsteady hand pressed them, and keep
// choices from being found by their first letter (WCAG 2.1.4). Tab reaches both searches.
const SINGLE_KEYS = ["/", "t"];
addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, [contenteditable]");
  if (SINGLE_KEYS.includes(event.key) && !writing) event.stopImmediatePropagation();
}, { capture: true });
