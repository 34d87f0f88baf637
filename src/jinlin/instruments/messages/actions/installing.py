"""Bringing in the texts of a pack."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.instruments.messages.models import Template
from jinlin.kernel.registry import actions as registry
from jinlin.lib.words import Words


def install_templates(pack: str, texts: Mapping[str, Words]) -> bool:
    """Make the texts of a pack those of `texts`; whether anything changed."""
    wanted = {f"{pack}/{name}": words for name, words in texts.items()}
    with registry.changing():
        mine = Template.objects.filter(key__startswith=f"{pack}/")
        known = {one.key: Words(zh=one.zh, en=one.en) for one in mine}
        if known == wanted:
            return False
        mine.exclude(key__in=wanted).delete()
        Template.objects.bulk_create(
            [Template(key=key, zh=words.zh, en=words.en) for key, words in wanted.items()],
            update_conflicts=True, unique_fields=["key"], update_fields=["zh", "en"],
        )  # fmt: skip
        registry.bump()
    return True
