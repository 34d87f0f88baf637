"""Making the checks, and telling what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from jinlin.lib.errors import Problem
from jinlin.lib.words import Words
from jinlin.project.doctor.checks import CHECKS
from jinlin.project.doctor.findings import Check, Finding, Grade, fault

NAMES = {Grade.FAULT: Words(zh="须改", en="fault"), Grade.ADVICE: Words(zh="建议", en="advice")}
COLOURS = {Grade.FAULT: "red", Grade.ADVICE: "yellow"}


def examine(checks: Sequence[Check] = CHECKS) -> Iterator[tuple[str, Finding]]:
    """Each finding with the name of its check. A check that could not look is a finding too."""
    for check in checks:
        try:
            for found in check():
                yield name_of(check), found
        except Exception as trouble:  # one blind check must not hide what the others see
            yield name_of(check), _blind(trouble)


def name_of(check: Check) -> str:
    """As the command and the documentation name it: `database-user`."""
    return check.__name__.replace("_", "-")


def tell(found: Sequence[tuple[str, Finding]]) -> bool:
    """Print the findings; whether there is a fault among them."""
    for name, one in found:
        click.secho(f"[{NAMES[one.grade]}] {name}: {one.says}", fg=COLOURS[one.grade])
        click.echo(f"    {one.helps}")
    faults = sum(one.grade == Grade.FAULT for _, one in found)
    click.echo(
        f"检查 {len(CHECKS)} 项：须改 {faults}，建议 {len(found) - faults} / "
        f"{len(CHECKS)} checks: {faults} faults, {len(found) - faults} advices"
    )
    return faults > 0


def _blind(trouble: Exception) -> Finding:
    say = trouble.say if isinstance(trouble, Problem) else Words(zh=str(trouble), en=str(trouble))
    return fault(
        f"这一项没能检查：{say.zh}",
        f"This could not be looked at: {say.en}",
        helps=Words(zh="排除上述原因后再查一次", en="Mend what is named and look again"),
    )
