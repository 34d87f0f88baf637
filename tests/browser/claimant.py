"""`python -m tests.browser.claimant`: a distribution on notice, and what opens the claim of its first one.

Run on the data folder of an installation that runs. Prints JSON as its last line.
"""

from __future__ import annotations

import json

from jinlin.project import installation
from tests.storm.beginning import NAMES, begin, id_no_of


def main() -> None:
    """Begin one, and reveal the first code as the clerk does who prints it."""
    from jinlin.instruments.payouts.actions import print_slips
    from jinlin.kernel.registry.selectors import actor_of

    actors = {name: actor_of(name) for name in NAMES}
    number, _ = begin(actors, 3)
    code = print_slips(number, "1", actors[NAMES[0]])[0].code
    print(json.dumps({"number": number, "id_no": id_no_of(1), "code": code}))


if __name__ == "__main__":
    with installation.opened():
        main()
