"""All settings. `environment.py` declares the environment variables; .env.example lists them.

Without any variable these are the settings of the embedded default: SQLite, local-memory cache, no broker.
"""

import logging
import os
import re
import warnings
from datetime import timedelta
from pathlib import Path

import environ
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy
from redis.backoff import NoBackoff
from redis.retry import Retry

from movie_backend import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

environ.Env.read_env(BASE_DIR / ".env")
env = environment.read(os.environ)

# The newest release: headings of CHANGELOG.md are "## 1.2.3 - 2026-01-31" or "## Unreleased".
VERSION = re.findall(r"^## (\d\S*)", (BASE_DIR / "CHANGELOG.md").read_text(), flags=re.M)[0]
DEBUG = env["DEBUG"]


def development_key() -> str:
    """A key that is generated once and stored, so that logins survive a restart."""
    file = VAR_DIR / "secret_key"
    if not file.exists():
        VAR_DIR.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text()


SECRET_KEY = env["DJANGO_SECRET_KEY"] or development_key()
SECRET_KEY_FALLBACKS = env["DJANGO_SECRET_KEY_FALLBACKS"]
ALLOWED_HOSTS = env["ALLOWED_HOSTS"]
PORT = env["PORT"]
WEB_CONCURRENCY = env["WEB_CONCURRENCY"]
WEB_THREADS = env["WEB_THREADS"]
# The server cuts off a request whose headers take longer, or whose body pauses for longer (seconds).
BODY_TIMEOUT = env["BODY_TIMEOUT_SECONDS"]
# Bytes: the largest upload of an import, and what multipart adds to it. Larger bodies are refused unread.
BODY_MAX_SIZE = 22 * 1024 * 1024

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "apps.users.admin_config.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "corsheaders",
    "csp",
    "rest_framework",
    "rest_framework_simplejwt",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "apps.core",
    "apps.movies",
    "apps.users",
    "apps.favorites",
    "apps.recommendations",
]

MIDDLEWARE = [
    "apps.core.http.client_address.ClientAddressMiddleware",
    "apps.core.http.middleware.RequestIdMiddleware",
    "apps.users.middleware.ClientMiddleware",
    "apps.core.observability.access_log.AccessLogMiddleware",
    "apps.core.http.middleware.RefuseMethodMiddleware",
    "apps.core.http.middleware.RefuseBodyMiddleware",
    "apps.core.http.throttling.RateLimitMiddleware",
    "apps.core.http.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "apps.core.http.page_middleware.PageSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "apps.core.http.middleware.ApiConditionalGetMiddleware",
    "apps.core.http.middleware.RejectNullBytesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "apps.core.http.page_middleware.PageAuthenticationMiddleware",
    "apps.core.http.page_middleware.PageMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.http.absolute_urls.AbsoluteUrlMiddleware",
]

ROOT_URLCONF = "movie_backend.urls"
WSGI_APPLICATION = "movie_backend.wsgi.application"
TEST_RUNNER = "movie_backend.test_runner.PytestRunner"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "apps/core/templates"],  # before templates of the same name of the admin's theme
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database. SQLite waits for a busy writer and takes the write lock at BEGIN, so that two
# read-then-write transactions queue up instead of failing.
DATABASES = {"default": env["DATABASE_URL"]}
DATABASES["default"]["CONN_MAX_AGE"] = env["DATABASE_CONN_MAX_AGE"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]  # an absolute path stays as it is
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"
        ),
    }
    # Tests of races need a file, because connections to one database in memory fail instead of waiting; each
    # run has its own.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / f"test-{os.getpid()}.sqlite3"}
else:
    DATABASES["default"]["ENGINE"] = "apps.core.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that accepts and never answers is noticed within these times (seconds, tcp_user_timeout milliseconds).
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 4,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
    } | DATABASES["default"].get("OPTIONS", {})

