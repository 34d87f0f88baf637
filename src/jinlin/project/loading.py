"""What server and worker read before they begin, and then keep."""

from __future__ import annotations

import logging
import os

import psycopg
from django.db import DatabaseError, connection

from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry.selectors import world
from jinlin.lib.memory import keep_loaded
from jinlin.project.demo import check_database
from jinlin.project.installation import is_demo
from jinlin.project.pooling import refuse_shared_sessions

log = logging.getLogger(__name__)


def load_and_keep() -> None:
    """Read the registry and the definitions, and keep them with all the code that is loaded. `Unready` for a
    demo's database in earnest, or the other way round, and behind a pooler that shares sessions.

    From a database that does not answer yet they are read at the first request. No connection stays open, so
    that the process may split.
    """
    try:
        refuse_shared_sessions(os.environ.get("DATABASE_URL", ""))
        check_database(demo=is_demo())
        current_definitions(world().revision)
    except (DatabaseError, psycopg.OperationalError) as error:
        log.warning("the database does not answer as it should yet: %s", error)
    finally:
        connection.close()
    keep_loaded()
