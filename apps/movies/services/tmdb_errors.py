"""What can go wrong with TMDb. All become a 503, but not found, which who asked turns into a 404."""

from apps.core.http.exceptions import UpstreamError


class TMDbError(UpstreamError):
    default_message = "TMDb is not answering. Try again later."
    asked_pause = 0.0  # seconds that TMDb itself asked us to wait


class TMDbNotConfigured(TMDbError):
    code = "tmdb_not_configured"
    default_message = "This needs TMDb, and no TMDB_API_KEY is set."


class TMDbNotFound(TMDbError):
    code = "not_found"
    default_message = "TMDb has nothing at this address."


class TMDbUnauthorized(TMDbError):
    code = "tmdb_unauthorized"
    default_message = "TMDb refuses the key in TMDB_API_KEY."


class TMDbRejected(TMDbError):
    """TMDb understood the request and does not want it (a page past its limit, say)."""

    code = "tmdb_rejected"
    default_message = "TMDb rejects this request."


class TMDbRateLimited(TMDbError):
    code = "tmdb_rate_limited"
    default_message = "TMDb is being asked too often. Try again later."


class TMDbUnavailable(TMDbError):
    """No answer, a broken one or a 5xx."""


class TMDbUnreachable(TMDbUnavailable):
    """Nobody listens at the address (or it has no name): asking again within a second is of no use."""


class TMDbMalformed(TMDbError):
    """An answer that is not what TMDb documents: HTML, truncated JSON, a field that must be there."""

    code = "tmdb_malformed"
    default_message = "TMDb gave an answer that makes no sense. Try again later."
