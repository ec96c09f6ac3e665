/** Register, search, rate, get recommendations, upload an import, read a list page by page. */
import { ApiError, createSession, form, ok, pages, type Schemas } from "../src/index.js";

const { client, use } = createSession({
  baseUrl: process.env["API"] ?? "http://127.0.0.1:8000",
  onTokens: (tokens) => console.log(tokens ? "The tokens were renewed." : "The login has ended."),
});
const email = `client-${crypto.randomUUID()}@example.com`;

const account = await ok(
  client.POST("/api/v1/auth/users/", { body: { email, password: "correct-horse-battery" } }),
);
// 202, if the address must be confirmed first: then there are no tokens yet.
if (!("access" in account)) throw new Error(account.detail);
use(account);
console.log(`Registered ${account.username}, roles: ${account.roles.join(", ") || "none"}`);

const found = await ok(
  client.GET("/api/v1/movies/movies/", { params: { query: { search: "matrix", ordering: ["-popularity", "title"] } } }),
);
const first = found.results[0];
if (!first) throw new Error("No movie found.");
const detail = await ok(client.GET("/api/v1/movies/movies/{id}/", { params: { path: { id: first.id } } }));
const directors = detail.credits.directors.map((person) => person.name);
console.log(`Found ${detail.title} (${detail.release_date ?? "no date"}) by ${directors.join(", ") || "unknown"}`);

const rating: Schemas["Rating"] = await ok(
  client.POST("/api/v1/favorites/ratings/", {
    body: { movie: first.id, rating: 9.5 },
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  }),
);
console.log(`Rated ${rating.movie.title} with ${rating.rating}`);

const picks = await ok(client.GET("/api/v1/recommendations/", { params: { query: { limit: 5 } } }));
for (const { movie, explanation, signals } of picks.results) {
  console.log(`  ${movie.title}: ${explanation} (content ${signals.content?.contribution ?? 0})`);
}

const file = new Blob(["Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4.5\n"]);
let job = await ok(
  client.POST("/api/v1/favorites/import/", { body: { file }, bodySerializer: form }),
);
while (job.status === "pending" || job.status === "running" || job.status === "retrying") {
  await new Promise((resolve) => setTimeout(resolve, 300));
  job = await ok(client.GET("/api/v1/favorites/import/{id}/", { params: { path: { id: job.id } } }));
}
console.log(`Import of ${job.source}: ${job.status}, ${job.rows_done} row, ${job.report[0]?.result ?? "nothing"}`);

let count = 0;
for await (const person of pages((page) =>
  client.GET("/api/v1/movies/people/", { params: { query: { page, page_size: 100, search: "john" } } }),
)) {
  count += person.id > 0 ? 1 : 0;
}
console.log(`Read ${count} people page by page`);

const { error, response } = await client.POST("/api/v1/favorites/ratings/", { body: { movie: first.id, rating: 11 } });
if (error === undefined || "detail" in error) throw new Error("A rating of 11 was not refused.");
const messages = error["rating"];
console.log(`${response.status}: ${Array.isArray(messages) ? messages.join(" ") : "no message"}`);

// An access token that is not valid any more is renewed with the refresh token, and the request is sent again.
use({ ...account, access: `${account.access}x` });
console.log(`Still ${(await ok(client.GET("/api/v1/auth/users/me/"))).email === email ? "logged in" : "unknown"}`);
use(null);
try {
  await ok(client.GET("/api/v1/auth/users/me/"));
} catch (refused) {
  if (!(refused instanceof ApiError)) throw refused;
  console.log(`Without a token: ${refused.status}`);
}
