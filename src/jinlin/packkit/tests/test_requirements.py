"""A pack is not installed where what it requires is not there."""

from __future__ import annotations

import pytest

from jinlin.lib.errors import Unready
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.requirements import refuse_unmet
from jinlin.packkit.tests.conftest import Workshop

OURS = 'requires: {jinlin: ">=0.2,<1"}'


@pytest.mark.parametrize(
    "requires", ['{jinlin: ">=0.2"}', '{jinlin: ">=0.2", packs: {lamp_repair: "~=0.1.0"}}']
)
def test_a_pack_whose_requirements_are_met_may_come(workshop: Workshop, requires: str) -> None:
    workshop.change("pack.yaml", OURS, f"requires: {requires}")
    refuse_unmet({"lamp_repair": compile_pack(workshop.folder)})


@pytest.mark.parametrize(
    ("requires", "says"),
    [
        ('{jinlin: ">=9"}', "it needs Jinlin >=9"),
        ('{jinlin: ">=0.2", packs: {lamp_repair: ">=0.2"}}', "`lamp_repair` >=0.2, and 0.1.0 is here"),
        ('{jinlin: ">=0.2", packs: {mediation: ">=1"}}', "`mediation`, which is not here"),
    ],
)
def test_a_pack_that_lacks_something_is_refused_by_name(workshop: Workshop, requires: str, says: str) -> None:
    workshop.change("pack.yaml", OURS, f"requires: {requires}")
    with pytest.raises(Unready) as refused:
        refuse_unmet({"lamp_repair": compile_pack(workshop.folder)})
    assert "'lamp_repair'" in refused.value.say.en
    assert says in refused.value.say.en
