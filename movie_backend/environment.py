"""Every environment variable of the product: its name, its parser, and its default as text.

`read` parses all of them at once and stops the process with one sentence for each value that cannot be used, so
that an operator sees all mistakes of a deployment together and none of them in the middle of a request. No sentence
contains a value, as it may be a password.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

Parser = Callable[[str], Any]
RATE = re.compile(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)")
HOST = re.compile(r"\*|\.?[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Variable:
    """`default` and `production` (the default while DEBUG is off) are written as in the environment."""

    parse: Parser
    default: str = ""
    production: str | None = None


def text(value: str) -> str:
    return value


def boolean(value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("must be on or off.")


def integer(minimum: int, maximum: int) -> Parser:
    def parse(value: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", value) or not minimum <= int(value) <= maximum:
            raise ValueError(f"must be a whole number from {minimum} to {maximum}.")
        return int(value)

    return parse


def fraction(value: str) -> float:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) or float(value) > 1:
        raise ValueError("must be a number from 0 to 1.")
    return float(value)


def folder(value: str) -> Path | None:
    if value and not Path(value).is_absolute():
        raise ValueError("must be the absolute path of a folder, or empty.")
    return Path(value) if value else None


def choice(*words: str) -> Parser:
    def parse(value: str) -> str:
        if value.lower() not in {word.lower() for word in words}:
            raise ValueError(f"must be one of {', '.join(words)}.")
        return next(word for word in words if word.lower() == value.lower())

    return parse


def matching(pattern: str, example: str) -> Parser:
    def parse(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"must look like {example}.")
        return value

    return parse


def words(parse_word: Parser) -> Parser:
    """A comma-separated list. Spaces around its items and empty items do not count."""

    def parse(value: str) -> list[Any]:
        return [parse_word(word.strip()) for word in value.split(",") if word.strip()]

    return parse


def host(value: str) -> str:
    if not HOST.fullmatch(value):
        raise ValueError("must be host names separated by commas, such as movies.example.org,10.0.0.5.")
    return value


def network(value: str) -> str:
    try:
        ip_network(value, strict=False)
    except ValueError:
        raise ValueError(
            "must be addresses and networks separated by commas, such as 10.0.0.0/8,127.0.0.1."
        ) from None
    return value


def origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}" or " " in value:
        raise ValueError(
            "must be origins without a path, separated by commas, such as https://movies.example.org."
        )
    if not parts.hostname or parts.username or not _has_valid_port(value):
        raise ValueError("must be origins of a scheme, a host and perhaps a port, separated by commas.")
    return value


def rate(value: str) -> str:
    if not RATE.fullmatch(value):
        raise ValueError("must be a number per second, minute, hour or day, such as 100/hour.")
    return value


def url(*schemes: str, required: bool = True) -> Parser:
    """An address with one of the schemes; the empty text only if it is not required."""
    example = " or ".join(f"{scheme}://…" for scheme in schemes)

    def parse(value: str) -> str:
        if not value and not required:
            return value
        parts = urlsplit(value)
        local = parts.scheme.startswith("unix") and parts.path
        if parts.scheme not in schemes or not (parts.hostname or local) or not _has_valid_port(value):
            raise ValueError(f"must be an address that begins with {example}.")
        return value

    return parse


SQLITE = "sqlite:///db.sqlite3"


def database(value: str) -> dict[str, Any]:
    schemes = ("postgres", "postgresql", "sqlite")
    sentence = "must be sqlite:///FILE or postgres://USER:PASSWORD@HOST:5432/NAME."
    value = value or SQLITE
    if urlsplit(value).scheme not in schemes or not _has_valid_port(value):
        raise ValueError(sentence)
    config = environ.Env.db_url_config(value)
    if config["NAME"] in ("", ":memory:"):  # in memory every thread would have a database of its own
        raise ValueError(sentence)
    return config


def mail(value: str) -> dict[str, Any]:
    scheme = urlsplit(value).scheme
    if scheme not in environ.Env.EMAIL_SCHEMES or not _has_valid_port(value):
        raise ValueError("must be consolemail:// or smtp+tls://USER:PASSWORD@HOST:587.")
    if scheme.startswith("smtp") and not urlsplit(value).hostname:
        raise ValueError("must name the mail server: smtp+tls://USER:PASSWORD@HOST:587.")
    return environ.Env.email_url_config(value)


def sender(value: str) -> str:
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError("must be an email address, such as movies@example.org.")
    return value


def _has_valid_port(value: str) -> bool:
    try:
        urlsplit(value).port  # noqa: B018  # the property raises
    except ValueError:
        return False
    return not re.search(r"\s", value)


LOCAL_ORIGINS = "http://localhost:3000,http://localhost:8080,http://localhost:4200"

# In the order of .env.example, which a test compares with this table.
VARIABLES: Mapping[str, Variable] = {
    "DEBUG": Variable(boolean, "true"),
    "DJANGO_SECRET_KEY": Variable(text),
    "DJANGO_SECRET_KEY_FALLBACKS": Variable(words(text)),
    "ALLOWED_HOSTS": Variable(words(host), "localhost,127.0.0.1,[::1]", production=""),
    "PORT": Variable(integer(1, 65_535), "8000"),
    "WEB_CONCURRENCY": Variable(integer(1, 256), "2"),
    "WEB_THREADS": Variable(integer(1, 256), "8"),
    "BODY_TIMEOUT_SECONDS": Variable(integer(1, 600), "10"),
    "LOG_LEVEL": Variable(choice(*LOG_LEVELS), "INFO"),
    "LOG_FORMAT": Variable(choice("plain", "json"), "plain", production="json"),
    "DATABASE_URL": Variable(database, SQLITE),
    "DATABASE_CONN_MAX_AGE": Variable(integer(0, 86_400), "60"),
    "REDIS_URL": Variable(url("redis", "rediss", "unix", required=False)),
    "RESPONSE_CACHE_MB": Variable(integer(0, 4_096), "16"),
    "SHARED_DIR": Variable(folder, ""),
    "CORS_ALLOWED_ORIGINS": Variable(words(origin), LOCAL_ORIGINS, production=""),
    "CSRF_TRUSTED_ORIGINS": Variable(words(origin), LOCAL_ORIGINS, production=""),
    "HTTPS": Variable(boolean, "off", production="on"),
    "HSTS_SECONDS": Variable(integer(0, 315_360_000), "31536000"),
    "HSTS_INCLUDE_SUBDOMAINS": Variable(boolean, "off"),
    "HSTS_PRELOAD": Variable(boolean, "off"),
    "TRUSTED_PROXIES": Variable(words(network)),
    "ACCESS_TOKEN_MINUTES": Variable(integer(1, 1_440), "60"),
    "REFRESH_TOKEN_DAYS": Variable(integer(1, 3_650), "7"),
    "LOGIN_MAX_DAYS": Variable(integer(1, 3_650), "90"),
    "AUDIT_DAYS": Variable(integer(1, 3_650), "365"),
    "STAFF_SECOND_FACTOR": Variable(choice("optional", "required"), "optional"),
    "THROTTLES": Variable(boolean, "on"),
    "THROTTLE_ANON": Variable(rate, "100/hour"),
    "THROTTLE_PUBLIC": Variable(rate, "600/minute"),
    "THROTTLE_USER": Variable(rate, "1000/hour"),
    "THROTTLE_LOGIN": Variable(rate, "10/minute"),
    "THROTTLE_REFRESH": Variable(rate, "60/minute"),
    "THROTTLE_PASSWORD_RESET": Variable(rate, "10/minute"),
    "THROTTLE_REGISTER": Variable(rate, "20/hour"),
    "THROTTLE_EMAIL_CHANGE": Variable(rate, "5/hour"),
    "THROTTLE_PERSONAL_TOKEN": Variable(rate, "1000/hour"),
    "TMDB_API_KEY": Variable(text),
    "TMDB_API_BASE_URL": Variable(url("https", "http"), "https://api.themoviedb.org/3"),
    "TMDB_IMAGE_BASE_URL": Variable(url("https", "http"), "https://image.tmdb.org/t/p/"),
    "TMDB_LANGUAGE": Variable(matching("[a-z]{2}(-[A-Z]{2})?", "en-US"), "en-US"),
    "TMDB_REGION": Variable(matching("[A-Z]{2}", "US"), "US"),
    "MEDIA_ROOT": Variable(text, "var/media"),
    "MEANING_MODEL": Variable(text),
    "CELERY_BROKER_URL": Variable(url("redis", "rediss", "amqp", "amqps", required=False)),
    "TASKS_IN_THREADS": Variable(boolean, "on"),
    "RECOMMENDER_TRAINER": Variable(choice("local", "spark"), "local"),
    "RECOMMENDER_EXPLORATION": Variable(integer(0, 50), "10"),
    "EXPOSURE_DAYS": Variable(integer(30, 3_650), "180"),
    "EMAIL_URL": Variable(mail, "consolemail://"),
    "DEFAULT_FROM_EMAIL": Variable(sender, "movies@localhost"),
    "EMAIL_VERIFICATION": Variable(choice("none", "optional", "required"), "none"),
    "PASSWORD_RESET_TIMEOUT_HOURS": Variable(integer(1, 720), "24"),
    "EMAIL_REVERT_DAYS": Variable(integer(1, 365), "7"),
    "FRONTEND_URL": Variable(url("https", "http", required=False)),
    "METRICS": Variable(boolean, "off"),
    "METRICS_TOKEN": Variable(text),
    "WORKER_METRICS_PORT": Variable(integer(0, 65_535), "0"),
    "SENTRY_DSN": Variable(url("https", "http", required=False)),
    "SENTRY_ENVIRONMENT": Variable(text, "production"),
    "SENTRY_TRACES_SAMPLE_RATE": Variable(fraction, "0"),
}


def parse(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Values by variable, and one sentence for each variable whose text cannot be used."""
    debug = environment.get("DEBUG", VARIABLES["DEBUG"].default)
    production = debug.strip().lower() in ("0", "false", "no", "off")
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, variable in VARIABLES.items():
        default = variable.default if variable.production is None or not production else variable.production
        try:
            values[name] = variable.parse(environment.get(name, default).strip())
        except ValueError as error:
            problems.append(f"{name} {error}")
    if production and not environment.get("DJANGO_SECRET_KEY"):
        problems.append("DJANGO_SECRET_KEY must be a long random string while DEBUG is off.")
    if production and values.get("METRICS") and not values.get("METRICS_TOKEN"):
        problems.append("METRICS_TOKEN must be set while METRICS is on and DEBUG is off.")
    if "CSRF_TRUSTED_ORIGINS" not in environment and "CORS_ALLOWED_ORIGINS" in values:
        values["CSRF_TRUSTED_ORIGINS"] = values["CORS_ALLOWED_ORIGINS"]
    return values, problems


def read(environment: Mapping[str, str]) -> dict[str, Any]:
    """The values of all variables. Ends the process with a sentence for each one that cannot be used."""
    values, problems = parse(environment)
    if problems:
        sys.exit("\n".join(problems))
    return values
