"""What the user of the database that serves may do, which is less than the owner of the tables may.

Every table of a model is named by the models themselves; here stands what is unlike the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from jinlin.lib.errors import NotFound, Unready
from jinlin.lib.words import Words
from jinlin.project import owner

READ = ("SELECT",)
GROW = (*READ, "INSERT")
CHANGE = (*GROW, "UPDATE")
FORGET = (*CHANGE, "DELETE")
RIGHTS: Mapping[str, tuple[str, ...]] = {
    "journal_seal": GROW,
    "journal_installation": (*READ, "UPDATE (unsealed_since, seal_trouble)"),
    "ledger_commodity": (*GROW, "UPDATE (zh, en)"),
    "case_definition": (*GROW, "UPDATE (current, installed_at)"),
    "payout_allocation": GROW,
    "payout_bank_file": GROW,
    "payout_bank_form": GROW,
    "payout_bank_form_part": GROW,
    "payout_receipt": GROW,
} | dict.fromkeys(
    (
        "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations",
        "registry_person_groups", "registry_person_user_permissions", "socialaccount_socialapp",
    ),
    READ,
) | dict.fromkeys(
    (
        "alarm", "beat", "case_finder", "case_wording", "django_session", "ledger_chart", "message_message",
        "message_template", "mfa_authenticator", "payout_upload", "payout_upload_part",
        "procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers",
        "procrastinate_workers", "registry_calendar_hours", "registry_counter", "registry_register_entry",
        "registry_saved_view", "shared_cache", "shown_cache", "socialaccount_socialaccount",
        "socialaccount_socialtoken", "usersessions_usersession",
    ),
    FORGET,
)  # fmt: skip
"""By table; what is not named is read, grows and changes, and loses nothing."""
NUMBERED = ("journal_event", "ledger_transfer")
"""They only grow, and the database says by `position` in which order: nobody else does."""

_BECOMES = "SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s"
_WHERE = """
    SELECT schemaname, tableowner FROM pg_tables
    WHERE schemaname = current_schema() AND tablename = 'journal_event'
"""
_SERVE = """
    SELECT DISTINCT grantee FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name = 'journal_seal' AND privilege_type = 'INSERT'
      AND grantee <> grantor
"""


def rights() -> Mapping[str, tuple[str, ...]]:
    """What is granted on each table that we have, by its name."""
    models = {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
    others = ("django_migrations", *(str(cache["LOCATION"]) for cache in settings.CACHES.values()))
    found = {table: RIGHTS.get(table, CHANGE) for table in sorted({*models, *others})}
    return found | {table: (*READ, _insert(models[table])) for table in NUMBERED}


def _insert(model: type[Model]) -> str:
    columns = (one.attname for one in model._meta.concrete_fields if one.attname != "position")
    return f"INSERT ({', '.join(columns)})"


def statements(user: str) -> Iterator[str]:
    """The SQL, for the owner, after which `user` may do what whoever serves must, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(_WHERE)
        schema, owns = cursor.fetchone()
    known = {"schema": sql.Identifier(schema), "user": sql.Identifier(user), "owner": sql.Identifier(owns)}
    for one in _TAKE_ALL:
        yield sql.SQL(one).format(**known).as_string()
    for table, verbs in rights().items():
        named = known | {"rights": sql.SQL(", ".join(verbs)), "table": sql.Identifier(schema, table)}
        yield sql.SQL("GRANT {rights} ON {table} TO {user}").format(**named).as_string()
    for one in _GIVE:
        yield sql.SQL(one).format(**known).as_string()


def give(user: str) -> None:
    """Let `user` serve, and nothing besides. NotFound if there is none; Unready if it is the owner itself, or
    may become it."""
    owner.refuse_others("jinlin grants")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BECOMES, [user])
        found = cursor.fetchone()
        if found is None:
            raise NotFound(
                f"数据库里没有用户“{user}”",
                f"The database has no user '{user}'",
                help=Words(
                    zh="请先用 createuser --pwprompt 建立。", en="Make it first, with createuser --pwprompt."
                ),
            )
        if found[0]:
            raise Unready(
                f"数据库用户“{user}”就是所有者或超级用户，限制不了它",
                f"The database user '{user}' is the owner or a superuser: nothing can be kept from it",
            )
        for statement in statements(user):
            cursor.execute(statement)


def renew() -> None:
    """Whoever serves may do so in the tables of this release too."""
    with connection.cursor() as cursor:
        cursor.execute(_SERVE)
        users = [user for (user,) in cursor.fetchall()]
    for user in users:
        give(user)


_TAKE_ALL = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {user}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {user}",
    "REVOKE CREATE ON SCHEMA {schema} FROM {user}, PUBLIC",
    "GRANT USAGE ON SCHEMA {schema} TO {user}",
)
_GIVE = (
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {user}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {user}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {user}",
)
"""Sequences that the owner makes later, for the numbers of another year, are opened as they are made."""
