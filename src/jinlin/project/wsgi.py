"""The application, and what granian serves of it. It refuses to start on secrets that must not serve."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jinlin.project.database import THREADS, Part, this_is
from jinlin.project.installation import refuse_unsafe
from jinlin.project.places import data_folder
from jinlin.project.proxies import Application, behind
from jinlin.project.rsgi import Served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jinlin.project.settings")
this_is(Part.SERVER)
refuse_unsafe(data_folder())
application: Application = behind(settings.PROXIES, get_wsgi_application())
served = Served(application, THREADS)
