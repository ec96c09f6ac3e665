// ReDoc mixes all its shades from a few colours when it starts. In the dark it gets other ones, and it starts again when
// the reader chooses another theme.
const root = document.documentElement;
const isDark = () => root.classList.contains("dark-mode");
const startedDark = isDark();

const DARK = {
  colors: {
    primary: { main: "#a9b4ff" },
    success: { main: "#6fcf8b" },
    warning: { main: "#ffc266" },
    error: { main: "#ff8f8b" },
    gray: { 50: "#1d1b26", 100: "#24222e" },
    text: { primary: "#e4e1ee", secondary: "#bcb7cc" },
    border: { dark: "rgba(255, 255, 255, 0.2)", light: "#3a3746" },
    responses: {
      success: { tabTextColor: "#6fcf8b" },
      error: { tabTextColor: "#ff8f8b" },
      redirect: { color: "#ffc266", tabTextColor: "#ffc266" },
      info: { color: "#7cc7e8", tabTextColor: "#7cc7e8" },
    },
  },
  schema: { linesColor: "#5d5877", nestedBackground: "#1d1b26", typeNameColor: "#bcb7cc", typeTitleColor: "#bcb7cc" },
  typography: { code: { color: "#ffb4a8", backgroundColor: "rgba(255, 255, 255, 0.08)" } },
  sidebar: {
    backgroundColor: "#1d1b26",
    textColor: "#e4e1ee",
    groupItems: { activeBackgroundColor: "#2d2a3a" },
    level1Items: { activeBackgroundColor: "#2d2a3a" },
  },
  rightPanel: {
    backgroundColor: "#1a2228",
    servers: { overlay: { backgroundColor: "#24222e", textColor: "#e4e1ee" }, url: { backgroundColor: "#17151f" } },
  },
  fab: { backgroundColor: "#24222e", color: "#a9b4ff" },
};

if (startedDark) document.querySelector("redoc").setAttribute("theme", JSON.stringify(DARK));
new MutationObserver(() => { if (isDark() !== startedDark) location.reload(); })
  .observe(root, { attributes: true, attributeFilter: ["class"] });
