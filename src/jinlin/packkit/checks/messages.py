"""Messages: templates that are there, to somebody who is there, with placeholders that can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.messages import PLACEHOLDERS
from jinlin.packkit.unknown import meant, unknown

# Whom a message can go to besides the roles of the pack.
RECEIVERS = ("opener", "holder", "turn")
# Which params of `send` name a template.
TEMPLATES = frozenset({"template", "merged"})


def messages_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`send` names a template of messages.yaml, and `opener`, `holder`, `turn` or a role."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name != "send" or not isinstance(at.effect.params, dict):
                continue
            yield from _template_faults(draft, case, at)
            to = str(at.effect.params.get("to"))
            if to not in RECEIVERS and to not in definition.roles:
                place = case.tree.place(*at.params, "to")
                yield unknown(place, "receiver", to, [*RECEIVERS, *definition.roles])


def _template_faults(draft: Draft, case: Case, at: EffectAt) -> Iterator[Fault]:
    for key in TEMPLATES & at.effect.params.keys():
        template = str(at.effect.params[key])
        if template not in draft.messages and not draft.is_broken("messages.yaml"):
            zh, en = meant(template, draft.messages)
            yield fault(
                case.tree.place(*at.params, key),
                "unknown-template",
                f"messages.yaml 中没有“{template}”{zh}",
                f"messages.yaml has no `{template}`{en}",
            )


def placeholders_can_be_filled(draft: Draft, _: House) -> Iterator[Fault]:
    """A text names only what can be filled in, and the same in both languages."""
    for name, words in draft.messages.items():
        for language, text in (("zh", words.zh), ("en", words.en)):
            place = draft.place("messages.yaml", "messages", name, language)
            try:
                named = {field for _text, field, _spec, _how in Formatter().parse(text) if field is not None}
            except ValueError as error:
                yield fault(
                    place, "placeholder", f"花括号不成对：{error}", f"the braces do not pair: {error}"
                )
                continue
            for one in sorted(named - PLACEHOLDERS):
                zh, en = meant(one, PLACEHOLDERS)
                yield fault(
                    place,
                    "placeholder",
                    f"占位符 {{{one}}} 无法填写{zh}",
                    f"{{{one}}} cannot be filled in{en}",
                )
