"""What must go on without anybody: the worker's rounds, and the seals that leave the house."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from jinlin.kernel.journal import selectors as journal
from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.project.doctor.findings import Finding, advice, fault
from jinlin.project.vitals import beats

MOST_BEHIND = 2  # seals: one is made an hour, and a place outside gets it within a minute
_SEALS = Words(zh="见 docs/how-to/verify-seal-prove.md", en="See docs/how-to/verify-seal-prove.md")


def worker() -> Iterator[Finding]:
    """Every part of a worker has done a round lately, on whichever machine."""
    silent = beats.silent(beats.seen(), clock.now())
    if silent:
        listed = ", ".join(silent)
        yield fault(
            f"后台任务没有动静：{listed}；提醒不响，消息不发，日志不封存",
            f"The worker is silent ({listed}): no alarm rings, no message is sent, nothing is sealed",
            helps=Words(
                zh="启动 jinlin worker，或查看它的日志", en="Start jinlin worker, or see what its log says"
            ),
        )


def seal_copies() -> Iterator[Finding]:
    """The seals leave the house, and each place outside has the newest: who rewrites everything here cannot
    rewrite those."""
    places = {"folder": settings.JINLIN_SEAL_FOLDER, "webhook": settings.JINLIN_SEAL_WEBHOOK}
    named = {sink: place for sink, place in places.items() if place}
    if not named:
        yield advice(
            "没有把封存送到别处：谁能改写这里的一切，也就能改写封存",
            "No seal leaves the house: whoever can rewrite everything here can rewrite the seals too",
            helps=Words(
                zh="设置 JINLIN_SEAL_FOLDER 或 JINLIN_SEAL_WEBHOOK",
                en="Set JINLIN_SEAL_FOLDER or JINLIN_SEAL_WEBHOOK",
            ),
        )
    health = journal.seal_health()
    copies = {one.sink: one for one in health.copies}
    for sink, place in named.items():
        found = copies.get(sink)
        behind, trouble = (found.behind, found.trouble) if found else (health.number, "")
        if trouble or behind > MOST_BEHIND or (found is None and health.number):
            yield fault(
                f"封存没有送到 {place}：还差 {behind} 份。{trouble}",
                f"Seals do not get to {place}: {behind} are missing there. {trouble}",
                helps=_SEALS,
            )
