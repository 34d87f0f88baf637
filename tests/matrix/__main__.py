"""Write every table anew: `python -m tests.matrix`. Then read what git says has changed."""

from __future__ import annotations

from tests.matrix.reading import case_types
from tests.matrix.table import FOLDER, path_of, text


def main() -> None:
    """Write the tables; one whose case type is gone goes too."""
    wanted = {path_of(one.key): text(one) for one in case_types()}
    for old in set(FOLDER.glob("*.txt")) - wanted.keys():
        old.unlink()
    for path, table in wanted.items():
        path.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
