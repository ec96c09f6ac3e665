// "/" puts the focus into the search. The choice in the footer turns that off, for people whose speech input or hands
// press single keys by accident. It is stored in the browser.

const KEY = "movie-demo-shortcut";
const OFF = "off";
let answers = read();

function read() {
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

/** Whether this press asks for the search: not while one writes, and not if it is turned off. */
export function asksForSearch(event) {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  return answers && event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing;
}

/** What a search box says about the key. */
export const keyAttributes = () => ({
  "aria-keyshortcuts": answers ? "/" : null,
  title: answers ? "Press / to search from anywhere. The end of the page turns this off." : null,
});

function describe() {
  for (const box of document.querySelectorAll("form[role=search] input[type=search]")) {
    for (const [name, value] of Object.entries(keyAttributes())) {
      if (value === null) box.removeAttribute(name);
      else box.setAttribute(name, value);
    }
  }
}

/** Connects the checkbox of the footer. */
export function offerShortcut(choice) {
  const show = () => {
    answers = read();
    choice.checked = answers;
    describe();
  };
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, OFF);
    } catch {
      // It holds for this page.
    }
    answers = choice.checked;
    describe();
  });
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) show(); });
  choice.checked = answers;
  choice.closest("p").hidden = false;
}
