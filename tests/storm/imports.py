"""The import: one file after the other, each begun again when it was killed, until it has gone through."""

from __future__ import annotations

import csv
from pathlib import Path
from threading import Event, Thread

from tests.storm.ledger import Ledger
from tests.storm.place import Part, Place

ROWS = 120
HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]


class Importer(Thread):
    """Imports files of messages that were never answered: each brings its cards when the worker rings."""

    def __init__(self, place: Place, ledger: Ledger, calm: Event, pause: float) -> None:
        super().__init__(name="import", daemon=True)
        self._place, self._ledger, self._calm, self._pause = place, ledger, calm, pause
        self.part: Part | None = None

    def run(self) -> None:
        """Import until it is calm; a file that was begun is finished."""
        n = 0
        while not self._calm.is_set():
            n += 1
            path = self._written(n)
            while self._once(path):
                self._ledger.count("imports begun again")
                Event().wait(self._pause)
            self._ledger.count("files imported")
            self._calm.wait(self._pause)

    def _once(self, path: Path) -> int:
        part = self._place.part("import", "joint_command_centre", str(path))
        part.start()
        self.part = part
        code = part.process.wait() if part.process else 1
        self._place.more.remove(part)
        return code

    def _written(self, n: int) -> Path:
        """Every message was written at the same moment, so that silence must treat all of them alike."""
        path = self._place.data / f"messages-{n}.csv"
        keys = [f"{n}-{row}" for row in range(ROWS)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows([key, "A1", "路灯不亮", "2019/3/5 9:30:00", "请修。", "", ""] for key in keys)
        self._ledger.imported.update(f"report:{key}" for key in keys)
        return path
