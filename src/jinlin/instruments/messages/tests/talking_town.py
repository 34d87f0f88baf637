"""The small town of the cases room, whose reports say what becomes of them."""

from __future__ import annotations

from jinlin.instruments.messages import actions
from jinlin.kernel.cases.actions import install_definition, open_case
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import REPORT, RESIDENT, build_town
from jinlin.lib.words import Words

TEXTS = {
    "received": Words(
        zh="{number}“{title}”：{state}，请在{due}前等候", en="{number} '{title}': {state} by {due}"
    ),
    "assigned": Words(zh="{number}已交{holder}办理", en="{number} went to {holder}: {state}"),
}


def build_talking_town() -> None:
    """Install the town."""
    build_town()
    actions.install_templates("town", TEXTS)
    assign = REPORT["actions"]["assign"]
    said = {**assign, "does": [*assign["does"], {"send": {"template": "assigned", "to": "opener"}}]}
    talking = {
        **REPORT,
        "opens_with": [{"send": {"template": "received", "to": "opener"}}],
        "actions": {**REPORT["actions"], "assign": said},
    }
    install_definition(Definition.model_validate(talking))


def open_one(title: str = "A hole") -> Case:
    """Open a report; its opener is told that it was received."""
    return open_case("town/report", {"subject": title}, RESIDENT).case
