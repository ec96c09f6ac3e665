// What people do with the movies that they are shown. The next lists depend on it, and training learns from it.

import { api } from "./api.js";
import { session } from "./session.js";

const KEY = "movie-demo-visit"; // a visitor's id, until the tab is closed
const PAUSE = 3000; // milliseconds in which events are collected
const MOST = 100; // events that one request takes
const LONGEST = 1800; // seconds on a page; a tab that stays open for longer is forgotten, not read

const waiting = [];
let timer = null;

/** happened({ movie: 12, kind: "opened", list_id, surface: "feed", row: "for_you", place: 3 }) */
export function happened(event) {
  waiting.push({ id: uuid(), at: new Date().toISOString(), ...event });
  timer ??= setTimeout(send, PAUSE);
}

/** Counts the seconds until the page is left. */
export function reading(movie) {
  const since = Date.now();
  const done = () => {
    removeEventListener("hashchange", done);
    removeEventListener("pagehide", done);
    happened({ movie, kind: "dwell", value: Math.min((Date.now() - since) / 1000, LONGEST) });
  };
  addEventListener("hashchange", done);
  addEventListener("pagehide", done);
}

function send() {
  clearTimeout(timer);
  timer = null;
  while (waiting.length) {
    const body = { events: waiting.splice(0, MOST), session: session.user ? undefined : visit() };
    // `keepalive` lets it arrive when the tab is being closed. An event that is lost harms nobody, so nobody is told.
    api("recommendations/events/", { body, keepalive: true }).catch(() => {});
  }
}

function visit() {
  const id = sessionStorage.getItem(KEY) ?? uuid();
  sessionStorage.setItem(KEY, id);
  return id;
}

/** crypto.randomUUID() is missing where the page came over plain HTTP from another machine. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

addEventListener("pagehide", send);
