"""The demo city: a made-up county with accounts whose tokens are printed for everybody to use."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import ProgrammingError

from jinlin.instruments.documents.signing.demo import demo_seal
from jinlin.kernel.registry import actions, selectors
from jinlin.lib.errors import NotSignedIn, Unready
from jinlin.packkit import demo
from jinlin.project.announce import DEMO_TOKENS, Account

CODE_BEGINS = "DEMO-"
LABEL = "demo"
DAYS = 366


def install(data: Path) -> list[Account]:
    """Put the demo city into the registry, unless it is there; its accounts, each with a token that works."""
    actions.install_areas(demo.rows("areas"))
    actions.install_grid(json.loads((demo.FOLDER / "grid.geojson").read_text()))
    actions.install_organisations(demo.rows("organisations"))
    actions.install_people(demo.rows("people"))
    actions.install_offices(demo.rows("offices"))
    demo_seal(data / "keys")
    tokens = _tokens(data / DEMO_TOKENS, [row["username"] for row in demo.rows("people")])
    return [_account(username, token) for username, token in tokens.items()]


def check_database(*, demo: bool) -> None:
    """`Unready` where a database that holds the demo city would serve in earnest, since its tokens are known,
    or the demo city would be put among real people."""
    try:
        units = selectors.world().organisations()
    except ProgrammingError:
        return  # nothing is installed there yet
    holds_demo = any(one.code.startswith(CODE_BEGINS) for one in units)
    if demo and units and not holds_demo:
        raise Unready(
            "数据库里是正式安装，不能装入演示城市；请加 --no-demo，或换空的数据库",
            "The database is a real installation, and the demo city is not put into it: "
            "say --no-demo, or take an empty database",
        )
    if holds_demo and not demo:
        raise Unready(
            "数据库里有演示城市及其公开的账号，不能用于正式安装；请换空的数据库（DATABASE_URL、JINLIN_DATA）",
            "The database holds the demo city with its known accounts and cannot serve in earnest: "
            "take an empty one (DATABASE_URL or JINLIN_DATA)",
        )


def _tokens(path: Path, usernames: Sequence[str]) -> dict[str, str]:
    """The tokens of the last run where they still work, and new ones where they do not."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    tokens = {
        name: kept[name] if _works(kept.get(name, ""), name) else actions.issue_token(name, LABEL, days=DAYS)
        for name in usernames
    }
    if tokens != kept:
        _keep(path, tokens)
    return tokens


def _works(token: str, username: str) -> bool:
    try:
        return selectors.actor_by_token(token)[0].username == username
    except NotSignedIn:
        return False


def _keep(path: Path, tokens: Mapping[str, str]) -> None:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(tokens, file)


def _account(username: str, token: str) -> Account:
    actor = selectors.actor_of(username)
    offices = ", ".join(f"{post.role} @ {post.organisation}" for post in actor.posts)
    return Account(username, actor.name, offices, token)
