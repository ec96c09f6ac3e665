// What a visitor without an account has rated. It stays in this browser, and moves into the account on sign-up.

import { api } from "./api.js";

const KEY = "movie-demo-visitor";
export const MOST = 20; // ratings that recommendations/preview/ takes

export const visitor = {
  /** [{ id, title, rating, at }], the newest last. */
  get ratings() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? [];
    } catch {
      return [];
    }
  },
  rate({ id, title }, rating) {
    const others = this.ratings.filter((rated) => rated.id !== id);
    const at = new Date().toISOString();
    const all = rating === null ? others : [...others, { id, title, rating, at }];
    localStorage.setItem(KEY, JSON.stringify(all.slice(-MOST)));
  },
  clear() {
    localStorage.removeItem(KEY);
  },
  async recommendations({ limit, signal }) {
    const ratings = this.ratings.map(({ id, rating }) => ({ movie: id, rating }));
    const answer = await api("recommendations/preview/", { body: { ratings, limit }, signal });
    return answer.recommendations;
  },
  /** Call it after a login. What an account has rated already is not changed by an older rating of the visitor. */
  async moveIntoAccount() {
    const ratings = this.ratings;
    if (!ratings.length) return 0;
    await api("favorites/sync/", { body: { ratings: { add: ratings.map(({ id, rating, at }) => ({ movie: id, rating, rated_at: at })) } } });
    this.clear();
    return ratings.length;
  },
};
