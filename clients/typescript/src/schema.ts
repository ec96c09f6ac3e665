// Generated from the API schema by `make clients`. Do not edit.

export interface paths {
    "/api/v1/movies/movies/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List movies
         * @description Most popular first. All filters apply together; an unknown value is a 400.
         */
        get: operations["movies_list"];
        put?: never;
        /**
         * Add a movie (curators)
         * @description The tmdb_id of a deleted movie restores that movie. The fields are locked: a sync does not change them.
         */
        post: operations["movies_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/find/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a movie by an external id
         * @description Give one id. A movie that is not stored is fetched from TMDb, if a key is set.
         */
        get: operations["movies_find_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/import/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import a movie by its TMDb id */
        post: operations["movies_import_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/now_playing/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List movies in cinemas now */
        get: operations["movies_now_playing_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/popular/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List popular movies */
        get: operations["movies_popular_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/search/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search movies by title, people or meaning
         * @description Case, accents, apostrophes, hyphens and the spelling of numbers do not matter. Exact titles are first, then titles with all words, then those in which words begin so. If no title fits: movies of people with that name, then corrected spellings, which `did_you_mean` names. With an encoder (`search_by_meaning` in `core/info/`), fewer than 20 results are followed by movies that are about what the query says; `mode=meaning` asks for those alone, at most 200, and is a 400 without an encoder.
         */
        get: operations["movies_search_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/states/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get my states of up to 100 movies
         * @description Status badges for a page of posters, by movie id. Unknown ids are returned with all flags false and rating null.
         */
        post: operations["movies_states_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/top_rated/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List top rated movies */
        get: operations["movies_top_rated_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/trending/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List trending movies of the day or week
         * @description With a TMDb key its list. Without one, what at least three users of this installation watched or rated in the window; as long as there is too little of that, what is popular in the catalogue. `X-Trending-Basis` says which.
         */
        get: operations["movies_trending_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/upcoming/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List upcoming movies */
        get: operations["movies_upcoming_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a movie with credits, providers and ratings
         * @description `me` is null without a token.
         */
        get: operations["movies_retrieve"];
        /**
         * Replace a movie (curators)
         * @description Changed fields are added to `locked_fields`, which a sync does not overwrite.
         */
        put: operations["movies_update"];
        post?: never;
        /**
         * Delete a movie (curators)
         * @description It leaves every list. Its ratings and favorites are stored and return when it is added again.
         */
        delete: operations["movies_destroy"];
        options?: never;
        head?: never;
        /**
         * Update a movie (curators)
         * @description Changed fields are added to `locked_fields`, which a sync does not overwrite.
         */
        patch: operations["movies_partial_update"];
        trace?: never;
    };
    "/api/v1/movies/search/suggest/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suggestions for a search box
         * @description Titles, people, collections and keywords while typing: at most 10 rows, movies first. The last word may be incomplete.
         */
        get: operations["movies_search_suggest_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/tmdb/{tmdb_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a movie by its TMDb id */
        get: operations["movies_tmdb_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/{id}/curation/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a sync must leave alone (curators)
         * @description `lockable` are all names that `locked_fields` may have.
         */
        get: operations["movies_curation_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/{movie_id}/credits/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all credits of a movie
         * @description Cast in the order of billing, then crew. A movie's detail has the first of them only.
         */
        get: operations["movies_credits_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/{movie_id}/images/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List images of a movie by language
         * @description All posters, backdrops and logos of TMDb, the best voted first; without TMDb the poster and the backdrop that we have.
         */
        get: operations["movies_images_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/movies/{movie_id}/ratings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a movie's public ratings, newest first
         * @description Anyone may call it. Leaves out ratings of private profiles and deactivated accounts, and those withheld by the staff.
         */
        get: operations["movies_ratings_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my recommendations, best first
         * @description Generated again when its inputs have changed: a rating, feedback, taste settings, the day. Movies that were shown on earlier days without a click rank lower. Filters of `movies/` apply. Without a token: a varied list of popular and well-rated movies.
         */
        get: operations["recommendations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what was shown and done
         * @description Up to 100 events: `shown` (lists and the feed record that themselves), `opened`, `trailer`, `skipped`, `progress` and `dwell`. They change which movies rank lower for having been shown, and what is learned. Safe to repeat: an `id` counts once. Without a token a `session` is needed, and the events are only counted.
         */
        post: operations["recommendations_events_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/feed/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the rows of a home page
         * @description A movie is in one row only, and no row is empty. Each movie has its `recommendation`: the id to click or give feedback on, match and explanation. Without a token the rows are not personal. `mood` leaves movies of these moods.
         */
        get: operations["recommendations_feed_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/feedback/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give feedback on a movie
         * @description Name the movie by `movie`, `tmdb_id` or `recommendation`. Replaces earlier feedback on it. `dislike` and `not_interested` exclude the movie from recommendations; all feedback changes the next list.
         */
        post: operations["recommendations_feedback_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/onboarding/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List movies for new users to rate
         * @description Well-known and varied movies that the user has not rated, watched or dismissed. Without a token: for visitors, whose ratings go to `preview/`.
         */
        get: operations["recommendations_onboarding_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get recommendations for ratings without an account
         * @description For visitors: recommendations from up to 20 ratings in the body, as a new user with these ratings would get them. Nothing is stored and nothing is counted. Send the ratings to `favorites/sync/` when the visitor has registered. Of two ratings of one movie the last one counts.
         */
        post: operations["recommendations_preview_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh my recommendations
         * @description Generates and stores a new list, even if nothing has changed, and returns its first movies.
         */
        post: operations["recommendations_refresh_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/taste/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my taste and its settings
         * @description Inferred affinities by kind, strongest first, and the user's settings.
         */
        get: operations["recommendations_taste_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update my taste settings
         * @description Boosted features rank higher, muted ones are not recommended. Fields and kinds that are left out are not changed. The next list of recommendations uses the new settings.
         */
        patch: operations["recommendations_taste_partial_update"];
        trace?: never;
    };
    "/api/v1/recommendations/feedback/list/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my feedback, newest first */
        get: operations["recommendations_feedback_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/feedback/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of my feedback entries */
        get: operations["recommendations_feedback_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete feedback
         * @description The movie may be recommended again.
         */
        delete: operations["recommendations_feedback_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/match/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my match score for a movie
         * @description Also for a movie that the user has rated or watched.
         */
        get: operations["recommendations_match_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/similar/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List similar movies, most similar first
         * @description Filters of `movies/` apply.
         */
        get: operations["recommendations_similar_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/{id}/click/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a click on a recommendation
         * @description Clicked movies are not ranked lower for having been shown. A click counts once for each time that the movie was shown.
         */
        post: operations["recommendations_click_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description With the header `X-Auth-Mode: cookie` the refresh token is set as an HttpOnly cookie instead. Where email addresses must be verified, an address that is not gets 403. An account with a second factor gets 202 and a `challenge`, which is sent with a code to `login/second-factor/`.
         */
        post: operations["auth_login_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the login of the refresh token in the body or the cookie, otherwise that of the access token.
         */
        post: operations["auth_logout_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/personal-tokens/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your personal access tokens */
        get: operations["auth_personal_tokens_list"];
        put?: never;
        /**
         * Create a personal access token
         * @description For scripts: a credential with the scopes `read`, `write` and `jobs` (start and watch jobs, for operators and staff), which works until it expires, is revoked, or the password changes or the account is deactivated. It cannot change the account. 403 with the code `reauthentication_required` if the last proof is older than ten minutes. Its text is shown only once: a repetition with the same Idempotency-Key creates nothing, and is a 409.
         */
        post: operations["auth_personal_tokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm your password or second factor
         * @description Takes either a `password` or a `code` of the second factor. For ten minutes from now this login may do what gets 403 with the code `reauthentication_required`.
         */
        post: operations["auth_reauthenticate_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the state of your second factor */
        get: operations["auth_second_factor_retrieve"];
        put?: never;
        /**
         * Request a secret for your second factor
         * @description Show it as a QR code of `otpauth_uri` and confirm the first code at `second-factor/confirm/`: only then it counts. 409 if a second factor is enabled. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        post: operations["auth_second_factor_create"];
        /**
         * Disable your second factor
         * @description Needs a code. 409 if the account has no second factor. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        delete: operations["auth_second_factor_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your logins
         * @description `personal_tokens` are what else gives access to the account.
         */
        get: operations["auth_sessions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description For staff only.
         */
        get: operations["auth_users_list"];
        put?: never;
        /**
         * Register an account
         * @description Without `username`, one is derived from the email address. Where email addresses must be verified, the response is 202, the same for new and known addresses. The link of an email then creates the account at `users/confirm/`, so that no password is needed here. With the header `X-Auth-Mode: cookie` the refresh token is set as an HttpOnly cookie.
         */
        post: operations["auth_users_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your pending email change
         * @description 404 if no change is pending.
         */
        get: operations["auth_email_change_retrieve"];
        put?: never;
        /**
         * Request a change of your email address
         * @description Needs the password. Emails the new address a link that confirms the change, and the present address a link that reverts it. Until the new address is confirmed the present one stays valid. The response is the same whether an account has the new address or not.
         */
        post: operations["auth_email_change_create"];
        /** Cancel your pending email change */
        delete: operations["auth_email_change_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/resend/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request another verification email */
        post: operations["auth_email_resend_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an email address
         * @description `uid` and `token` are in the link of the verification email.
         */
        post: operations["auth_email_verify_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/second-factor/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in with the second factor
         * @description The second step of a login: `challenge` is from the 202 of `login/`, works once and for five minutes, and five wrong codes end it. Wrong codes in a row make the next attempt wait: 429 with `Retry-After`.
         */
        post: operations["auth_login_second_factor_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout/all/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere
         * @description Ends every login of the account. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        post: operations["auth_logout_all_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout/others/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere else
         * @description Ends every login of the account but that of this request. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        post: operations["auth_logout_others_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Ends every login of the account, including this one, and returns a new pair of tokens.
         */
        post: operations["auth_password_change_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request a password reset email */
        post: operations["auth_password_reset_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/personal-tokens/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a personal access token */
        delete: operations["auth_personal_tokens_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable your second factor
         * @description Needs a code of the app that has the secret. Returns recovery codes. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        post: operations["auth_second_factor_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/recovery-codes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace your recovery codes
         * @description Needs a code. The old ones are invalid from now on. 409 if the account has no second factor. 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        post: operations["auth_second_factor_recovery_codes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your logins
         * @description For another login than your own: 403 with the code `reauthentication_required` if the last proof is older than ten minutes.
         */
        delete: operations["auth_sessions_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token/blacklist/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a refresh token and its login */
        post: operations["auth_token_blacklist_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh a pair of tokens
         * @description Each refresh token works once. Sending a used one ends its login, so let only one tab refresh at a time, for instance with the Web Locks API. Only the previous token, sent again by the same client within 30 seconds, gets 401 with the code `token_superseded` and ends nothing.
         */
        post: operations["auth_token_refresh_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check that a token is valid
         * @description Takes an access or a refresh token.
         */
        post: operations["auth_token_verify_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/users/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create the account of a registration email
         * @description `token` is in the link of the email that a registration sends where addresses must be verified. The account gets the password of this request, and the caller is logged in.
         */
        post: operations["auth_users_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/users/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get your account */
        get: operations["auth_users_me_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete your account and all its data
         * @description Needs the password. Cannot be undone; export your data first.
         */
        delete: operations["auth_users_me_destroy"];
        options?: never;
        head?: never;
        /**
         * Update your account
         * @description Changes the names, the username and the profile. The email address is changed at `email/change/`.
         */
        patch: operations["auth_users_me_partial_update"];
        trace?: never;
    };
    "/api/v1/auth/email/change/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a new email address
         * @description `token` is in the link of the email to the new address, which becomes the address of the account.
         */
        post: operations["auth_email_change_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/change/revert/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revert an email change
         * @description `token` is in the link of the email to the old address. Restores that address, sets a new password, and ends every login of the account, because whoever requested the change had the password.
         */
        post: operations["auth_email_change_revert_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password from an email
         * @description `uid` and `token` are in the link of the password reset email. Ends every login of the account.
         */
        post: operations["auth_password_reset_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/users/me/export/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export everything stored about you
         * @description As JSON or, with `format=zip`, as a zip of CSV files in the format of Letterboxd's importer. 403 with the code `reauthentication_required` if the last proof of who you are is older than ten minutes.
         */
        get: operations["auth_users_me_export_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/ratings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my ratings, newest first */
        get: operations["favorites_ratings_list"];
        put?: never;
        /**
         * Rate a movie or change its rating
         * @description `rating` is from 1 to 10 in steps of 0.5. If the movie was rated before, fields that are not sent are not changed. Refreshes the movie's community average and the caller's recommendations.
         */
        post: operations["favorites_ratings_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/reports/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List reported reviews, newest first (staff) */
        get: operations["favorites_reports_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/ratings/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of my ratings */
        get: operations["favorites_ratings_retrieve"];
        /**
         * Replace one of my ratings
         * @description 400 if `movie` is not the movie of the rating.
         */
        put: operations["favorites_ratings_update"];
        post?: never;
        /**
         * Delete a rating
         * @description Deletes the review, its likes and its reports too.
         */
        delete: operations["favorites_ratings_destroy"];
        options?: never;
        head?: never;
        /**
         * Change a rating or its review
         * @description `rated_at` changes only with the value of the rating. 400 if `movie` is not its movie.
         */
        patch: operations["favorites_ratings_partial_update"];
        trace?: never;
    };
    "/api/v1/favorites/reports/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report (staff) */
        get: operations["favorites_reports_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide a report (staff)
         * @description Only for staff. The review is visible only to its author while one of its reports is `upheld`. A report that is decided must be reopened (`open`) before it is decided otherwise: else 409.
         */
        patch: operations["favorites_reports_partial_update"];
        trace?: never;
    };
    "/api/v1/favorites/ratings/movie/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my rating for a movie */
        get: operations["favorites_ratings_movie_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/ratings/{id}/like/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Like a review
         * @description 201 for a new like, 200 if the caller liked the review before.
         */
        post: operations["favorites_ratings_like_create"];
        /** Unlike a review */
        delete: operations["favorites_ratings_like_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/ratings/{id}/report/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a review to the staff
         * @description One report per user and review: another one replaces it (200) and opens it again.
         */
        post: operations["favorites_ratings_report_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/favorites/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my favorites, newest first */
        get: operations["favorites_list"];
        put?: never;
        /**
         * Add a movie to my favorites
         * @description The movie is named by `movie` (our id) or `tmdb_id`.
         */
        post: operations["favorites_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/watchlist/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my watchlist in my order */
        get: operations["favorites_watchlist_list"];
        put?: never;
        /**
         * Add a movie to my watchlist
         * @description Adds it at the end, or at `position` (1 is the top). It is removed when the movie is watched.
         */
        post: operations["favorites_watchlist_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/favorites/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of my favorites */
        get: operations["favorites_retrieve"];
        put?: never;
        post?: never;
        /** Remove a favorite */
        delete: operations["favorites_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/watchlist/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one item of my watchlist */
        get: operations["favorites_watchlist_retrieve"];
        put?: never;
        post?: never;
        /** Remove a movie from my watchlist */
        delete: operations["favorites_watchlist_destroy"];
        options?: never;
        head?: never;
        /**
         * Move a watchlist item or change its note
         * @description `position` counts from 1; the other items are renumbered.
         */
        patch: operations["favorites_watchlist_partial_update"];
        trace?: never;
    };
    "/api/v1/favorites/favorites/check/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether a movie is my favorite */
        get: operations["favorites_check_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/favorites/movie/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a favorite by movie id */
        delete: operations["favorites_movie_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/watch-history/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my watch history, newest first */
        get: operations["movies_watch_history_list"];
        put?: never;
        /**
         * Log a viewing
         * @description Every call adds a row, as movies are rewatched. From 90 % on a viewing counts as watched, and the movie is removed from the watchlist.
         */
        post: operations["movies_watch_history_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/watch-history/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one viewing */
        get: operations["movies_watch_history_retrieve"];
        put?: never;
        post?: never;
        /** Delete a viewing */
        delete: operations["movies_watch_history_destroy"];
        options?: never;
        head?: never;
        /**
         * Change a viewing
         * @description A progress of 90 % or more removes the movie from the watchlist.
         */
        patch: operations["movies_watch_history_partial_update"];
        trace?: never;
    };
    "/api/v1/favorites/playlists/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my playlists and public ones
         * @description Anyone may call it. `owner=me` lists only the caller's playlists.
         */
        get: operations["favorites_playlists_list"];
        put?: never;
        /** Create a playlist */
        post: operations["favorites_playlists_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/playlists/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a playlist with its first movies
         * @description Anyone may read a public playlist, or an unlisted one with its `share_token`. Others get 404.
         */
        get: operations["favorites_playlists_retrieve"];
        /**
         * Replace a playlist's title, description and visibility
         * @description Only for the owner; others get 403, or 404 if they may not read it.
         */
        put: operations["favorites_playlists_update"];
        post?: never;
        /**
         * Delete a playlist
         * @description Only for the owner. Clones are not deleted.
         */
        delete: operations["favorites_playlists_destroy"];
        options?: never;
        head?: never;
        /**
         * Update a playlist
         * @description Only for the owner. A playlist that becomes private gets a new `share_token`: links that were shared before no longer work.
         */
        patch: operations["favorites_playlists_partial_update"];
        trace?: never;
    };
    "/api/v1/favorites/playlists/shared/{share_token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a playlist by its share token
         * @description Anyone may call it. 404 if the token belongs to a private playlist or was replaced.
         */
        get: operations["favorites_playlists_shared_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/playlists/{id}/clone/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clone a playlist as a private one
         * @description For every playlist that the caller may read. Notes are copied only from the caller's playlists.
         */
        post: operations["favorites_playlists_clone_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/playlists/{id}/items/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the movies of a playlist, in order
         * @description Takes the filters of movies.
         */
        get: operations["favorites_playlists_items_list"];
        put?: never;
        /**
         * Add movies to a playlist
         * @description Only for the owner. With `movie` or `tmdb_id` it adds one movie: 201, or 200 and the existing item. With `movies` it adds up to 500: 200 with a result for each. A movie that is in the playlist already is 200 with its item. `position` counts from 1 and is the end by default. 400 if the playlist would have more than 2000 movies.
         */
        post: operations["favorites_playlists_items_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/playlists/{id}/items/{item_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a movie from a playlist
         * @description Only for the owner.
         */
        delete: operations["favorites_playlists_items_destroy"];
        options?: never;
        head?: never;
        /**
         * Move a playlist item or change its note
         * @description Only for the owner. `position` counts from 1; the other items are renumbered.
         */
        patch: operations["favorites_playlists_items_partial_update"];
        trace?: never;
    };
    "/api/v1/recommendations/groups/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my groups, newest first */
        get: operations["recommendations_groups_list"];
        put?: never;
        /**
         * Create a group
         * @description The user becomes its owner and first member. Others join with its `code`.
         */
        post: operations["recommendations_groups_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/join/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a group by its code
         * @description The picks of the group use the taste of every member, and show match and reason of each. Members see no movie that another one has seen, but that a movie is missing can mean that somebody has seen or dismissed it.
         */
        post: operations["recommendations_groups_join_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a group with its members */
        get: operations["recommendations_groups_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete a group (owner)
         * @description 403 for the other members.
         */
        delete: operations["recommendations_groups_destroy"];
        options?: never;
        head?: never;
        /**
         * Update a group (owner)
         * @description 403 for the other members.
         */
        patch: operations["recommendations_groups_partial_update"];
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/code/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a group's code (owner)
         * @description The former code lets nobody join any more. 403 for the other members.
         */
        post: operations["recommendations_groups_code_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/leave/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a group
         * @description The member who joined first replaces an owner who leaves. A group without members is deleted.
         */
        post: operations["recommendations_groups_leave_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/picks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the group's picks, best first
         * @description Without movies that a member has rated, watched, dismissed or muted, and without adult movies. Filters of `movies/` choose among the group's best picks. 400 if they leave fewer than 20 movies of the catalogue: a list of one movie would tell what another member has seen.
         */
        get: operations["recommendations_groups_picks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/result/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the vote (owner)
         * @description Chooses the movie with the most yes, then the fewest no, then the earliest vote. 403 for the other members.
         */
        post: operations["recommendations_groups_result_create"];
        /**
         * Open the vote again (owner)
         * @description The votes stay. 403 for the other members.
         */
        delete: operations["recommendations_groups_result_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/votes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a group's votes and result
         * @description The movie in the lead comes first. Ask again every few seconds to follow the others.
         */
        get: operations["recommendations_groups_votes_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/members/{username}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member from a group (owner)
         * @description Also removes their votes and renews the code, so that they cannot join again. 403 for the other members.
         */
        delete: operations["recommendations_groups_members_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/groups/{id}/votes/{movie_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Vote on a movie
         * @description Replaces the member's former vote. A yes of every member chooses the movie.
         */
        put: operations["recommendations_groups_votes_update"];
        post?: never;
        /** Withdraw a vote */
        delete: operations["recommendations_groups_votes_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/certifications/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List age ratings of a region
         * @description Those of movies and of TMDb's list. The mildest first; ratings without a known age last.
         */
        get: operations["movies_certifications_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/collections/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List collections by name */
        get: operations["movies_collections_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/companies/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List companies by name */
        get: operations["movies_companies_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/countries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List production countries of the catalogue
         * @description The most frequent first.
         */
        get: operations["movies_countries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/genres/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all genres */
        get: operations["movies_genres_list"];
        put?: never;
        /** Add a genre (curators) */
        post: operations["movies_genres_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/languages/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List original languages of the catalogue
         * @description The most frequent first.
         */
        get: operations["movies_languages_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/moods/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List moods to filter movies by
         * @description Curated by hand from genres and keywords. The filter `mood` of all lists of movies takes them.
         */
        get: operations["movies_moods_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/people/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List people, the most popular first */
        get: operations["movies_people_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/providers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List watch providers of a region */
        get: operations["movies_providers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/tags/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tags by name */
        get: operations["movies_tags_list"];
        put?: never;
        /** Add a tag (curators) */
        post: operations["movies_tags_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/collections/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a collection with its movies in order */
        get: operations["movies_collections_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/companies/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a company */
        get: operations["movies_companies_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/genres/sync/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch the genres from TMDb (staff, operators) */
        post: operations["movies_genres_sync_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/genres/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a genre */
        get: operations["movies_genres_retrieve"];
        /** Replace a genre (curators) */
        put: operations["movies_genres_update"];
        post?: never;
        /** Delete a genre (curators) */
        delete: operations["movies_genres_destroy"];
        options?: never;
        head?: never;
        /** Update a genre (curators) */
        patch: operations["movies_genres_partial_update"];
        trace?: never;
    };
    "/api/v1/movies/people/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a person with their filmography
         * @description Biography, days and external ids are TMDb's, asked for when they are missing or a month old.
         */
        get: operations["movies_people_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/movies/tags/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a tag */
        get: operations["movies_tags_retrieve"];
        /** Replace a tag (curators) */
        put: operations["movies_tags_update"];
        post?: never;
        /** Delete a tag (curators) */
        delete: operations["movies_tags_destroy"];
        options?: never;
        head?: never;
        /** Update a tag (curators) */
        patch: operations["movies_tags_partial_update"];
        trace?: never;
    };
    "/api/v1/movies/people/{person_id}/credits/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the credits of a person, newest first */
        get: operations["movies_people_credits_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profiles/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List profiles
         * @description Public profiles and your own.
         */
        get: operations["auth_profiles_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profiles/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your profile
         * @description The public fields of another user's profile, all fields of your own.
         */
        get: operations["auth_profiles_me_retrieve"];
        /**
         * Replace your profile
         * @description The profile of another user gets 404.
         */
        put: operations["auth_profiles_me_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update your profile
         * @description The profile of another user gets 404.
         */
        patch: operations["auth_profiles_me_partial_update"];
        trace?: never;
    };
    "/api/v1/auth/profiles/stats/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my viewing statistics
         * @description Only completed viewings count. `months` are the last twelve in my time zone.
         */
        get: operations["auth_profiles_stats_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profiles/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a profile
         * @description The public fields of another user's profile, all fields of your own.
         */
        get: operations["auth_profiles_retrieve"];
        /**
         * Replace your profile by its id
         * @description The profile of another user gets 404.
         */
        put: operations["auth_profiles_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update your profile by its id
         * @description The profile of another user gets 404.
         */
        patch: operations["auth_profiles_partial_update"];
        trace?: never;
    };
    "/api/v1/auth/profiles/stats/year/{year}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my year in review
         * @description 400 for a year before 1895 or in the future. `rewatches` are viewings of movies that were seen earlier, in another year too.
         */
        get: operations["auth_profiles_stats_year_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my imports, newest first */
        get: operations["favorites_import_list"];
        put?: never;
        /**
         * Import a history from another service
         * @description Supported are IMDb's CSV files, MovieLens CSV files, TMDb's account export, Trakt's CSV files, Yamtrack's CSV file, Movary's CSV files, Simkl's JSON or CSV backup, our own export, Letterboxd's export (the zip or its CSV files) and its import format, Trakt's JSON (the zip or its files). Movies are matched by TMDb or IMDb id, else by title or original title and year. The newest rating of a movie wins, and importing the same file again changes nothing. Movies that are missing here are fetched from TMDb if the server has a key; rows without a movie are kept (`rows/`). 400 if no file can be read. Large files are imported in the background: poll the import until its `status` is `done` or `failed`; `retrying` means that it failed by an error on the server and is tried again.
         */
        post: operations["favorites_import_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/last-activities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the times of my last changes
         * @description The time of the last change or deletion by kind, and the newest of them as `all`; null if there was none. Clients compare them with the times of their last visit, and fetch only the lists that changed.
         */
        get: operations["favorites_last_activities_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/sync/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply up to 500 changes
         * @description Applies removals, then additions, in one transaction: if one entry is invalid, the response is 400 and nothing is changed. Sending the same body again changes nothing. The newest statement wins: `at` (of a rating `rated_at`) says when the user made a change; `conflicts` lists the entries that say otherwise than the server, and who won. Up to 20 movies that are missing here are fetched from TMDb if the server has a key; with more, up to 200, their entries are applied in the background: poll `sync/{id}/` with the id in `pending`. Other unknown names are listed in `not_found`.
         */
        post: operations["favorites_sync_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an import with its report */
        get: operations["favorites_import_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete an import and its report
         * @description What it wrote stays: undo it first to take that back. One that runs is cancelled; 409 if it ends meanwhile.
         */
        delete: operations["favorites_import_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/sync/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the part of a sync that waits */
        get: operations["favorites_sync_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an import
         * @description Nothing of it is written. 409 if it has ended already.
         */
        post: operations["favorites_import_cancel_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/report/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rows of an import's report */
        get: operations["favorites_import_report_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/rows/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rows of an import that matched no movie
         * @description Rows with the status `waiting` are tried again when the catalogue grows. They can be matched by hand, or dismissed.
         */
        get: operations["favorites_import_rows_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an import
         * @description Takes back what the import wrote, except what has been changed since: `counts.taken_back` and `counts.kept` say how much. Large imports are undone in the background: poll until the `status` is `undone`. Possible for 30 days; 409 else.
         */
        post: operations["favorites_import_undo_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/rows/{row_id}/dismiss/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a row
         * @description It is not tried any more, but can still be matched by hand.
         */
        post: operations["favorites_import_rows_dismiss_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/favorites/import/{id}/rows/{row_id}/match/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Match a row with a movie
         * @description Writes the row, and the waiting rows that name the same movie. 409 if it is matched already.
         */
        post: operations["favorites_import_rows_match_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the entry points of the API */
        get: operations["entry_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/core/info/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get facts about this installation */
        get: operations["core_info_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/core/stats/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get activity and quality statistics */
        get: operations["core_stats_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/core/sync-runs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sync runs, newest first (staff, operators) */
        get: operations["core_sync_runs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/core/sync-runs/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a sync run (staff, operators) */
        get: operations["core_sync_runs_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            readonly id: number;
            /** Format: email */
            readonly email: string;
            username: string;
            first_name: string;
            last_name: string;
            readonly email_verified: boolean;
            /**
             * Staff status
             * @description Designates whether the user can log into this admin site.
             */
            readonly is_staff: boolean;
            readonly roles: components["schemas"]["RoleEnum"][];
            /** Format: date-time */
            readonly date_joined: string;
            profile: components["schemas"]["AccountProfile"];
        };
        AccountProfile: {
            bio: string;
            avatar_url: string;
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres: number[];
            preferred_language: string;
            mature_content: boolean;
            is_public: boolean;
            time_zone: string;
        };
        AccountProfileRequest: {
            bio?: string;
            avatar_url?: string;
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres?: number[];
            preferred_language?: string;
            mature_content?: boolean;
            is_public?: boolean;
            time_zone?: string;
        };
        /** @enum {string} */
        ActionEnum: "add" | "remove";
        AddressRequest: {
            /** Format: email */
            email: string;
        };
        Affinity: {
            /** @description The id; for a decade its first year, for a language its code. */
            readonly id: number | string;
            name: string;
            /**
             * Format: double
             * @description -1 (dislikes) to 1 (likes)
             */
            weight: number;
        };
        Attribution: {
            text: string;
            url: string;
            logos: string;
            logo_rule: string;
            providers: string;
        };
        Author: {
            id: number;
            username: string;
            readonly avatar_url: string;
        };
        BecauseOf: {
            movie_id: number;
            title: string;
            /** Format: double */
            your_rating: number | null;
        };
        BestRated: {
            movie: number;
            tmdb_id: number | null;
            title: string;
            poster_path: string;
            /** Format: double */
            rating: number;
        };
        BlacklistRequest: {
            refresh: string;
        };
        BulkAddRequest: {
            movies: (number | {
                movie?: number;
                tmdb_id?: number;
            })[];
            position?: number;
        };
        BulkAdded: {
            results: components["schemas"]["BulkResult"][];
        };
        BulkResult: {
            movie: number | null;
            tmdb_id: number | null;
            result: components["schemas"]["PlaylistAddResultEnum"];
            item: number | null;
        };
        CastMember: {
            id: number;
            tmdb_id: number | null;
            name: string;
            readonly profile_url: string | null;
            character: string;
        };
        CatalogueCounts: {
            movies: number;
            people: number;
            ratings: number;
        };
        Certification: {
            region: string;
            rating: string;
            /** @description In years. */
            min_age: number | null;
        };
        CertificationChoice: {
            rating: string;
            /** @description In years. */
            min_age: number | null;
        };
        Challenge: {
            readonly challenge: string;
            readonly detail: string;
        };
        CloneRequest: {
            title?: string;
        };
        CodeRequest: {
            /** @description Of the authenticator app, or a recovery code. */
            code: string;
        };
        Collection: {
            readonly id: number;
            /** Format: int64 */
            tmdb_id: number | null;
            name: string;
        };
        CollectionDetail: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly name: string;
            readonly poster_url: string | null;
            readonly backdrop_url: string | null;
            readonly parts: components["schemas"]["Movie"][];
        };
        CollectionSummary: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly name: string;
            readonly poster_url: string | null;
            readonly backdrop_url: string | null;
        };
        CollectionSummaryPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["CollectionSummary"][];
        };
        Community: {
            /** Format: double */
            average: number | null;
            count: number;
            /** @description How many gave each rating, 1 to 10. */
            histogram: {
                [key: string]: number;
            };
        };
        Company: {
            readonly id: number;
            readonly tmdb_id: number;
            readonly name: string;
            readonly country: string;
            readonly logo_url: string | null;
        };
        CompanyPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Company"][];
        };
        Country: {
            /** @description ISO 3166-1. */
            country: string;
            /** @description How many movies were produced there. */
            movies: number;
        };
        CreatedToken: {
            readonly id: number;
            name: string;
            scopes: components["schemas"]["ScopesEnum"][];
            readonly prefix: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly last_used_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** @description Shown only now. Send it as `Authorization: Bearer …`. */
            readonly token: string;
        };
        /** @enum {string} */
        CreditKindEnum: "cast" | "crew";
        CreditRow: {
            id: number;
            tmdb_id: number | null;
            name: string;
            readonly profile_url: string | null;
            kind: components["schemas"]["CreditKindEnum"];
            character: string;
            job: string;
        };
        CreditRowPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["CreditRow"][];
        };
        Credits: {
            cast: components["schemas"]["CastMember"][];
            directors: components["schemas"]["CrewMember"][];
            writers: components["schemas"]["CrewMember"][];
        };
        CrewMember: {
            id: number;
            tmdb_id: number | null;
            name: string;
            readonly profile_url: string | null;
            job: string;
        };
        Curation: {
            readonly id: number;
            locked_fields: string[];
            readonly lockable: string[];
            readonly hidden_from_recommendations: boolean;
        };
        /** @enum {string} */
        DataSourceEnum: "tmdb" | "local";
        DecadeFigure: {
            decade: number;
            movies: number;
        };
        /** @enum {string} */
        DepartmentEnum: "Acting" | "Art" | "Camera" | "Costume & Make-Up" | "Creator" | "Crew" | "Directing" | "Editing" | "Lighting" | "Production" | "Sound" | "Visual Effects" | "Writing" | "";
        DirectorFigure: {
            id: number;
            name: string;
            movies: number;
        };
        EmailChange: {
            /** Format: email */
            email: string;
            /** Format: date-time */
            readonly requested_at: string;
        };
        EmailChangeRequest: {
            /** Format: email */
            email: string;
            password: string;
        };
        EmailRevertRequest: {
            token: string;
            new_password: string;
        };
        EngineInfo: {
            profile: string;
            /** @description null while nothing is trained. */
            model_version: string | null;
        };
        Enrolment: {
            /** @description In base32, to type into the app. */
            secret: string;
            /** @description To show as a QR code. */
            otpauth_uri: string;
        };
        EntryPoint: {
            /** Format: uri */
            url: string;
            needs_token: boolean;
        };
        EntryPoints: {
            register: components["schemas"]["EntryPoint"];
            login: components["schemas"]["EntryPoint"];
            me: components["schemas"]["EntryPoint"];
            movies: components["schemas"]["EntryPoint"];
            suggest: components["schemas"]["EntryPoint"];
            trending: components["schemas"]["EntryPoint"];
            genres: components["schemas"]["EntryPoint"];
            people: components["schemas"]["EntryPoint"];
            collections: components["schemas"]["EntryPoint"];
            recommendations: components["schemas"]["EntryPoint"];
            onboarding: components["schemas"]["EntryPoint"];
            feed: components["schemas"]["EntryPoint"];
            taste: components["schemas"]["EntryPoint"];
            movie_nights: components["schemas"]["EntryPoint"];
            ratings: components["schemas"]["EntryPoint"];
            favorites: components["schemas"]["EntryPoint"];
            watchlist: components["schemas"]["EntryPoint"];
            diary: components["schemas"]["EntryPoint"];
            playlists: components["schemas"]["EntryPoint"];
            imports: components["schemas"]["EntryPoint"];
            statistics: components["schemas"]["EntryPoint"];
            info: components["schemas"]["EntryPoint"];
            schema: components["schemas"]["EntryPoint"];
            documentation: components["schemas"]["EntryPoint"];
            guide: components["schemas"]["EntryPoint"];
        };
        ErasureRequest: {
            password: string;
        };
        /**
         * @example {
         *       "detail": "No Movie matches the given query.",
         *       "code": "not_found"
         *     }
         */
        Error: {
            detail: string;
            code: string;
        };
        Estimate: {
            /** Format: double */
            value: number;
            /**
             * Format: double
             * @description 95 % interval over users.
             */
            low: number | null;
            /** Format: double */
            high: number | null;
        };
        Evaluation: {
            profile: string;
            split: string;
            /** @description Measures by ranker. */
            results: unknown;
        };
        /** @enum {string} */
        EventKindEnum: "shown" | "opened" | "trailer" | "skipped" | "progress" | "dwell";
        EventRequest: {
            /**
             * Format: uuid
             * @description The client's id of the event. An event with a known id is not stored again.
             */
            id: string;
            movie?: number;
            tmdb_id?: number;
            kind: components["schemas"]["EventKindEnum"];
            /**
             * Format: double
             * @description Of `progress` the percentage watched, of `dwell` the seconds on the movie's page.
             */
            value?: number;
            /**
             * Format: uuid
             * @description Of the list that showed the movie: `list_id` of a recommendation or feed.
             */
            list_id?: string;
            /** @default other */
            surface?: components["schemas"]["SurfaceEnum"];
            /** @description Of a feed the `kind` of its row, such as for_you. */
            row?: string;
            /** @description In the list or row, from 0. */
            place?: number;
            /**
             * Format: date-time
             * @description When it happened, by default now; at most 7 days ago. A time in the future becomes now.
             */
            at?: string;
        };
        EventsRequest: {
            /**
             * Format: uuid
             * @description Without a token: an id of the visit, which the client makes up.
             */
            session?: string;
            events: components["schemas"]["EventRequest"][];
        };
        ExternalIds: {
            imdb_id: string | null;
            tmdb_id: number | null;
            wikidata_id: string | null;
        };
        Favorite: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        FavoriteCheck: {
            favorite: boolean;
            id: number | null;
        };
        FavoritePage: {
            /** @example 123 */
            count?: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Favorite"][];
        };
        FavoriteRequest: {
            movie?: number;
            tmdb_id?: number;
        };
        Feed: {
            /**
             * Format: uuid
             * @description The list that was shown; send it with events. Null without a token.
             */
            list_id: string | null;
            rows: components["schemas"]["FeedRow"][];
        };
        FeedMovie: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly title: string;
            readonly original_title: string;
            readonly overview: string;
            /** Format: date */
            readonly release_date: string | null;
            readonly runtime: number | null;
            readonly genres: components["schemas"]["GenreShort"][];
            readonly poster_path: string;
            readonly poster_url: string | null;
            readonly backdrop_path: string;
            readonly backdrop_url: string | null;
            /** Format: double */
            readonly vote_average: number;
            readonly vote_count: number;
            /** Format: double */
            readonly popularity: number;
            readonly original_language: string;
            readonly adult: boolean;
            readonly recommendation: components["schemas"]["FeedRecommendation"];
        };
        FeedRecommendation: {
            /** @description Null without a token. */
            id: number | null;
            recommendation_type: components["schemas"]["RecommendationTypeEnum"];
            /** @description The chance, in percent, that the user rates the movie 8 or more once it is seen. Lists are ordered by how likely the user is to pick a movie and like it, which is not the same. Null without a token. */
            match_score: number | null;
            explanation: string;
        };
        FeedRow: {
            kind: components["schemas"]["FeedRowKindEnum"];
            title: string;
            movies: components["schemas"]["FeedMovie"][];
        };
        /** @enum {string} */
        FeedRowKindEnum: "for_you" | "because_you_liked" | "trending" | "new" | "top_in_genre" | "watchlist" | "hidden_gems";
        Feedback: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            recommendation: number | null;
            feedback_type: components["schemas"]["FeedbackTypeEnum"];
            comment: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        FeedbackPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Feedback"][];
        };
        FeedbackRequest: {
            movie?: number;
            tmdb_id?: number;
            recommendation?: number | null;
            feedback_type: components["schemas"]["FeedbackTypeEnum"];
            comment?: string;
        };
        /** @enum {string} */
        FeedbackTypeEnum: "like" | "dislike" | "not_interested";
        Filmography: {
            cast: components["schemas"]["FilmographyRole"][];
            crew: components["schemas"]["FilmographyJob"][];
        };
        FilmographyJob: {
            job: string;
            movie: components["schemas"]["Movie"];
        };
        FilmographyRole: {
            character: string;
            movie: components["schemas"]["Movie"];
        };
        Genre: {
            readonly id: number;
            /** @description TMDb's id. */
            tmdb_id: number | null;
            name: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        GenreFigure: {
            id: number;
            name: string;
            movies: number;
            /** Format: double */
            mean_rating: number | null;
        };
        GenreRequest: {
            /** @description TMDb's id. */
            tmdb_id?: number | null;
            name: string;
        };
        GenreShort: {
            readonly id: number;
            /** Format: int64 */
            tmdb_id: number | null;
            name: string;
        };
        GenresSynced: {
            genres: number;
            changed: number;
        };
        GivenFeedback: {
            id: number;
            feedback_type: components["schemas"]["FeedbackTypeEnum"];
        };
        Group: {
            readonly id: number;
            name: string;
            readonly code: string;
            strategy: components["schemas"]["StrategyEnum"];
            readonly owner: string;
            readonly members: components["schemas"]["Member"][];
            /** Format: date-time */
            readonly created_at: string;
        };
        GroupPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Group"][];
        };
        GroupRequest: {
            name?: string;
            strategy?: components["schemas"]["StrategyEnum"];
        };
        Image: {
            /** @description Build other sizes with `images` of `core/info/`. */
            path: string;
            readonly url: string;
            /** @description ISO 639-1 of the words on it; empty without words. */
            language: string;
            /** @description Of the original, in pixels; 0 if it is not known. */
            width: number;
            height: number;
            /** Format: double */
            vote_average: number;
        };
        ImageInfo: {
            base_url: string;
            sizes: components["schemas"]["ImageSizes"];
        };
        ImageSizes: {
            poster: string[];
            backdrop: string[];
            profile: string[];
            logo: string[];
        };
        Images: {
            readonly posters: components["schemas"]["Image"][];
            readonly backdrops: components["schemas"]["Image"][];
            readonly logos: components["schemas"]["Image"][];
        };
        ImportJob: {
            readonly id: number;
            /** @description Empty until the file was recognised. */
            readonly source: components["schemas"]["SourceEnum"];
            readonly filename: string;
            readonly status: components["schemas"]["ImportStatusEnum"];
            readonly dry_run: boolean;
            readonly rows_total: number;
            readonly rows_done: number;
            /** @description Rows without a movie that can be matched by hand; listed by `rows/`. */
            readonly rows_waiting: number;
            /** @description `rows`: numbers of the file's rows by result. `taken_back` and `kept`: of an import that was undone, numbers of rows by kind. Other keys: numbers of rows of the library that were added, updated and removed, by kind. */
            readonly counts: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            readonly error: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            /**
             * Format: date-time
             * @description Until when the import can be undone, 30 days; null if it cannot be.
             */
            readonly undo_until: string | null;
        };
        ImportJobPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["ImportJob"][];
        };
        ImportReport: {
            readonly id: number;
            /** @description Empty until the file was recognised. */
            readonly source: components["schemas"]["SourceEnum"];
            readonly filename: string;
            readonly status: components["schemas"]["ImportStatusEnum"];
            readonly dry_run: boolean;
            readonly rows_total: number;
            readonly rows_done: number;
            /** @description Rows without a movie that can be matched by hand; listed by `rows/`. */
            readonly rows_waiting: number;
            /** @description `rows`: numbers of the file's rows by result. `taken_back` and `kept`: of an import that was undone, numbers of rows by kind. Other keys: numbers of rows of the library that were added, updated and removed, by kind. */
            readonly counts: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            readonly error: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            /**
             * Format: date-time
             * @description Until when the import can be undone, 30 days; null if it cannot be.
             */
            readonly undo_until: string | null;
            /** @description The first 1000 rows. `report/` lists all of them in pages. */
            readonly report: components["schemas"]["ReportLine"][];
        };
        /** @enum {string} */
        ImportResultEnum: "added" | "updated" | "unchanged" | "not_found" | "skipped";
        /** @enum {string} */
        ImportResultOrEmptyEnum: "added" | "updated" | "unchanged" | "not_found" | "skipped" | "";
        ImportRow: {
            readonly id: number;
            readonly file: string;
            readonly line: number;
            readonly kind: string;
            readonly title: string;
            readonly year: number | null;
            readonly tmdb_id: number | null;
            readonly imdb_id: string;
            readonly status: components["schemas"]["ImportRowStatusEnum"];
            readonly movie: number | null;
            /** @description Of the match; empty while it waits for one. */
            readonly result: components["schemas"]["ImportResultOrEmptyEnum"];
            readonly reason: string;
        };
        ImportRowPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["ImportRow"][];
        };
        /** @enum {string} */
        ImportRowStatusEnum: "waiting" | "matched" | "dismissed";
        /** @enum {string} */
        ImportStatusEnum: "pending" | "running" | "retrying" | "done" | "failed" | "cancelled" | "undoing" | "undone";
        ImportUploadRequest: {
            /**
             * Format: binary
             * @description A CSV file, a JSON file, or a zip of them; at most 20 MB.
             */
            file: Blob;
            /**
             * @description What lists of IMDb and TMDb are. `watchlist`: the file is the watchlist, whatever its name is.
             * @default playlist
             */
            lists?: components["schemas"]["ListsEnum"];
        };
        JoinRequest: {
            code: string;
        };
        Language: {
            /** @description ISO 639-1. */
            language: string;
            /** @description How many movies there are. */
            movies: number;
        };
        LastActivities: {
            /** Format: date-time */
            all: string | null;
            /** Format: date-time */
            favorites: string | null;
            /** Format: date-time */
            ratings: string | null;
            /** Format: date-time */
            watchlist: string | null;
            /** Format: date-time */
            watched: string | null;
            /** Format: date-time */
            playlists: string | null;
            /** Format: date-time */
            feedback: string | null;
        };
        LinkRequest: {
            uid: string;
            token: string;
        };
        /** @enum {string} */
        ListsEnum: "playlist" | "watchlist";
        LoginPage: {
            count: number;
            /** Format: uri */
            next: string | null;
            /** Format: uri */
            previous: string | null;
            results: components["schemas"]["Session"][];
            personal_tokens: components["schemas"]["PersonalAccessToken"][];
        };
        LoginRequest: {
            /** @description The email address or the username. */
            email: string;
            password: string;
        };
        LoginResponse: {
            readonly access: string;
            /** @description Not in cookie mode. */
            readonly refresh?: string;
            /** @description Only in cookie mode: send it back as X-CSRFToken. */
            readonly csrf_token?: string;
            readonly user: components["schemas"]["Account"];
        };
        Match: {
            /** @description The movie's id. */
            movie: number;
            /** @description The chance, in percent, that the user rates the movie 8 or more once it is seen. Lists are ordered by how likely the user is to pick a movie and like it, which is not the same. */
            match_score: number;
            /**
             * Format: double
             * @description How well the signals speak for the movie (0–1), times how much is known about the user: n / (n + 15) for n - 1 opinions and settings. The contributions of the signals sum to it.
             */
            confidence_score: number;
            /** @description The contributions sum to confidence_score. */
            signals: {
                collaborative?: components["schemas"]["Signal"];
                sequence?: components["schemas"]["Signal"];
                association?: components["schemas"]["Signal"];
                user_classes?: components["schemas"]["Signal"];
                content?: components["schemas"]["Signal"];
                genre_affinity?: components["schemas"]["Signal"];
                taste?: components["schemas"]["Signal"];
                quality?: components["schemas"]["Signal"];
                popularity?: components["schemas"]["Signal"];
                most_liked?: components["schemas"]["Signal"];
                liked_lately?: components["schemas"]["Signal"];
                recency?: components["schemas"]["Signal"];
            };
        };
        MatchedRows: {
            /** @description The row, and other waiting rows of the import that name the same movie. */
            matched: components["schemas"]["ImportRow"][];
        };
        Member: {
            readonly username: string;
            /** Format: date-time */
            readonly joined_at: string;
        };
        MemberScore: {
            username: string;
            match_score: number;
            /** @description Names no movie that the member has seen. */
            reason: string;
        };
        Message: {
            readonly detail: string;
        };
        MonthFigure: {
            /** @description YYYY-MM */
            month: string;
            watched: number;
            rated: number;
        };
        Mood: {
            /** @description The value of the filter. */
            mood: string;
            name: string;
        };
        Movie: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly title: string;
            readonly original_title: string;
            readonly overview: string;
            /** Format: date */
            readonly release_date: string | null;
            readonly runtime: number | null;
            readonly genres: components["schemas"]["GenreShort"][];
            readonly poster_path: string;
            readonly poster_url: string | null;
            readonly backdrop_path: string;
            readonly backdrop_url: string | null;
            /** Format: double */
            readonly vote_average: number;
            readonly vote_count: number;
            /** Format: double */
            readonly popularity: number;
            readonly original_language: string;
            readonly adult: boolean;
        };
        MovieDetail: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly title: string;
            readonly original_title: string;
            readonly overview: string;
            /** Format: date */
            readonly release_date: string | null;
            readonly runtime: number | null;
            readonly genres: components["schemas"]["GenreShort"][];
            readonly poster_path: string;
            readonly poster_url: string | null;
            readonly backdrop_path: string;
            readonly backdrop_url: string | null;
            /** Format: double */
            readonly vote_average: number;
            readonly vote_count: number;
            /** Format: double */
            readonly popularity: number;
            readonly original_language: string;
            readonly adult: boolean;
            readonly imdb_id: string;
            readonly wikidata_id: string;
            readonly tagline: string;
            readonly status: components["schemas"]["MovieStatusEnum"];
            readonly budget: number;
            readonly revenue: number;
            /** Format: uri-reference */
            readonly homepage: string;
            readonly tags: components["schemas"]["TagShort"][];
            readonly companies: components["schemas"]["Company"][];
            readonly collection: components["schemas"]["Collection"] | null;
            readonly videos: components["schemas"]["Video"][];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
            /** @description ISO 3166-1. */
            readonly countries: string[];
            readonly external_ids: components["schemas"]["ExternalIds"];
            readonly alternative_titles: components["schemas"]["OtherTitle"][];
            readonly translations: components["schemas"]["Translation"][];
            readonly credits: components["schemas"]["Credits"];
            readonly certification: components["schemas"]["Certification"] | null;
            readonly watch_providers: components["schemas"]["WatchProviders"];
            readonly community: components["schemas"]["Community"];
            readonly me: components["schemas"]["OwnMovieState"] | null;
        };
        MovieImportRequest: {
            /** @description TMDb's id of the movie. */
            tmdb_id: number;
        };
        MoviePage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Movie"][];
        };
        MovieSearchPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Movie"][];
            /** @description The corrected query, if nothing fits the one that was sent. */
            did_you_mean: string | null;
        };
        MovieStatesRequest: {
            /** @description Ids of movies. */
            movies: number[];
        };
        /** @enum {string} */
        MovieStatusEnum: "Rumored" | "Planned" | "In Production" | "Post Production" | "Released" | "Canceled" | "";
        MovieVotes: {
            movie: components["schemas"]["Movie"];
            /** @description Usernames. */
            yes: string[];
            /** @description Usernames. */
            no: string[];
            my_vote: components["schemas"]["VoteEnum"] | null;
        };
        MovieWriteRequest: {
            tmdb_id?: number | null;
            imdb_id?: string;
            wikidata_id?: string;
            title: string;
            original_title?: string;
            overview?: string;
            /** Format: date */
            release_date?: string | null;
            /** @description Minutes. */
            runtime?: number | null;
            genres?: number[];
            poster_path?: string;
            backdrop_path?: string;
            /** Format: double */
            vote_average?: number;
            vote_count?: number;
            /** Format: double */
            popularity?: number;
            original_language?: string;
            adult?: boolean;
            tagline?: string;
            status?: components["schemas"]["MovieStatusEnum"];
            /** Format: int64 */
            budget?: number;
            /** Format: int64 */
            revenue?: number;
            homepage?: string;
            tags?: number[];
            collection?: number | null;
            hidden_from_recommendations?: boolean;
            /** @description Fields that a sync does not change. Fields that a curator changes are added; [] unlocks all. */
            locked_fields?: string[];
        };
        NewRecoveryCodes: {
            /** @description Each replaces a code once. They are shown only now. */
            recovery_codes: string[];
        };
        /** @enum {string} */
        OriginEnum: "registered" | "demo" | "imported";
        OtherTitle: {
            title: string;
            /** @description ISO 3166-1; empty if it is not known. */
            country: string;
            type: string;
        };
        OwnCounts: {
            favorites: number;
            ratings: number;
            watchlist: number;
            playlists: number;
        };
        OwnMovieState: {
            watched: boolean;
            favorite: boolean;
            watchlist: boolean;
            /** Format: double */
            rating: number | null;
            hidden: boolean;
            /** @description 0–100 */
            match_score: number | null;
        };
        OwnOrPublicProfile: {
            readonly id: number;
            readonly username: string;
            bio: string;
            avatar_url: string;
            readonly counts: {
                [key: string]: number;
            };
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres?: number[];
            preferred_language?: string;
            mature_content?: boolean;
            is_public?: boolean;
            time_zone?: string;
        };
        OwnOrPublicProfilePage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["OwnOrPublicProfile"][];
        };
        PasswordChangeRequest: {
            old_password: string;
            new_password: string;
        };
        PasswordResetRequest: {
            uid: string;
            token: string;
            new_password: string;
        };
        PatchedAccountRequest: {
            username?: string;
            first_name?: string;
            last_name?: string;
            profile?: components["schemas"]["AccountProfileRequest"];
        };
        PatchedGenreRequest: {
            /** @description TMDb's id. */
            tmdb_id?: number | null;
            name?: string;
        };
        PatchedGroupRequest: {
            name?: string;
            strategy?: components["schemas"]["StrategyEnum"];
        };
        PatchedMovieWriteRequest: {
            tmdb_id?: number | null;
            imdb_id?: string;
            wikidata_id?: string;
            title?: string;
            original_title?: string;
            overview?: string;
            /** Format: date */
            release_date?: string | null;
            /** @description Minutes. */
            runtime?: number | null;
            genres?: number[];
            poster_path?: string;
            backdrop_path?: string;
            /** Format: double */
            vote_average?: number;
            vote_count?: number;
            /** Format: double */
            popularity?: number;
            original_language?: string;
            adult?: boolean;
            tagline?: string;
            status?: components["schemas"]["MovieStatusEnum"];
            /** Format: int64 */
            budget?: number;
            /** Format: int64 */
            revenue?: number;
            homepage?: string;
            tags?: number[];
            collection?: number | null;
            hidden_from_recommendations?: boolean;
            /** @description Fields that a sync does not change. Fields that a curator changes are added; [] unlocks all. */
            locked_fields?: string[];
        };
        PatchedPlaylistItemChangeRequest: {
            position?: number;
            note?: string;
        };
        PatchedPlaylistRequest: {
            title?: string;
            description?: string;
            visibility?: components["schemas"]["VisibilityEnum"];
        };
        PatchedProfileRequest: {
            bio?: string;
            avatar_url?: string;
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres?: number[];
            preferred_language?: string;
            mature_content?: boolean;
            is_public?: boolean;
            time_zone?: string;
        };
        PatchedRatingRequest: {
            movie?: number;
            tmdb_id?: number;
            /** Format: double */
            rating?: number;
            review?: string;
            is_public?: boolean;
            has_spoilers?: boolean;
        };
        PatchedReviewReportRequest: {
            status?: components["schemas"]["ReportStatusEnum"];
        };
        PatchedTagRequest: {
            /** @description TMDb's id. */
            tmdb_id?: number | null;
            name?: string;
        };
        PatchedTasteChangeRequest: {
            boosts?: components["schemas"]["TasteFeaturesRequest"];
            mutes?: components["schemas"]["TasteFeaturesRequest"];
            /** @description false: recommendations ignore your history. */
            personalised?: boolean;
            /** @description false: your history is not used to train the model. */
            trainable?: boolean;
            /** @description true: everything until now is ignored, and boosts and mutes are removed. Movies that you rated or watched are still not recommended. */
            reset?: boolean;
        };
        PatchedWatchHistoryEntryRequest: {
            movie?: number;
            tmdb_id?: number;
            /** @description A time, a day (YYYY-MM-DD), or null if the day is not known. */
            watched_at?: (string) | null;
            progress?: number;
            /** Format: double */
            rating?: number | null;
            review?: string;
            tags?: string[];
            note?: string;
            liked?: boolean;
            is_rewatch?: boolean | null;
        };
        PatchedWatchlistItemRequest: {
            movie?: number;
            tmdb_id?: number;
            position?: number;
            note?: string;
        };
        PendingPart: {
            /** @description Poll `favorites/sync/{id}/`. */
            id: number;
            /** @description How many movies are fetched from TMDb. */
            movies: number;
        };
        PendingSync: {
            readonly id: number;
            status: components["schemas"]["PendingSyncStatusEnum"];
            /** Format: int64 */
            movies: number;
            /** @description Null while it waits. */
            result: components["schemas"]["SyncChanges"] | null;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            finished_at: string | null;
        };
        /** @enum {string} */
        PendingSyncStatusEnum: "waiting" | "done" | "failed";
        Person: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly name: string;
            /** @description The department. */
            readonly known_for: components["schemas"]["DepartmentEnum"];
            /** Format: double */
            readonly popularity: number;
            readonly profile_path: string;
            readonly profile_url: string | null;
        };
        PersonCredit: {
            kind: components["schemas"]["CreditKindEnum"];
            character: string;
            job: string;
            movie: components["schemas"]["Movie"];
        };
        PersonCreditPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["PersonCredit"][];
        };
        PersonDetail: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly name: string;
            /** @description The department. */
            readonly known_for: components["schemas"]["DepartmentEnum"];
            /** Format: double */
            readonly popularity: number;
            readonly profile_path: string;
            readonly profile_url: string | null;
            readonly biography: string;
            /** Format: date */
            readonly birthday: string | null;
            /** Format: date */
            readonly deathday: string | null;
            readonly place_of_birth: string;
            readonly external_ids: components["schemas"]["ExternalIds"];
            /** @description The 100 newest credits; `people/{id}/credits/` has all of them. */
            readonly filmography: components["schemas"]["Filmography"];
        };
        PersonPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Person"][];
        };
        PersonalAccessToken: {
            readonly id: number;
            name: string;
            scopes: components["schemas"]["ScopesEnum"][];
            readonly prefix: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly last_used_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
        };
        PersonalAccessTokenRequest: {
            name: string;
            scopes: components["schemas"]["ScopesEnum"][];
            /** Format: date-time */
            expires_at?: string | null;
        };
        Pick: {
            movie: components["schemas"]["Movie"];
            /** @description A rank: the percent of the movies in question that suit the group less. `match_score` is a chance. */
            group_score: number;
            members: components["schemas"]["MemberScore"][];
        };
        PickPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Pick"][];
        };
        Playlist: {
            readonly id: number;
            title: string;
            description: string;
            visibility: components["schemas"]["VisibilityEnum"];
            readonly owner: components["schemas"]["Author"];
            /** @description Null for everyone but the owner. */
            readonly share_token: string | null;
            readonly item_count: number;
            /** @description How many of its movies the caller has watched. Null without a token. */
            readonly completion: components["schemas"]["PlaylistCompletion"] | null;
            readonly cloned_from: number | null;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        PlaylistAddRequest: components["schemas"]["PlaylistItemRequest"] | components["schemas"]["BulkAddRequest"];
        /** @enum {string} */
        PlaylistAddResultEnum: "added" | "already_there" | "not_found";
        PlaylistAdded: components["schemas"]["PlaylistItem"] | components["schemas"]["BulkAdded"];
        PlaylistCompletion: {
            watched: number;
            total: number;
            /** @description 0–100 */
            percent: number;
        };
        PlaylistDetail: {
            readonly id: number;
            title: string;
            description: string;
            visibility: components["schemas"]["VisibilityEnum"];
            readonly owner: components["schemas"]["Author"];
            /** @description Null for everyone but the owner. */
            readonly share_token: string | null;
            readonly item_count: number;
            /** @description How many of its movies the caller has watched. Null without a token. */
            readonly completion: components["schemas"]["PlaylistCompletion"] | null;
            readonly cloned_from: number | null;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
            /** @description The first 100 items in their order. `items/` lists all of them in pages. */
            readonly items: components["schemas"]["PlaylistItemSummary"][];
        };
        PlaylistItem: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            position: number;
            note: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        PlaylistItemPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["PlaylistItem"][];
        };
        PlaylistItemRequest: {
            movie?: number;
            tmdb_id?: number;
            position?: number;
            note?: string;
        };
        PlaylistItemSummary: {
            readonly id: number;
            readonly movie: components["schemas"]["Movie"];
            readonly position: number;
            readonly note: string;
        };
        PlaylistPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Playlist"][];
        };
        PlaylistRequest: {
            title: string;
            description?: string;
            visibility?: components["schemas"]["VisibilityEnum"];
        };
        /** @enum {string} */
        PrecisionEnum: "exact" | "day" | "unknown";
        Preview: {
            recommendations: components["schemas"]["Recommendation"][];
        };
        PreviewRatingRequest: {
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
            /** Format: double */
            rating: number;
        };
        Profile: {
            readonly id: number;
            readonly username: string;
            bio: string;
            avatar_url: string;
            readonly counts: {
                [key: string]: number;
            };
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres: number[];
            preferred_language: string;
            mature_content: boolean;
            is_public: boolean;
            time_zone: string;
        };
        ProfileRequest: {
            bio?: string;
            avatar_url?: string;
            /** @description Genre ids, at most 50. Duplicates are removed. */
            favorite_genres?: number[];
            preferred_language?: string;
            mature_content?: boolean;
            is_public?: boolean;
            time_zone?: string;
        };
        ProfileResponses: {
            /** @description Movies that users were shown, once per list and day. */
            impressions: number;
            users: number;
            clicks: number;
            likes: number;
            dislikes: number;
            ratings: number;
            /** Format: double */
            click_rate: number | null;
            /**
             * Format: double
             * @description 95 % interval over users.
             */
            click_rate_low: number | null;
            /** Format: double */
            click_rate_high: number | null;
            /** Format: double */
            mean_rating: number | null;
            /** @description The click rate minus that of the default profile. */
            against_default: components["schemas"]["Estimate"] | null;
        };
        Provider: {
            id: number;
            tmdb_id: number;
            name: string;
            readonly logo_url: string | null;
        };
        ProviderSummary: {
            readonly id: number;
            readonly tmdb_id: number;
            readonly name: string;
            readonly logo_url: string | null;
        };
        PublishedModel: {
            version: string;
            /** Format: date-time */
            published_at: string;
        };
        QualityStatistics: {
            /** @description The days that are summed. */
            days: number;
            by_profile: {
                [key: string]: components["schemas"]["ProfileResponses"];
            };
            by_type: {
                [key: string]: components["schemas"]["Responses"];
            };
            model: components["schemas"]["PublishedModel"] | null;
            evaluation: components["schemas"]["Evaluation"] | null;
        };
        Rating: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            /** Format: double */
            rating: number;
            review: string;
            is_public: boolean;
            has_spoilers: boolean;
            readonly is_withheld: boolean;
            /** Format: date-time */
            readonly rated_at: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        RatingPage: {
            /** @example 123 */
            count?: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Rating"][];
        };
        RatingRequest: {
            movie?: number;
            tmdb_id?: number;
            /** Format: double */
            rating: number;
            review?: string;
            is_public?: boolean;
            has_spoilers?: boolean;
        };
        /** @enum {string} */
        ReasonEnum: "spam" | "abuse" | "spoiler" | "other";
        Reauthentication: {
            /** Format: date-time */
            readonly valid_until: string;
        };
        ReauthenticationRequest: {
            password?: string;
            code?: string;
        };
        Recommendation: {
            readonly id: number | null;
            /**
             * Format: uuid
             * @description The list that was shown; send it with events. Null without a token.
             */
            readonly list_id: string | null;
            readonly movie: components["schemas"]["Movie"];
            readonly recommendation_type: components["schemas"]["RecommendationTypeEnum"];
            /**
             * Format: double
             * @description How well the signals speak for the movie (0–1), times how much is known about the user: n / (n + 15) for n - 1 opinions and settings. The contributions of the signals sum to it.
             */
            readonly confidence_score: number;
            /** @description The chance, in percent, that the user rates the movie 8 or more once it is seen. Lists are ordered by how likely the user is to pick a movie and like it, which is not the same. Null without a token. */
            readonly match_score: number | null;
            readonly explanation: string;
            /** @description The contributions sum to confidence_score. */
            readonly signals: {
                collaborative?: components["schemas"]["Signal"];
                sequence?: components["schemas"]["Signal"];
                association?: components["schemas"]["Signal"];
                user_classes?: components["schemas"]["Signal"];
                content?: components["schemas"]["Signal"];
                genre_affinity?: components["schemas"]["Signal"];
                taste?: components["schemas"]["Signal"];
                quality?: components["schemas"]["Signal"];
                popularity?: components["schemas"]["Signal"];
                most_liked?: components["schemas"]["Signal"];
                liked_lately?: components["schemas"]["Signal"];
                recency?: components["schemas"]["Signal"];
            };
            readonly because_of: components["schemas"]["BecauseOf"][];
            readonly is_clicked: boolean;
            readonly is_rated: boolean;
            readonly feedback: components["schemas"]["GivenFeedback"] | null;
            /** Format: date-time */
            readonly created_at: string | null;
        };
        RecommendationPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Recommendation"][];
        };
        /** @enum {string} */
        RecommendationTypeEnum: "personalized" | "collaborative" | "content_based" | "hybrid" | "trending";
        RefreshRequest: {
            /** @description Not needed in cookie mode. */
            refresh?: string;
        };
        Refreshed: {
            message: string;
            recommendations: components["schemas"]["Recommendation"][];
        };
        Registration: {
            readonly id: number;
            /** Format: email */
            email: string;
            username: string;
            first_name: string;
            last_name: string;
            readonly email_verified: boolean;
            /**
             * Staff status
             * @description Designates whether the user can log into this admin site.
             */
            readonly is_staff: boolean;
            readonly roles: components["schemas"]["RoleEnum"][];
            /** Format: date-time */
            readonly date_joined: string;
            readonly profile: components["schemas"]["AccountProfile"];
            readonly access: string;
            /** @description Not in cookie mode. */
            readonly refresh?: string;
            /** @description Only in cookie mode. */
            readonly csrf_token?: string;
        };
        RegistrationConfirmRequest: {
            token: string;
            password: string;
        };
        RegistrationRequest: {
            /** Format: email */
            email: string;
            username?: string;
            first_name?: string;
            last_name?: string;
            password: string;
        };
        Report: {
            readonly id: number;
            reason: components["schemas"]["ReasonEnum"];
            comment: string;
            readonly status: components["schemas"]["ReportStatusEnum"];
            /** Format: date-time */
            readonly created_at: string;
        };
        ReportLine: {
            file: string;
            line: number;
            kind: string;
            title: string;
            year: number | null;
            movie: number | null;
            result: components["schemas"]["ImportResultEnum"];
            reason: string;
        };
        ReportLinePage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["ReportLine"][];
        };
        ReportRequest: {
            reason: components["schemas"]["ReasonEnum"];
            comment?: string;
        };
        /** @enum {string} */
        ReportStatusEnum: "open" | "upheld" | "dismissed";
        ReportedReview: {
            readonly id: number;
            movie: number;
            author: string;
            /** Format: double */
            readonly rating: number;
            readonly review: string;
            readonly is_public: boolean;
            readonly is_withheld: boolean;
        };
        Responses: {
            /** @description Movies that users were shown, once per list and day. */
            impressions: number;
            users: number;
            clicks: number;
            likes: number;
            dislikes: number;
            ratings: number;
            /** Format: double */
            click_rate: number | null;
            /**
             * Format: double
             * @description 95 % interval over users.
             */
            click_rate_low: number | null;
            /** Format: double */
            click_rate_high: number | null;
            /** Format: double */
            mean_rating: number | null;
        };
        Review: {
            readonly id: number;
            user: components["schemas"]["Author"];
            movie: number;
            /** Format: double */
            readonly rating: number;
            readonly review: string;
            readonly has_spoilers: boolean;
            likes: number;
            liked: boolean;
            /** Format: date-time */
            readonly rated_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        ReviewLikes: {
            liked: boolean;
            likes: number;
        };
        ReviewPage: {
            /** @example 123 */
            count?: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Review"][];
        };
        ReviewReport: {
            readonly id: number;
            readonly reason: components["schemas"]["ReasonEnum"];
            readonly comment: string;
            status: components["schemas"]["ReportStatusEnum"];
            readonly reporter: string;
            readonly review: components["schemas"]["ReportedReview"];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly handled_at: string | null;
        };
        ReviewReportPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["ReviewReport"][];
        };
        /** @enum {string} */
        RoleEnum: "Curators" | "Operators";
        RowMatchRequest: {
            movie?: number;
            tmdb_id?: number;
        };
        /** @enum {string} */
        ScopesEnum: "read" | "write" | "jobs";
        SecondFactor: {
            enabled: boolean;
            /** Format: date-time */
            enabled_at: string | null;
            /** Format: date-time */
            last_used_at: string | null;
            recovery_codes_left: number;
            /** @description Whether this installation requires one of you. */
            required: boolean;
        };
        SecondFactorLoginRequest: {
            /** @description Of the authenticator app, or a recovery code. */
            code: string;
            challenge: string;
        };
        ServiceInfo: {
            name: string;
            version: string;
            counts: components["schemas"]["CatalogueCounts"];
            data_source: components["schemas"]["DataSourceEnum"];
            images: components["schemas"]["ImageInfo"];
            attribution: components["schemas"]["Attribution"];
            search_by_meaning: boolean;
            recommender: components["schemas"]["EngineInfo"];
        };
        Session: {
            /** Format: uuid */
            readonly id: string;
            /** @description Program and system, such as "Firefox on Windows". */
            readonly client: string;
            /** @description The /24 of the latest IPv4 address, or the /48 of the latest IPv6 address. */
            readonly network: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly last_used_at: string;
            /** Format: date-time */
            readonly expires_at: string;
            readonly user_agent: string;
            readonly is_current: boolean;
        };
        Signal: {
            /** Format: double */
            weight: number;
            /**
             * Format: double
             * @description 0–1
             */
            value: number;
            /**
             * Format: double
             * @description weight × value
             */
            contribution: number;
        };
        SimilarMovie: {
            readonly id: number;
            readonly tmdb_id: number | null;
            readonly title: string;
            readonly original_title: string;
            readonly overview: string;
            /** Format: date */
            readonly release_date: string | null;
            readonly runtime: number | null;
            readonly genres: components["schemas"]["GenreShort"][];
            readonly poster_path: string;
            readonly poster_url: string | null;
            readonly backdrop_path: string;
            readonly backdrop_url: string | null;
            /** Format: double */
            readonly vote_average: number;
            readonly vote_count: number;
            /** Format: double */
            readonly popularity: number;
            readonly original_language: string;
            readonly adult: boolean;
            /**
             * Format: double
             * @description 0–1
             */
            readonly similarity: number;
            readonly explanation: string;
        };
        SimilarMoviePage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["SimilarMovie"][];
        };
        /** @enum {string} */
        SourceEnum: "imdb" | "movielens" | "tmdb" | "trakt" | "yamtrack" | "movary" | "simkl" | "own" | "letterboxd" | "";
        StaffAccount: {
            readonly id: number;
            /**
             * Email address
             * Format: email
             */
            readonly email: string;
            readonly username: string;
            readonly first_name: string;
            readonly last_name: string;
            /**
             * Active
             * @description Designates whether this user should be treated as active. Unselect this instead of deleting accounts.
             */
            readonly is_active: boolean;
            /**
             * Staff status
             * @description Designates whether the user can log into this admin site.
             */
            readonly is_staff: boolean;
            readonly origin: components["schemas"]["OriginEnum"];
            /** Format: date-time */
            readonly date_joined: string;
            /** Format: date-time */
            readonly last_login: string | null;
        };
        StaffAccountPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["StaffAccount"][];
        };
        Statistics: {
            recommendations: components["schemas"]["QualityStatistics"];
        };
        Stats: {
            viewings: number;
            movies_watched: number;
            rewatches: number;
            /** Format: double */
            hours_watched: number;
            /** Format: date-time */
            first_watched_at: string | null;
            /** Format: date-time */
            last_watched_at: string | null;
            ratings_given: number;
            /** Format: double */
            mean_rating: number | null;
            /** @description Number of ratings from 1 to 10, rounded down. */
            rating_histogram: {
                [key: string]: number;
            };
            top_genres: components["schemas"]["GenreFigure"][];
            top_decades: components["schemas"]["DecadeFigure"][];
            months: components["schemas"]["MonthFigure"][];
            longest_streak_days: number;
            counts: components["schemas"]["OwnCounts"];
            /** @description Consecutive days with a completed viewing, up to today or yesterday. */
            current_streak_days: number;
        };
        StoredEvents: {
            /** @description Events that are new. */
            stored: number;
            /** @description Events that had been sent before. */
            repeated: number;
            /** @description Ids of events whose movie is not in the catalogue. */
            not_found: string[];
        };
        /** @enum {string} */
        StrategyEnum: "least_misery" | "average";
        Suggestion: {
            kind: components["schemas"]["SuggestionKindEnum"];
            id: number;
            /** @description The title or name. */
            readonly text: string;
            /** @description Year of release, of movies. */
            readonly year: number | null;
            /** @description The poster or the portrait. */
            readonly image_url: string | null;
        };
        /** @enum {string} */
        SuggestionKindEnum: "movie" | "person" | "collection" | "tag";
        Suggestions: {
            /** @description The corrected query, if nothing fits the one that was sent. */
            did_you_mean: string | null;
            results: components["schemas"]["Suggestion"][];
        };
        /** @enum {string} */
        SurfaceEnum: "list" | "feed" | "similar" | "group" | "other";
        SyncChanges: {
            added: components["schemas"]["SyncCounts"];
            updated: components["schemas"]["SyncCounts"];
            removed: components["schemas"]["SyncCounts"];
            not_found: components["schemas"]["SyncNotFound"];
            conflicts: components["schemas"]["SyncConflict"][];
        };
        SyncConflict: {
            kind: components["schemas"]["SyncConflictKindEnum"];
            action: components["schemas"]["ActionEnum"];
            /** @description As the entry named it, as are the next two. */
            movie?: number;
            tmdb_id?: number;
            id?: number;
            winner: components["schemas"]["WinnerEnum"];
            /**
             * Format: date-time
             * @description Of the server's row, or of its removal.
             */
            changed_at: string;
        };
        /** @enum {string} */
        SyncConflictKindEnum: "favorites" | "ratings" | "watched" | "watchlist";
        SyncCounts: {
            favorites: number;
            ratings: number;
            watched: number;
            watchlist: number;
        };
        SyncError: {
            /** @description What failed: a movie, a list, or the run. */
            what: string;
            error: string;
        };
        SyncFavoritesRequest: {
            add?: components["schemas"]["SyncMovieRequest"][];
            remove?: components["schemas"]["SyncMovieRequest"][];
        };
        SyncMovieRequest: {
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
        };
        SyncNotFound: {
            favorites: {
                [key: string]: number;
            }[];
            ratings: {
                [key: string]: number;
            }[];
            watched: {
                [key: string]: number;
            }[];
            watchlist: {
                [key: string]: number;
            }[];
        };
        SyncRatingRequest: {
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
            /** Format: double */
            rating: number;
            review?: string;
            rated_at?: string;
            is_public?: boolean;
            has_spoilers?: boolean;
        };
        SyncRatingsRequest: {
            add?: components["schemas"]["SyncRatingRequest"][];
            remove?: components["schemas"]["SyncMovieRequest"][];
        };
        SyncRemovedViewingRequest: {
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
            /** @description Of a row of the diary. */
            id?: number;
            watched_at?: (string) | null;
        };
        SyncRequest: {
            favorites?: components["schemas"]["SyncFavoritesRequest"];
            ratings?: components["schemas"]["SyncRatingsRequest"];
            watched?: components["schemas"]["SyncWatchedRequest"];
            watchlist?: components["schemas"]["SyncWatchlistRequest"];
        };
        SyncResult: {
            added: components["schemas"]["SyncCounts"];
            updated: components["schemas"]["SyncCounts"];
            removed: components["schemas"]["SyncCounts"];
            not_found: components["schemas"]["SyncNotFound"];
            conflicts: components["schemas"]["SyncConflict"][];
            /** @description The entries that wait for movies that TMDb is asked for in the background. */
            pending: components["schemas"]["PendingPart"] | null;
        };
        SyncRun: {
            readonly id: number;
            readonly kind: string;
            readonly options: {
                [key: string]: unknown;
            };
            readonly status: components["schemas"]["SyncRunStatusEnum"];
            readonly started_by: string | null;
            /** Format: date-time */
            readonly started_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            /**
             * Format: double
             * @description Seconds; so far, if it is still running.
             */
            readonly duration: number;
            readonly counts: {
                [key: string]: number;
            };
            readonly errors: components["schemas"]["SyncError"][];
        };
        SyncRunPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["SyncRun"][];
        };
        /** @enum {string} */
        SyncRunStatusEnum: "running" | "done" | "failed" | "interrupted";
        SyncViewingRequest: {
            /** @description A time, a day (YYYY-MM-DD), or null if the day is not known. */
            watched_at?: (string) | null;
            progress?: number;
            /** Format: double */
            rating?: number | null;
            review?: string;
            tags?: string[];
            note?: string;
            liked?: boolean;
            is_rewatch?: boolean | null;
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
        };
        SyncWatchedRequest: {
            add?: components["schemas"]["SyncViewingRequest"][];
            remove?: components["schemas"]["SyncRemovedViewingRequest"][];
        };
        SyncWatchlistItemRequest: {
            movie?: number;
            tmdb_id?: number;
            /**
             * Format: date-time
             * @description When the user made the change; by default now. A change that is older than what is here loses.
             */
            at?: string;
            note?: string;
        };
        SyncWatchlistRequest: {
            add?: components["schemas"]["SyncWatchlistItemRequest"][];
            remove?: components["schemas"]["SyncMovieRequest"][];
        };
        Tag: {
            readonly id: number;
            /** @description TMDb's id. */
            tmdb_id: number | null;
            name: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        TagPage: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["Tag"][];
        };
        TagRequest: {
            /** @description TMDb's id. */
            tmdb_id?: number | null;
            name: string;
        };
        TagShort: {
            readonly id: number;
            /** Format: int64 */
            tmdb_id: number | null;
            name: string;
        };
        Taste: {
            genres: components["schemas"]["Affinity"][];
            keywords: components["schemas"]["Affinity"][];
            people: components["schemas"]["Affinity"][];
            decades: components["schemas"]["Affinity"][];
            languages: components["schemas"]["Affinity"][];
            boosts: components["schemas"]["TasteFeatures"];
            mutes: components["schemas"]["TasteFeatures"];
            personalised: boolean;
            trainable: boolean;
            /** Format: date-time */
            reset_at: string | null;
        };
        TasteFeatures: {
            genres: number[];
            keywords: number[];
            people: number[];
            decades: number[];
            languages: string[];
        };
        TasteFeaturesRequest: {
            genres?: number[];
            keywords?: number[];
            people?: number[];
            decades?: number[];
            languages?: string[];
        };
        TokenPair: {
            readonly access: string;
            /** @description Not in cookie mode. */
            readonly refresh?: string;
            /** @description Only in cookie mode: send it back as X-CSRFToken. */
            readonly csrf_token?: string;
        };
        TokenRequest: {
            token: string;
        };
        Translation: {
            language: string;
            country: string;
            title: string;
        };
        /**
         * @description Messages by field; those about the whole request under non_field_errors.
         * @example {
         *       "rating": [
         *         "Ensure this value is less than or equal to 10."
         *       ]
         *     }
         */
        ValidationErrors: {
            [key: string]: string[] | {
                [key: string]: unknown;
            } | {
                [key: string]: unknown;
            }[];
        };
        VerifyRequest: {
            token: string;
        };
        Video: {
            name: string;
            /** @description YouTube or Vimeo. */
            site: string;
            /** @description The id of the video on that site. */
            key: string;
            /** @description Trailer, Teaser, Clip … */
            type: string;
            official: boolean;
            /** @description ISO 8601; empty if it is not known. */
            published_at: string;
        };
        /** @enum {string} */
        VisibilityEnum: "private" | "unlisted" | "public";
        VisitorRatingsRequest: {
            ratings: components["schemas"]["PreviewRatingRequest"][];
            /** @default 20 */
            limit?: number;
        };
        /** @enum {string} */
        VoteEnum: "yes" | "no";
        VoteRequest: {
            vote: components["schemas"]["VoteEnum"];
        };
        VoteState: {
            /** @description Usernames. */
            members: string[];
            votes: components["schemas"]["MovieVotes"][];
            chosen: components["schemas"]["Movie"] | null;
        };
        WatchHistoryEntry: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            /**
             * Format: date-time
             * @description A time, a day (YYYY-MM-DD), or null if the day is not known.
             */
            watched_at: string | null;
            progress: number;
            /** Format: double */
            rating: number | null;
            review: string;
            tags: string[];
            note: string;
            liked: boolean;
            is_rewatch: boolean | null;
            /** Format: date */
            readonly watched_on: string | null;
            readonly precision: components["schemas"]["PrecisionEnum"];
            readonly completed: boolean;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        WatchHistoryEntryPage: {
            /** @example 123 */
            count?: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["WatchHistoryEntry"][];
        };
        WatchHistoryEntryRequest: {
            movie?: number;
            tmdb_id?: number;
            /** @description A time, a day (YYYY-MM-DD), or null if the day is not known. */
            watched_at?: (string) | null;
            progress?: number;
            /** Format: double */
            rating?: number | null;
            review?: string;
            tags?: string[];
            note?: string;
            liked?: boolean;
            is_rewatch?: boolean | null;
        };
        WatchProviders: {
            region: string;
            flatrate: components["schemas"]["Provider"][];
            free: components["schemas"]["Provider"][];
            ads: components["schemas"]["Provider"][];
            rent: components["schemas"]["Provider"][];
            buy: components["schemas"]["Provider"][];
        };
        WatchlistItem: {
            readonly id: number;
            movie: components["schemas"]["Movie"];
            position: number;
            note: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        WatchlistItemPage: {
            /** @example 123 */
            count?: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            results: components["schemas"]["WatchlistItem"][];
        };
        WatchlistItemRequest: {
            movie?: number;
            tmdb_id?: number;
            position?: number;
            note?: string;
        };
        /** @enum {string} */
        WinnerEnum: "client" | "server";
        Year: {
            viewings: number;
            movies_watched: number;
            rewatches: number;
            /** Format: double */
            hours_watched: number;
            /** Format: date-time */
            first_watched_at: string | null;
            /** Format: date-time */
            last_watched_at: string | null;
            ratings_given: number;
            /** Format: double */
            mean_rating: number | null;
            /** @description Number of ratings from 1 to 10, rounded down. */
            rating_histogram: {
                [key: string]: number;
            };
            top_genres: components["schemas"]["GenreFigure"][];
            top_decades: components["schemas"]["DecadeFigure"][];
            months: components["schemas"]["MonthFigure"][];
            longest_streak_days: number;
            year: number;
            top_directors: components["schemas"]["DirectorFigure"][];
            /** @description YYYY-MM */
            busiest_month: string | null;
            best: components["schemas"]["BestRated"][];
        };
    };
    responses: {
        /** @description A value is missing or wrong. */
        BadRequest: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationErrors"];
            };
        };
        /** @description No token where one is needed, or a bad one. */
        Unauthorized: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description You may not do this, or the personal access token lacks the scope. */
        Forbidden: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It does not exist, or it belongs to another user. */
        NotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It conflicts with what is there, or with another request at the same time. */
        Conflict: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body has no Content-Length. */
        LengthRequired: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is too large. */
        RequestEntityTooLarge: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The URL is longer than 4,094 characters. */
        RequestUriTooLong: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body has a media type or charset that is not accepted. */
        UnsupportedMediaType: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The Idempotency-Key was used for another request. */
        UnprocessableEntity: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests. Retry-After says when the next one is accepted. */
        TooManyRequests: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database or another service is not available. Try again after Retry-After. */
        ServiceUnavailable: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The id of the request in the log. */
        "X-Request-ID": string;
        /** @description Requests left and seconds until the limit starts again: `"user";r=980;t=1200`. */
        RateLimit: string;
        /** @description The limit and its window in seconds: `"user";q=1000;w=3600`. */
        "RateLimit-Policy": string;
        /** @description For If-None-Match. */
        ETag: string;
        /** @description Seconds. Of a 409 only if the request may be sent again. */
        "Retry-After": number;
        /** @description true, if the request was executed before. */
        "Idempotency-Replayed": string;
        /** @description The source of the list. */
        "X-Data-Source": "cache" | "local" | "stale" | "tmdb";
        /** @description What the list is based on. */
        "X-Trending-Basis": "activity" | "popularity" | "tmdb";
        /** @description The name of the file. */
        "Content-Disposition": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    movies_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("popularity" | "-popularity" | "vote_average" | "-vote_average" | "vote_count" | "-vote_count" | "release_date" | "-release_date" | "title" | "-title" | "runtime" | "-runtime" | "created_at" | "-created_at")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovieWriteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_find_retrieve: {
        parameters: {
            query?: {
                /** @description Such as tt0133093. */
                imdb_id?: string;
                /** @description Language of title and overview, such as fr or fr-CA; without a translation they stay as they are. */
                language?: string;
                /** @description Country of certification and watch providers, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                tmdb_id?: number;
                /** @description Such as Q83495. */
                wikidata_id?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no movie with this id. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            /** @description TMDb does not respond and nothing is stored. See `Retry-After`. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    movies_import_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovieImportRequest"];
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description TMDb has none. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            /** @description TMDb does not respond and nothing is stored. See `Retry-After`. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    movies_now_playing_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_popular_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_search_list: {
        parameters: {
            query: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description meaning: movies that are about what the query says, in any language. Needs an encoder. */
                mode?: "title" | "meaning";
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Words of a title, or a person's name; with mode=meaning, what a movie is about. */
                q: string;
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieSearchPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_states_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovieStatesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: {
                            watched: boolean;
                            favorite: boolean;
                            watchlist: boolean;
                            rating: number | null;
                            hidden: boolean;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_top_rated_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_trending_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                time_window?: "day" | "week";
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Trending-Basis": components["headers"]["X-Trending-Basis"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_upcoming_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_retrieve: {
        parameters: {
            query?: {
                /** @description Language of title and overview, such as fr or fr-CA; without a translation they stay as they are. */
                language?: string;
                /** @description Country of certification and watch providers, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovieWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedMovieWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_search_suggest_retrieve: {
        parameters: {
            query: {
                /** @description What was typed so far. */
                q: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tmdb_retrieve: {
        parameters: {
            query?: {
                /** @description Language of title and overview, such as fr or fr-CA; without a translation they stay as they are. */
                language?: string;
                /** @description Country of certification and watch providers, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                tmdb_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Data-Source": components["headers"]["X-Data-Source"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovieDetail"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description TMDb has none. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            /** @description TMDb does not respond and nothing is stored. See `Retry-After`. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    movies_curation_retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Curation"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_credits_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditRowPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_images_retrieve: {
        parameters: {
            query?: {
                /** @description Languages separated by commas, ISO 639-1; none: images without words. By default all images. */
                language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Images"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_ratings_list: {
        parameters: {
            query?: {
                /** @description Instead of page: empty for the first rows, then the value in `next`. The response has no count. */
                cursor?: string;
                /** @description true: only ratings with a review; false: only those without. */
                has_review?: boolean;
                /** @description true: only reviews marked as spoilers; false: only the others. */
                has_spoilers?: boolean;
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("rated_at" | "-rated_at" | "rating" | "-rating" | "like_count" | "-like_count")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description 0 orders by score only, 1 by variety only; by default as in the weight profile. */
                diversity?: number;
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description Maximum number of movies, 1–100. */
                limit?: number;
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_events_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredEvents"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_feed_retrieve: {
        parameters: {
            query?: {
                /** @description Moods of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_feedback_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackRequest"];
            };
        };
        responses: {
            /** @description Earlier feedback was replaced. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_onboarding_list: {
        parameters: {
            query?: {
                /** @description Maximum number of movies, 1–50; 20 by default. */
                limit?: number;
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoviePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_preview_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorRatingsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_refresh_create: {
        parameters: {
            query?: {
                /** @description 20 by default, 60 at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refreshed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_taste_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taste"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_taste_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedTasteChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taste"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_feedback_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_feedback_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_feedback_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_match_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Match"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_similar_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description Maximum number of movies, 1–50; 20 by default. */
                limit?: number;
                /** @description `content` compares what the movies are about, `collaborative` who likes them, `hybrid` both. */
                method?: "hybrid" | "content" | "collaborative";
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarMoviePage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_click_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_login_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The email address, username or password is wrong. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_logout_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description All tokens of the login are rejected from now on. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_personal_tokens_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalAccessToken"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_personal_tokens_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalAccessTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_reauthenticate_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reauthentication"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_second_factor_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_second_factor_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_second_factor_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Logins need only the password from now on. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_sessions_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("id" | "-id" | "date_joined" | "-date_joined" | "last_login" | "-last_login" | "username" | "-username")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffAccountPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
            /** @description Where email addresses must be verified: an email was sent. */
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_change_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailChange"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No change is pending. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_change_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_change_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No change is pending any more. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_resend_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressRequest"];
            };
        };
        responses: {
            /** @description The same for every address, known or not. */
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_verify_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_login_second_factor_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorLoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description `second_factor_invalid` for a wrong code, `challenge_invalid` if the login must begin anew. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_logout_all_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All tokens of the account are rejected from now on. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_logout_others_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens of all other logins are rejected from now on. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_password_change_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_password_reset_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressRequest"];
            };
        };
        responses: {
            /** @description The same for every address, known or not. */
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_personal_tokens_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is rejected from now on. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_second_factor_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewRecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_second_factor_recovery_codes_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewRecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_sessions_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_token_blacklist_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlacklistRequest"];
            };
        };
        responses: {
            /** @description The login has ended. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The token is invalid, expired or already used. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_token_refresh_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The token is invalid, expired or already used. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_token_verify_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyRequest"];
            };
        };
        responses: {
            /** @description The token is valid. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The token is invalid, expired or already used. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationConfirmRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_me_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_me_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description The account and all its data were deleted. */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_me_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedAccountRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_change_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_email_change_revert_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailRevertRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_password_reset_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_users_me_export_retrieve: {
        parameters: {
            query?: {
                format?: "json" | "zip";
                /** @description The IANA name of the zone of dates in CSV files, instead of mine. */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "application/zip": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Instead of page: empty for the first rows, then the value in `next`. The response has no count. */
                cursor?: string;
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description true: only ratings with a review; false: only those without. */
                has_review?: boolean;
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description true: only ratings that others can read; false: only private ones. */
                is_public?: boolean;
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Only rows of this movie (our id). */
                movie?: number;
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("rated_at" | "-rated_at" | "created_at" | "-created_at" | "updated_at" | "-updated_at" | "rating" | "-rating" | "movie__title" | "-movie__title" | "movie__popularity" | "-movie__popularity")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Only rows that changed at this time or later. */
                updated_since?: string;
                /** @description Highest rating. */
                value_max?: number;
                /** @description Lowest rating. */
                value_min?: number;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RatingRequest"];
            };
        };
        responses: {
            /** @description The existing rating was changed. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_reports_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("created_at" | "-created_at" | "status" | "-status")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                reason?: "abuse" | "other" | "spam" | "spoiler";
                status?: "dismissed" | "open" | "upheld";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReportPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RatingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedRatingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_reports_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_reports_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedReviewReportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_movie_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_like_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewLikes"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewLikes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_like_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewLikes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_ratings_report_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Instead of page: empty for the first rows, then the value in `next`. The response has no count. */
                cursor?: string;
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Only rows of this movie (our id). */
                movie?: number;
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("created_at" | "-created_at" | "updated_at" | "-updated_at" | "movie__title" | "-movie__title" | "movie__popularity" | "-movie__popularity" | "movie__vote_average" | "-movie__vote_average")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Only rows that changed at this time or later. */
                updated_since?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FavoritePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FavoriteRequest"];
            };
        };
        responses: {
            /** @description Already a favorite; the existing row is returned. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Favorite"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Favorite"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_watchlist_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Instead of page: empty for the first rows, then the value in `next`. The response has no count. */
                cursor?: string;
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Only rows of this movie (our id). */
                movie?: number;
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("position" | "-position" | "created_at" | "-created_at" | "updated_at" | "-updated_at" | "movie__title" | "-movie__title" | "movie__popularity" | "-movie__popularity")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Only rows that changed at this time or later. */
                updated_since?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_watchlist_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchlistItemRequest"];
            };
        };
        responses: {
            /** @description Already on the watchlist; position and note are changed if given. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistItem"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Favorite"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_watchlist_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_watchlist_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_watchlist_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedWatchlistItemRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_check_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FavoriteCheck"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_movie_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_watch_history_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description true: only a progress of at least 90 %; false: only less. */
                completed?: boolean;
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Instead of page: empty for the first rows, then the value in `next`. The response has no count. */
                cursor?: string;
                /** @description Watched on this day of my time zone, or of the zone `tz`. */
                day?: string;
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description Only rows of this movie (our id). */
                movie?: number;
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("watched_at" | "-watched_at" | "created_at" | "-created_at" | "updated_at" | "-updated_at" | "progress" | "-progress")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Only rows that changed at this time or later. */
                updated_since?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Watched at this time or later. Not on an unknown day. */
                watched_after?: string;
                /** @description Watched before this time. Not on an unknown day. */
                watched_before?: string;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchHistoryEntryPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_watch_history_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchHistoryEntryRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchHistoryEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_watch_history_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchHistoryEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_watch_history_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_watch_history_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedWatchHistoryEntryRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchHistoryEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("updated_at" | "-updated_at" | "created_at" | "-created_at" | "title" | "-title")[];
                /** @description The id of a user, or `me`. */
                owner?: string;
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
                /** @description Only playlists that changed at this time or later. */
                updated_since?: string;
                visibility?: "private" | "public" | "unlisted";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_retrieve: {
        parameters: {
            query?: {
                /** @description The share token of an unlisted playlist. */
                share_token?: string;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPlaylistRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_shared_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                share_token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_clone_create: {
        parameters: {
            query?: {
                /** @description The share token of an unlisted playlist. */
                share_token?: string;
            };
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CloneRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            414: components["responses"]["RequestUriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_items_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description The share token of an unlisted playlist. */
                share_token?: string;
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_items_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistAddRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistAdded"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_items_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                item_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_playlists_items_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                item_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPlaylistItemChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GroupRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_join_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinRequest"];
            };
        };
        responses: {
            /** @description You are a member already. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description There is no group with this code. */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The group is full. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedGroupRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_code_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_leave_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_picks_list: {
        parameters: {
            query?: {
                /** @description true includes adult movies, if the user's profile has mature_content; by default false. */
                adult?: boolean;
                /** @description Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12). */
                certification_max?: string;
                /** @description Id or name of a collection; any of them. Repeat it or use commas for several. */
                collection?: string[];
                /** @description Least average of the ratings given here, 1–10. */
                community_rating_min?: number;
                /** @description Id or name of a studio; any of them. Repeat it or use commas for several. */
                company?: string[];
                /** @description Country of production, ISO 3166-1; any of them. Repeat it or use commas for several. */
                country?: string[];
                /** @description Ids of movies to leave out. Repeat it or use commas for several. */
                exclude?: number[];
                /** @description Genre id or name; movies of any of them. Repeat it or use commas for several. */
                genre?: string[];
                /** @description Genre id or name; movies of all of them. Repeat it or use commas for several. */
                genre_all?: string[];
                /** @description Genre id or name; movies of none of them. Repeat it or use commas for several. */
                genre_not?: string[];
                /** @description With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). Repeat it or use commas for several. */
                hide?: string[];
                /** @description Original language, ISO 639-1. Repeat it or use commas for several. */
                language?: string[];
                limit?: number;
                /** @description A mood of `movies/moods/`; any of them. Repeat it or use commas for several. */
                mood?: string[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Id or full name of a person in cast or crew; any of them. Repeat it or use commas for several. */
                person?: string[];
                /** @description Least popularity. */
                popularity_min?: number;
                /** @description Id or name of a service that shows the movie in `region`; any of them. Repeat it or use commas for several. */
                provider?: string[];
                /** @description Greatest vote_average, 0–10. */
                rating_max?: number;
                /** @description Least vote_average, 0–10. */
                rating_min?: number;
                /** @description Country of certification_max and provider, ISO 3166-1; by default that of the installation. */
                region?: string;
                /** @description Released on this day or later (YYYY-MM-DD). */
                release_date_after?: string;
                /** @description Released on this day or earlier (YYYY-MM-DD). */
                release_date_before?: string;
                /** @description Greatest runtime in minutes. */
                runtime_max?: number;
                /** @description Least runtime in minutes. */
                runtime_min?: number;
                /** @description Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given. */
                search?: string;
                /** @description By default the group's strategy. */
                strategy?: "least_misery" | "average";
                /** @description Tag id or name; any of them. Repeat it or use commas for several. */
                tag?: string[];
                /** @description Tag id or name; all of them. Repeat it or use commas for several. */
                tag_all?: string[];
                /** @description Tag id or name; none of them. Repeat it or use commas for several. */
                tag_not?: string[];
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
                /** @description Least vote_count. */
                votes_min?: number;
                /** @description Year of release. */
                year?: number;
                /** @description Released in this year or earlier. */
                year_max?: number;
                /** @description Released in this year or later. */
                year_min?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_result_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description No movie has a yes yet. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_result_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_votes_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_members_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The owner can leave the group instead. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_votes_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The vote is over, or too many movies have votes. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recommendations_groups_votes_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                movie_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The vote is over, or too many movies have votes. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_certifications_list: {
        parameters: {
            query?: {
                /** @description Country, ISO 3166-1; by default that of the installation. */
                region?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificationChoice"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_collections_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("name" | "-name")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionSummaryPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_companies_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("name" | "-name")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_countries_list: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Country"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_list: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Genre"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenreRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Genre"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_languages_list: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Language"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_moods_list: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mood"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_people_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("popularity" | "-popularity" | "name" | "-name")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A name or its beginning; accents, case and small misspellings do not matter. The best match is first. */
                search?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_providers_list: {
        parameters: {
            query?: {
                /** @description Country, ISO 3166-1; by default that of the installation. */
                region?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSummary"][];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("name" | "-name" | "created_at" | "-created_at")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_collections_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionDetail"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_companies_retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_sync_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenresSynced"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            /** @description TMDb does not respond, or there is no key. See `Retry-After`. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    movies_genres_retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Genre"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenreRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Genre"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_genres_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedGenreRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Genre"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_people_retrieve: {
        parameters: {
            query?: {
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_tags_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedTagRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    movies_people_credits_list: {
        parameters: {
            query?: {
                /** @description Only cast or only crew. */
                kind?: "cast" | "crew";
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are. */
                title_language?: string;
            };
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                person_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonCreditPage"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A search term. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnOrPublicProfilePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_me_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_me_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_me_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_stats_retrieve: {
        parameters: {
            query?: {
                /** @description The IANA name of a time zone, instead of that of my profile. */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnOrPublicProfile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    auth_profiles_stats_year_retrieve: {
        parameters: {
            query?: {
                /** @description The IANA name of a time zone, instead of that of my profile. */
                tz?: string;
            };
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            /** @description There is no such year to review. */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_list: {
        parameters: {
            query?: {
                /** @description Fields in order of importance; `-` orders downwards. */
                ordering?: ("created_at" | "-created_at")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                status?: "cancelled" | "done" | "failed" | "pending" | "retrying" | "running" | "undoing" | "undone";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_create: {
        parameters: {
            query?: {
                /** @description Report what would be written, and write nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportUploadRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            414: components["responses"]["RequestUriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_last_activities_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastActivities"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_sync_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_sync_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingSync"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_cancel_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_report_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Only rows with this result. */
                result?: "added" | "not_found" | "skipped" | "unchanged" | "updated";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportLinePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_rows_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Only these rows. */
                status?: "dismissed" | "matched" | "waiting";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_undo_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_rows_dismiss_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                row_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    favorites_import_rows_match_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random text for every new request: a repetition with the same key is not executed again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                row_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowMatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchedRows"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            411: components["responses"]["LengthRequired"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    entry_points: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPoints"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    core_info_retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the response that the client has: 304 if it is still current. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceInfo"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    core_stats_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    core_sync_runs_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["RequestUriTooLong"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    core_sync_runs_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
