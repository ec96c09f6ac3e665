// Hash routing: "#/movie/12?from=search" → the page for "/movie/:id". The server never sees the hash, so any
// static host can serve such a frontend.

const routes = [];

/**
 * A page is a function that a module of pages/ exports: page({ id }, URLSearchParams, AbortSignal) returns its nodes.
 * `needsLogin` sends a visitor to the login first.
 */
export function route(pattern, module, name, { title, needsLogin = false } = {}) {
  const expression = new RegExp(`^${pattern.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
  const load = async () => (await import(`./pages/${module}`))[name];
  routes.push({ expression, load, title, needsLogin });
}

export function here() {
  const [path, search = ""] = (location.hash.slice(1) || "/").split("?");
  return { path, query: new URLSearchParams(search) };
}

export function find(path) {
  for (const found of routes) {
    const match = found.expression.exec(path);
    if (match) return { ...found, parameters: match.groups ?? {} };
  }
  return null;
}

export function link(path, query = {}) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `#${path}${search ? `?${search}` : ""}`;
}

export function go(path, query) {
  location.hash = link(path, query);
}
