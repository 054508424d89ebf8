"""Django settings. Everything an installation may choose is in environment.py."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from trialhead.website.environment import read_environment

ENVIRONMENT = read_environment()
ROOT = Path(__file__).parents[1]

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.hosts
TRIALHEAD_HOME = ENVIRONMENT.home
TRIALHEAD_ADDRESS = ENVIRONMENT.address
TRIALHEAD_KEYS = ENVIRONMENT.keys
TRIALHEAD_MAIL = ENVIRONMENT.mail
TRIALHEAD_MAIL_FROM = ENVIRONMENT.mail_from
TRIALHEAD_OPERATOR = ENVIRONMENT.operator
TRIALHEAD_REDIS = ENVIRONMENT.redis
TRIALHEAD_ANSWER_DAYS = ENVIRONMENT.answer_days
TRIALHEAD_SMS = ENVIRONMENT.sms
TRIALHEAD_MODEL_ADDRESS = ENVIRONMENT.model_address
TRIALHEAD_MODEL = ENVIRONMENT.model
TRIALHEAD_MODEL_KEY = ENVIRONMENT.model_key

ROOT_URLCONF = "trialhead.website.urls"
WSGI_APPLICATION = "trialhead.website.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "trialhead.portal.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "trialhead.portal.design",
    "trialhead.portal.privacy",
    "trialhead.portal.switches",
    "trialhead.portal.notifications",
    "trialhead.portal.studies",
    "trialhead.portal.prescreen",
    "trialhead.portal.contact",
    "trialhead.portal.alerts",
    "trialhead.portal.notes",
    "trialhead.portal.teams",
    "trialhead.portal.desk",
    "trialhead.portal.operations",
    "trialhead.portal.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "trialhead.portal.accounts.sessions.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "trialhead.portal.design.errors.ExplainErrorsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trialhead.portal.accounts.door.Door",
    "trialhead.portal.accounts.door.track_sessions",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "trialhead.portal.accounts.context.team",
                "trialhead.portal.design.context.page",
                "trialhead.portal.switches.offers.context",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # What is erased, or sealed anew, is written over in the file as well.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA secure_delete=ON;",
        "transaction_mode": "IMMEDIATE",  # a writer waits at its start, never fails half way
        "timeout": 30,
    }

CACHES = {
    # The account library's: how often somebody tried to sign in holds in every process.
    "default": {"BACKEND": "trialhead.portal.accounts.shared_memory.SharedMemory"},
    # Rendered study pages, compressed (about 10 KB each), in each process; a key names the change
    # of the record it shows.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh-hans", _("Simplified Chinese")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [ROOT / "portal" / "locale"]
FORMAT_MODULE_PATH = "trialhead.website.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = TRIALHEAD_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# No page asks anything of another site, no other site may frame a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "trialhead.portal.design.errors.form_refused"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address] if ENVIRONMENT.address else []

# Team accounts. The session's cookie goes to the team's pages only; people who look for a study
# never get one. Accounts are made by invitation.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "teams:home"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "trialhead.portal.accounts.sessions"
SESSION_COOKIE_PATH = "/team/"
SESSION_COOKIE_AGE = 24 * 3600
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ACCOUNT_ADAPTER = "trialhead.portal.teams.adapter.TeamAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = None
MFA_ADAPTER = "trialhead.portal.accounts.second_factor.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = True

# A search address holds words that can tell of an illness: no line logs a query. Defects are
# logged with their path and traceback, which hold none.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"redacting": {"()": "trialhead.portal.privacy.redaction.Redacting"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "redacting"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "CRITICAL"},
        "trialhead": {"level": "INFO"},
    },
}