# Of the web processes only (apps/core/http/wsgi.py): a request fails with a 503 instead of holding a thread. Commands and
# workers may take their time.
STATEMENT_SECONDS = 15
QUERY_HANG_SECONDS = STATEMENT_SECONDS + 2  # PostgreSQL itself should have ended the query by then
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # An import of 20,000 rows is one transaction of 5 to 10 s, and there is only one writer: others wait for it.
    WEB_DATABASE_OPTIONS: dict[str, object] = {"timeout": STATEMENT_SECONDS}
else:
    limits = {
        "statement_timeout": STATEMENT_SECONDS * 1000,
        "lock_timeout": 5_000,
        "idle_in_transaction_session_timeout": 60_000,
    }
    own = DATABASES["default"]["OPTIONS"].get("options", "")  # of DATABASE_URL: stated last, it wins
    timeouts = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in limits.items())
    WEB_DATABASE_OPTIONS = {"options": f"{timeouts} {own}".strip()}

# Cache. Redis that is down or slow must never fail a request: short timeouts, errors swallowed and counted.
REDIS_URL = env["REDIS_URL"]
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "apps.core.caching.backend.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "movies",
            "OPTIONS": {
                "SOCKET_CONNECT_TIMEOUT": 0.25,
                "SOCKET_TIMEOUT": 0.25,
                # One retry without delay: Redis may have closed a connection of the pool.
                "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 1)},
            },
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

# Responses of the catalogue that each process holds in memory (apps/core/http/response_cache.py). 0: none.
RESPONSE_CACHE_BYTES = env["RESPONSE_CACHE_MB"] * 1024**2
SHARED_DIR = env["SHARED_DIR"]

# Accounts.
AUTH_USER_MODEL = "users.User"
PASSWORD_HASHERS = ["apps.users.hashers.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=env["ACCESS_TOKEN_MINUTES"]),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=env["REFRESH_TOKEN_DAYS"]),
    "CHECK_REVOKE_TOKEN": True,
}
LOGIN_MAX_DAYS = env["LOGIN_MAX_DAYS"]
AUDIT_DAYS = env["AUDIT_DAYS"]
STAFF_SECOND_FACTOR = env["STAFF_SECOND_FACTOR"]

# API.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.users.authentication.PersonalTokenAuthentication",
        "apps.users.authentication.LoginAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_METADATA_CLASS": "apps.core.http.metadata.AllowedMethods",
    "DEFAULT_RENDERER_CLASSES": ["apps.core.http.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.http.parsers.StorableJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.http.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "apps.core.http.filters.SearchFilter",
        "apps.core.http.filters.TotalOrderingFilter",
    ],
    "DEFAULT_THROTTLE_CLASSES": [
        "apps.core.http.throttling.AnonThrottle",
        "apps.core.http.throttling.PublicThrottle",
        "apps.core.http.throttling.UserThrottle",
        "apps.core.http.throttling.PersonalTokenThrottle",
    ],
    "DEFAULT_SCHEMA_CLASS": "apps.core.http.operation_schema.ApiSchema",
    "NUM_PROXIES": 0,  # REMOTE_ADDR is the client's address (TRUSTED_PROXIES)
    "EXCEPTION_HANDLER": "apps.core.http.exceptions.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
