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
    """TMDb refuses the request, for example a page past its limit."""

    code = "tmdb_rejected"
    default_message = "TMDb rejects this request."


class TMDbRateLimited(TMDbError):
    code = "tmdb_rate_limited"
    default_message = "TMDb is being asked too often. Try again later."


class TMDbUnavailable(TMDbError):
    """No response, an incomplete one, or a 5xx."""


class TMDbUnreachable(TMDbUnavailable):
    """Connection refused or unknown host: retrying within a second is of no use."""


class TMDbMalformed(TMDbError):
    """A response that TMDb does not document: HTML, truncated JSON, a missing field."""

    code = "tmdb_malformed"
    default_message = "TMDb returned an unusable response. Try again later."
