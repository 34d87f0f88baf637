"""The OpenAPI document as it is committed, so that a change of the interface is seen in review.

`python -m jinlin.api.v1.snapshot > docs/reference/openapi.json` writes it anew.
"""

from __future__ import annotations

import json
import os
import sys

PREFIX = "api/v1/"


def text() -> str:
    """The document, as it stands in the file."""
    from jinlin.api.v1.api import api

    return json.dumps(api.get_openapi_schema(path_prefix=PREFIX), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Print the document."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jinlin.project.settings")
    django.setup()
    sys.stdout.write(text())


if __name__ == "__main__":
    main()