THROTTLES = env["THROTTLES"]
THROTTLE_RATES = {
    "anon": env["THROTTLE_ANON"],
    "public": env["THROTTLE_PUBLIC"],
    "user": env["THROTTLE_USER"],
    "login": env["THROTTLE_LOGIN"],
    "refresh": env["THROTTLE_REFRESH"],
    "password_reset": env["THROTTLE_PASSWORD_RESET"],
    "register": env["THROTTLE_REGISTER"],
    "email_change": env["THROTTLE_EMAIL_CHANGE"],
    "personal_token": env["THROTTLE_PERSONAL_TOKEN"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Movie Backend API",
    "DESCRIPTION": (
        "Browse and search a movie catalogue, store what users do with movies, and recommend with reasons."
    ),
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "ReportStatusEnum": "apps.favorites.models.ReviewReport.Status",
        "ImportResultEnum": "apps.favorites.serializers.imports.RESULTS",
        "PlaylistAddResultEnum": "apps.favorites.serializers.playlists.ADD_RESULTS",
        "ImportStatusEnum": "apps.favorites.models.ImportJob.Status",
        "SyncRunStatusEnum": "apps.movies.models.SyncRun.Status",
        "MovieStatusEnum": "apps.movies.serializers.words.STATUSES",
        "DepartmentEnum": "apps.movies.serializers.words.DEPARTMENTS",
        "RoleEnum": "apps.users.services.roles.ROLE_NAMES",
        "CreditKindEnum": "apps.movies.models.Credit.Kind",
        "SuggestionKindEnum": "apps.movies.serializers.suggest.KINDS",
        "VoteEnum": "apps.recommendations.models.GroupVote.Vote",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.http.schema.allow_empty_texts",
        "apps.core.http.schema.merge_empty_enums",
        "apps.core.http.schema.group_operations",
        "apps.core.http.schema.without_docstrings",
        "apps.core.http.schema.complete_responses",
        "apps.core.http.schema.add_response_parameters",
        "apps.core.http.schema.require_bodies",
        "apps.core.http.schema.share_errors",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # As JavaScript, because it names our plugin (core/static/core/swagger-plugin.js).
    "SWAGGER_UI_SETTINGS": "{persistAuthorization: true, displayRequestDuration: true, filter: true, plugins: [ReadersPlugin]}",
}
CORS_ALLOWED_ORIGINS = env["CORS_ALLOWED_ORIGINS"]
CORS_ALLOW_CREDENTIALS = True  # cookie mode; the origins are a list, never a wildcard
CORS_ALLOW_HEADERS = [
    *default_headers,
    "idempotency-key",
    "if-none-match",
    "x-auth-mode",
    "x-request-id",
    "x-timezone",
]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Data-Source",
    "X-Request-ID",
    "X-Trending-Basis",
]

# Admin.
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
UNFOLD = {
    "SITE_TITLE": "Movie Backend",
    "SITE_HEADER": "Movie Backend",
    "SITE_SUBHEADER": f"Version {VERSION}",
    "SITE_SYMBOL": "movie",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "apps.core.admin.dashboard.icon"}],
    "STYLES": ["apps.core.admin.dashboard.stylesheet"],
    "SCRIPTS": ["apps.core.admin.dashboard.script"],
    "DASHBOARD_CALLBACK": "apps.core.admin.dashboard.dashboard",
    "ACCOUNT": {"navigation": [{"title": "Second factor", "link": reverse_lazy("admin:second_factor")}]},
    "SIDEBAR": {
        "navigation": "apps.core.admin.navigation.sidebar",
        "show_search": True,
        "show_all_applications": True,
    },
}
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"  # one alone; CsvImport asks for add as well
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# TMDb.
TMDB_API_KEY = env["TMDB_API_KEY"]
TMDB_API_BASE_URL = env["TMDB_API_BASE_URL"]
TMDB_IMAGE_BASE_URL = env["TMDB_IMAGE_BASE_URL"]
TMDB_LANGUAGE = env["TMDB_LANGUAGE"]
TMDB_REGION = env["TMDB_REGION"]

# Search by meaning: a folder with a model, or its name at the Hugging Face hub.
MEANING_MODEL = env["MEANING_MODEL"]

