"""Which versions of a pack were in force here. An older folder, on a machine that was forgotten, must not put
the older version in force again."""

from __future__ import annotations

import json

from jinlin.kernel.cases.selectors import superseded
from jinlin.kernel.journal import actions, selectors
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.packkit.pack import Pack

STREAM = "pack/"
MOST = 1000  # versions that are remembered


def refuse_older(pack: Pack) -> None:
    """Raise `Unready` for a version that a newer one has superseded. Where no version of the pack is known,
    its definitions tell, which are kept for ever."""
    versions = _versions(pack)
    if pack.digest in versions[:1]:
        return
    if pack.digest in versions or superseded(one.digest for one in pack.definitions.values()):
        raise Unready(
            f"机制“{pack.name}”的文件夹是旧版本，已被新版本取代，没有装入",
            f"The folder of the pack '{pack.name}' holds an older version, which a newer one has "
            "superseded here: it was not installed",
            help=Words(
                zh=f"请换上新的文件夹；确要退回旧版本时，运行 jinlin migrate --back {pack.name}。",
                en=f"Bring the newer folder; if the older is meant, run jinlin migrate --back {pack.name}.",
            ),
        )


def remember(pack: Pack) -> bool:
    """Note that this version is in force from now on; whether that is news."""
    if pack.digest in _versions(pack)[:1]:
        return False
    facts = {"digest": pack.digest}
    actions.append([Entry(f"{STREAM}{pack.name}", "installed", SYSTEM.label, clock.now(), facts)])
    return True


def _versions(pack: Pack) -> list[str]:
    """The digests of the versions that were in force, the newest first."""
    told = selectors.newest(f"{STREAM}{pack.name}", limit=MOST)
    return [json.loads(one.facts)["digest"] for one in told]
