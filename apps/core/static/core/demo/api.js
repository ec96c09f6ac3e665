// Every request to the API goes through `api`: the token, its renewal, and failures told as sentences.

import { session } from "./session.js";

const ROOT = "/api/v1/";

export class ApiError extends Error {
  /** `fields` is {field: [sentence]} of a 400; `retryAfter` is in seconds, after a 429 or 503. */
  constructor(message, { status = 0, fields = {}, retryAfter = 0 } = {}) {
    super(message);
    Object.assign(this, { name: "ApiError", status, fields, retryAfter });
  }
}

/**
 * await api("movies/movies/", { query: { genre: "Comedy" } })
 * await api("favorites/ratings/", { body: { movie: 12, rating: 8.5 } })     // a body makes it a POST
 * Returns the parsed answer, or null when there is none.
 */
export async function api(path, { method, query, body, signal, keepalive } = {}) {
  const request = { method: method ?? (body ? "POST" : "GET"), body, signal, keepalive, url: address(path, query) };
  const before = session.current?.access;
  let response = await send(request, before);
  if (response.status === 401 && before) {
    await renew(before);
    response = await send(request, session.current?.access);
  }
  return read(response);
}

/** A form with files: await upload("favorites/import/", { file }, { query: { dry_run: 1 } }) */
export function upload(path, fields, { query } = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return api(path, { query, body: form });
}

function address(path, query = {}) {
  // `next` of a list is a whole address already.
  const url = new URL(path, new URL(ROOT, location.origin));
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

async function send({ method, url, body, signal, keepalive }, access) {
  const headers = { Accept: "application/json" };
  // Registration takes the new account's time zone from here: the days of its diary depend on it.
  if (body) headers["X-Timezone"] = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
  if (access) headers.Authorization = `Bearer ${access}`;
  const isForm = body instanceof FormData; // the browser sets its type
  if (body && !isForm) headers["Content-Type"] = "application/json";
  try {
    return await fetch(url, { method, headers, signal, keepalive, body: body && !isForm ? JSON.stringify(body) : body });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The server cannot be reached. Are you online?");
  }
}

async function read(response) {
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer;
  const retryAfter = Number(response.headers.get("Retry-After")) || 0;
  const fields = response.status === 400 ? answer ?? {} : {};
  throw new ApiError(sentence(response.status, answer, retryAfter), { status: response.status, fields, retryAfter });
}

function sentence(status, answer, retryAfter) {
  if (status === 429) return `Too many requests. Try again in ${duration(retryAfter)}.`;
  if (answer?.detail) return answer.detail;
  const sentences = Object.entries(answer ?? {}).map(([field, messages]) => {
    const text = [messages].flat().map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" ");
    return field === "non_field_errors" ? text : `${field}: ${text}`;
  });
  return sentences.join(" ") || `The server returned status ${status}.`;
}

function duration(seconds) {
  return seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.max(1, Math.ceil(seconds))} seconds`;
}

/**
 * A new pair of tokens for an access token that is dead. A refresh token works once, so all tabs take turns:
 * who comes second finds that the pair was renewed already. A login that is over ends the session, and the
 * request is then sent as nobody's.
 */
async function renew(deadAccess) {
  const turn = async () => {
    const now = session.current;
    if (!now || now.access !== deadAccess) return;
    const response = await fetch(`${ROOT}auth/token/refresh/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refresh: now.refresh }),
    });
    if (response.ok) session.renew(await response.json());
    else if (response.status === 401 || response.status === 400) session.end();
    else await read(response);
  };
  return navigator.locks ? navigator.locks.request("movie-demo-renew", turn) : turn();
}
