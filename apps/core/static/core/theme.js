// Light or dark, whatever the system is set to. Loaded before the page is drawn, so that it never flashes in the other one.
{
  const KEY = "movie-demo-theme";
  const THEMES = ["light", "dark"];
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that stores nothing follows the system
    }
  };
  const apply = (theme) => {
    if (THEMES.includes(theme)) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const { theme: chosen } = document.documentElement.dataset;
    // What Swagger's own style calls it.
    document.documentElement.classList.toggle("dark-mode", chosen ? chosen === "dark" : system.matches);
    const choice = document.getElementById("theme");
    if (choice) choice.value = document.documentElement.dataset.theme ?? "";
  };
  const choose = ({ target }) => {
    try {
      if (target.value) localStorage.setItem(KEY, target.value);
      else localStorage.removeItem(KEY);
    } catch {
      // It holds for this page.
    }
    apply(target.value);
  };

  apply(read());
  addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme");
    if (!choice) return;
    choice.hidden = false;
    choice.addEventListener("change", choose);
    apply(read());
  });
  system.addEventListener("change", () => apply(read()));
  addEventListener("pageshow", () => apply(read())); // back from a page on which another one was chosen
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) apply(read()); });
}
