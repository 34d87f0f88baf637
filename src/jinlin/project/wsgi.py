"""The application that granian serves. It refuses to start on secrets that must not serve."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from jinlin.project.keys import from_environment, refuse_unsafe
from jinlin.project.places import data_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jinlin.project.settings")
refuse_unsafe(from_environment(), demo=os.environ.get("JINLIN_DEMO") == "1", data=data_folder())
application = get_wsgi_application()
