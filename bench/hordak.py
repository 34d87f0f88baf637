"""django-hordak beside our ledger: the same transfers, one at a time and in batches, in its own database.

A process of its own, because Django is set up once in a process. Reads a plan (JSON) from standard input and
prints transfers a second (JSON).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import apart

APPS = ("django.contrib.contenttypes", "django.contrib.auth", "mptt", "djmoney", "hordak")
DATABASE = "bench_hordak"
CURRENCY = "CNY"


def measure(single: int, batch: int) -> dict[str, Any]:
    """Transfers a second through `transfer_to`, and through Django's `bulk_create` of its models, beside our
    own database."""
    return apart.run("bench.hordak", single=single, batch=batch)


def work(single: int, batch: int) -> dict[str, float]:
    """Make the database, and measure."""
    _set_up(os.environ["DATABASE_URL"])
    from hordak.models import Account, AccountType
    from moneyed import Money

    bank = Account.objects.create(name="bank", code="1", type=AccountType.asset, currencies=[CURRENCY])
    owed = Account.objects.create(name="owed", code="2", type=AccountType.liability, currencies=[CURRENCY])
    amounts = [Money(100 + n, CURRENCY) for n in range(max(single, batch))]

    def one_at_a_time() -> None:
        for amount in amounts[:single]:
            owed.transfer_to(bank, amount)

    return {
        "hordak one at a time, a second": single / _seconds(one_at_a_time),
        "hordak in batches, a second": batch / _seconds(lambda: _in_bulk(owed, bank, amounts[:batch])),
    }


def _in_bulk(owed: Any, bank: Any, amounts: list[Any]) -> None:
    """What its users do with many: it has no action for them."""
    from django.db.transaction import atomic
    from hordak.models import Leg, Transaction

    with atomic():
        made = Transaction.objects.bulk_create([Transaction() for _ in amounts], batch_size=2000)
        pairs = zip(made, amounts, strict=True)
        legs = [leg for one, amount in pairs for leg in _legs(one, owed, bank, amount)]
        Leg.objects.bulk_create(legs, batch_size=2000)


def _legs(transaction: Any, owed: Any, bank: Any, amount: Any) -> tuple[Any, Any]:
    from hordak.models import Leg

    credit = Leg(transaction=transaction, account=owed, credit=amount)
    return credit, Leg(transaction=transaction, account=bank, debit=amount)


def _set_up(url: str) -> None:
    import django
    import psycopg
    from django.conf import settings
    from django.core.management import call_command

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        parts, password = connection.info.get_parameters(), connection.info.password
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": parts["user"],
        "PASSWORD": password,
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }
    settings.configure(
        INSTALLED_APPS=APPS,
        DATABASES={"default": database},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        HORDAK_CURRENCIES=[CURRENCY],
        HORDAK_INTERNAL_CURRENCY=CURRENCY,
        DEFAULT_CURRENCY=CURRENCY,
    )
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(work(**json.load(sys.stdin))))
