"""Django settings. Everything that differs between installations comes from the environment.

`jinlin up` fills these variables for the bundled database and the demo; a real installation sets
`DATABASE_URL`, `JINLIN_SECRET_KEY`, `JINLIN_MASTER_KEY` and `JINLIN_HOSTS` itself.
"""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path

from jinlin.project.address import PublicAddress
from jinlin.project.database import django_database
from jinlin.project.keys import from_environment
from jinlin.project.logs import logging_of
from jinlin.project.places import data_folder
from jinlin.project.proxies import Proxies
from jinlin.web import bundle
from jinlin.web.account.provider import provider_of

DEMO = os.environ.get("JINLIN_DEMO") == "1"
DATA_FOLDER = data_folder()
SECRET_KEY, JINLIN_MASTER_KEY = from_environment()
JINLIN_FORMER_MASTER_KEY = os.environ.get("JINLIN_FORMER_MASTER_KEY", "")
JINLIN_ADDRESS = os.environ.get("JINLIN_ADDRESS", "")
PUBLIC = PublicAddress.read(JINLIN_ADDRESS)
PROXIES = Proxies.read(os.environ.get("JINLIN_PROXIES", ""))
ALLOWED_HOSTS = PUBLIC.hosts(os.environ.get("JINLIN_HOSTS", ""))
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",  # allauth's pages of passkeys count the days with it
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jinlin.project",
    "jinlin.web",  # before ninja and allauth: their pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ninja",
    "procrastinate.contrib.django",
    "jinlin.kernel.journal",
    "jinlin.kernel.alarms",
    "jinlin.kernel.registry",
    "jinlin.kernel.rules",
    "jinlin.kernel.cases",
    "jinlin.instruments.documents",
    "jinlin.instruments.ledger",
    "jinlin.instruments.payouts",
    "jinlin.instruments.messages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jinlin.web.headers.headers",
    "jinlin.project.vitals.door.door",  # before whatever needs a session, the database or a host's name
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jinlin.web.headers.CompressedScreens",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jinlin.web.language.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jinlin.web.portal.receipts.gone_on",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jinlin.web.troubles.Troubles",
    "jinlin.project.reading.ReadsElsewhere",
]
ROOT_URLCONF = "jinlin.project.urls"
WSGI_APPLICATION = "jinlin.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jinlin.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": django_database(os.environ.get("DATABASE_URL", ""))}
JINLIN_REPLICA = os.environ.get("JINLIN_REPLICA", "")
if JINLIN_REPLICA:
    DATABASES["replica"] = django_database(JINLIN_REPLICA)
# In the database, so that all processes count a guesser's attempts together.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": table,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }
    for name, table, entries in (
        ("default", "shared_cache", 1_000_000),  # who guesses many names must not push the counts out
        ("shown", "shown_cache", 300),
    )
}
AUTH_USER_MODEL = "registry.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served out of the packages themselves: nothing to collect at installation
WHITENOISE_IMMUTABLE_FILE_TEST = bundle.is_for_good
JINLIN_MAP_TILES = os.environ.get("JINLIN_MAP_TILES", "")

SESSION_COOKIE_AGE = 12 * 3600  # seconds: one working day, with its evening
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO  # a demo is on loopback and has no certificate
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = PUBLIC.origins
CSRF_FAILURE_VIEW = "jinlin.web.troubles.not_sent_from_here"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PUBLIC.is_https and not DEMO else 0
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "jinlin.web.account.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False  # user names are lower case; whoever types LIN means lin
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, always: nobody is asked
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end all the same, this one goes on
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds; then passkeys and codes want the password again
# Guesses of passwords and codes are counted by `registry.attempts`, for screens and interfaces together.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_FORMS = {"change_password": "jinlin.web.account.forms.NewPassword"}
MFA_FORMS = {
    "authenticate": "jinlin.web.account.forms.SecondFactor",
    "reauthenticate": "jinlin.web.account.forms.SecondFactorAgain",
}
ACCOUNT_USER_DISPLAY = "jinlin.web.account.adapter.display"
MFA_ADAPTER = "jinlin.web.account.adapter.SecondFactors"
MFA_TOTP_ISSUER = "近邻 Jinlin"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # on loopback there is no certificate
OIDC = provider_of(os.environ)
USERSESSIONS_ADAPTER = "jinlin.web.account.adapter.Sessions"
SOCIALACCOUNT_ADAPTER = "jinlin.web.account.adapter.Identities"
SOCIALACCOUNT_PROVIDERS = OIDC.settings() if OIDC else {}

JINLIN_PACKS = [Path(one) for one in os.environ.get("JINLIN_PACKS", "").split(os.pathsep) if one]
JINLIN_PACKS_MAY_COMPUTE = os.environ.get("JINLIN_PACKS_MAY_COMPUTE") == "1"
JINLIN_MESSAGE_WEBHOOK = os.environ.get("JINLIN_MESSAGE_WEBHOOK", "")
JINLIN_MESSAGE_WEBHOOK_KEY = os.environ.get("JINLIN_MESSAGE_WEBHOOK_KEY", "")
JINLIN_SEAL_FOLDER = os.environ.get("JINLIN_SEAL_FOLDER", "")
JINLIN_SEAL_WEBHOOK = os.environ.get("JINLIN_SEAL_WEBHOOK", "")
JINLIN_SIGNER = os.environ.get("JINLIN_SIGNER", "")
JINLIN_SIGNER_SECRET = os.environ.get("JINLIN_SIGNER_SECRET", "")
JINLIN_TSA = os.environ.get("JINLIN_TSA", "")
JINLIN_BACKUPS = Path(os.environ["JINLIN_BACKUPS"]) if os.environ.get("JINLIN_BACKUPS") else None
JINLIN_FONTS = os.environ.get("JINLIN_FONTS", "")
JINLIN_METRICS_TOKEN = os.environ.get("JINLIN_METRICS_TOKEN", "")
JINLIN_METRICS_FROM = [ip_network(one) for one in os.environ.get("JINLIN_METRICS_FROM", "").split(",") if one]
DEMO_SIGNS = DEMO  # documents that say plainly that they are a demo's, by a key that says so too

PROCRASTINATE_IMPORT_PATHS = ["jinlin.project.timetable"]

LOGGING = logging_of(os.environ.get("JINLIN_LOG", ""))
