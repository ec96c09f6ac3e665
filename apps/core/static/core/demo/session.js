// Who is logged in. The pair of tokens lies in localStorage, so that it survives a reload and all tabs share
// it; the pages' Content-Security-Policy lets no foreign script near it. If your frontend cannot promise
// that, log in with the header `X-Auth-Mode: cookie` and the refresh token stays out of any script's reach.

const KEY = "movie-demo-session";
const changes = new EventTarget();

export const session = {
  /** { access, refresh, user } or null. Read anew each time: another tab may have refreshed or logged out. */
  get current() {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  },
  get user() {
    return this.current?.user ?? null;
  },
  start(answer) {
    const { access, refresh, user, ...account } = answer;
    this.write({ access, refresh, user: user ?? account });
  },
  renew(tokens) {
    this.write({ ...this.current, ...tokens }, { quietly: true });
  },
  end() {
    localStorage.removeItem(KEY);
    changes.dispatchEvent(new Event("change"));
  },
  write(value, { quietly = false } = {}) {
    localStorage.setItem(KEY, JSON.stringify(value));
    if (!quietly) changes.dispatchEvent(new Event("change"));
  },
  onChange(listener) {
    changes.addEventListener("change", listener);
    addEventListener("storage", (event) => event.key === KEY && listener());
  },
};