# Jobs. Without a broker a task runs in the calling process, and `manage.py run_jobs` (cron) replaces beat.
CELERY_BROKER_URL = env["CELERY_BROKER_URL"]
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
# Without a broker, emails are sent by a background thread. Off: before the response, whose duration reveals accounts.
TASKS_IN_THREADS = env["TASKS_IN_THREADS"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a task whose worker dies is run by another: all tasks are idempotent
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below formats the lines
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_SCHEDULE = {
    "run-due-jobs": {"task": "apps.core.tasks.run_due_jobs", "schedule": 60.0, "options": {"expires": 60}},
}

# Where the recommender learns: in the process that trains, or on a Spark cluster (requirements-spark.txt).
RECOMMENDER_TRAINER = env["RECOMMENDER_TRAINER"]
RECOMMENDER_EXPLORATION = env["RECOMMENDER_EXPLORATION"]
EXPOSURE_DAYS = env["EXPOSURE_DAYS"]

# Security. HTTPS is expected as soon as DEBUG is off; HTTPS=off serves plain HTTP (a trial inside a network).
HTTPS = env["HTTPS"]
# Proxies whose X-Forwarded-For and X-Forwarded-Proto are used, as addresses and networks. From others
# ClientAddressMiddleware removes these headers, which makes the next line safe.
TRUSTED_PROXIES = env["TRUSTED_PROXIES"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env["HSTS_SECONDS"] if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env["HSTS_INCLUDE_SUBDOMAINS"]
SECURE_HSTS_PRELOAD = HTTPS and env["HSTS_PRELOAD"]
# Django warns while HSTS leaves out subdomains or preload: whether these serve HTTPS is the operator's knowledge.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = env["CSRF_TRUSTED_ORIGINS"]
CSRF_FAILURE_VIEW = "apps.core.http.views.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "https://image.tmdb.org"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Words and time.
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Files.
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
if DEBUG:  # files are then found in the apps, so WhiteNoise need not miss the collected ones
    warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)
MEDIA_ROOT = BASE_DIR / env["MEDIA_ROOT"]  # an absolute path stays as it is
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Emails are printed until a server is configured.
vars().update(env["EMAIL_URL"])
DEFAULT_FROM_EMAIL = env["DEFAULT_FROM_EMAIL"]
EMAIL_TIMEOUT = 10
EMAIL_VERIFICATION = env["EMAIL_VERIFICATION"]
FRONTEND_URL = env["FRONTEND_URL"]
PASSWORD_RESET_TIMEOUT = env["PASSWORD_RESET_TIMEOUT_HOURS"] * 3600
EMAIL_REVERT_DAYS = env["EMAIL_REVERT_DAYS"]

# Logs: JSON lines in production, plain ones in development; nothing personal.
LOG_LEVEL = env["LOG_LEVEL"]
LOG_FORMAT = env["LOG_FORMAT"]
PLAIN_LINE = "{asctime} {levelname} {name} [{request_id}] {message}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "apps.core.http.middleware.RequestIdFilter"},
        "only_exceptions": {"()": "apps.core.observability.log_formatters.OnlyExceptions"},
    },
    "formatters": {
        "development": {
            "()": "apps.core.observability.log_formatters.DevelopmentFormatter",
            "format": PLAIN_LINE,
            "style": "{",
        },
        "plain": {
            "()": "apps.core.observability.log_formatters.PlainFormatter",
            "format": PLAIN_LINE,
            "style": "{",
        },
        "json": {
            "()": "apps.core.observability.log_formatters.JsonFormatter",
            "fmt": "{asctime}{levelname}{name}{message}{request_id}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "development" if DEBUG and LOG_FORMAT == "plain" else LOG_FORMAT,
            "filters": ["request_id"],
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        # Their lines contain whole URLs, and movies.access logs every request.
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"filters": ["only_exceptions"]},
        "django.security": {"level": "CRITICAL"},  # every bad Host header; the access log has the request
        "py4j": {"level": "WARNING"},  # logs every connection to Spark
    },
}
logging.captureWarnings(True)

METRICS = env["METRICS"]
METRICS_TOKEN = env["METRICS_TOKEN"]
WORKER_METRICS_PORT = env["WORKER_METRICS_PORT"]

SENTRY_DSN = env["SENTRY_DSN"]
if SENTRY_DSN:
    import sentry_sdk  # a fifth of a second that nobody else should wait for

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        release=VERSION,
        environment=env["SENTRY_ENVIRONMENT"],
        traces_sample_rate=env["SENTRY_TRACES_SAMPLE_RATE"],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
    )
