/** A typed client of the Movie Backend API: openapi-fetch with logins, refreshed tokens and pages. */
import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";
export type Schemas = components["schemas"];
export type MovieClient = Client<paths>;

const REFRESH = "/api/v1/auth/token/refresh/";

export interface Tokens {
  access: string;
  /** Missing in cookie mode. */
  refresh?: string | undefined;
}

export interface ClientOptions {
  baseUrl: string;
  /** Called when tokens were renewed (then store both: the old refresh token is dead), or with null when the login has ended. */
  onTokens?: (tokens: Tokens | null) => void;
  fetch?: (request: Request) => Promise<Response>;
}

export interface Session {
  client: MovieClient;
  /** Sends these tokens with every further request; null: none. */
  use(tokens: Tokens | null): void;
}

/** An error response, thrown by `ok`. `body` has messages by field (400), or `detail` and `code`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly requestId: string | null,
  ) {
    super(`${status} ${JSON.stringify(body)}`);
  }
}

/** The data of a response; throws ApiError for an error. */
export async function ok<Data>(
  pending: Promise<{ data?: Data | undefined; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await pending;
  if (!response.ok || data === undefined) {
    throw new ApiError(response.status, error, response.headers.get("X-Request-ID"));
  }
  return data;
}

/** A client whose expired access tokens are renewed once, for all requests that wait for it. */
export function createSession(options: ClientOptions): Session {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const plain = createFetchClient<paths>({ baseUrl: options.baseUrl, fetch: send });
  const client = createFetchClient<paths>({ baseUrl: options.baseUrl, fetch: send });
  let tokens: Tokens | null = null;
  let renewal: Promise<Tokens | null> | null = null;
  // Bodies can be read once: a copy is sent again after the renewal.
  const copies = new Map<string, Request>();

  async function renew(refresh: string): Promise<Tokens | null> {
    const { data, response } = await plain.POST(REFRESH, { body: { refresh } });
    if (data) return data;
    // Without an answer about the token itself, the login may go on later.
    if (response.status !== 401) return tokens;
    return null;
  }

  const authentication: Middleware = {
    onRequest({ request, id }) {
      if (tokens) {
        request.headers.set("Authorization", `Bearer ${tokens.access}`);
        copies.set(id, request.clone());
      }
      return request;
    },
    async onResponse({ response, id }) {
      const copy = copies.get(id);
      copies.delete(id);
      if (response.status !== 401 || !copy || !tokens?.refresh) return undefined;
      const sentWith = copy.headers.get("Authorization");
      if (sentWith === `Bearer ${tokens.access}`) {
        renewal ??= renew(tokens.refresh).finally(() => (renewal = null));
        const renewed = await renewal;
        if (renewed !== tokens) {
          tokens = renewed;
          options.onTokens?.(tokens);
        }
      }
      if (!tokens || sentWith === `Bearer ${tokens.access}`) return undefined;
      copy.headers.set("Authorization", `Bearer ${tokens.access}`);
      return send(copy);
    },
    onError({ id }) {
      copies.delete(id);
    },
  };
  client.use(authentication);
  return { client, use: (given) => (tokens = given) };
}

export interface Page<Row> {
  next: string | null;
  results: Row[];
}

/** All rows of a list: `for await (const movie of pages((page) => client.GET(path, { params: { query: { page } } })))`. */
export async function* pages<Row>(
  get: (page: number) => Promise<{ data?: Page<Row> | undefined; error?: unknown; response: Response }>,
): AsyncGenerator<Row> {
  for (let page = 1; ; page += 1) {
    const { next, results } = await ok(get(page));
    yield* results;
    if (next === null) return;
  }
}

/** The form of an upload: `client.POST(path, { body: { file }, bodySerializer: form })`. */
export function form(fields: Record<string, Blob | string | undefined>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) data.append(name, value);
  }
  return data;
}
