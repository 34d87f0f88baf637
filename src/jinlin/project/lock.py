"""One data folder, one `jinlin up`."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from jinlin.lib.errors import Unready


class InUse(Unready):
    """Another `jinlin` holds the data folder."""

    code = "in-use"


def make_data_folder(folder: Path) -> None:
    """Make the data folder if it is not there; `Unready` if we cannot write into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Unready(
            f"数据文件夹 {folder} 不能写入：{error.strerror}。请改正权限，或用 JINLIN_DATA 指定另一个文件夹",
            f"The data folder {folder} cannot be written: {error.strerror}. "
            "Mend its permissions, or name another folder in JINLIN_DATA",
        ) from error


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the data folder; the kernel lets go of it for us however we end. `InUse` if another has it."""
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise InUse(
                f"数据文件夹 {folder} 正由另一个 jinlin（进程 {holder}）使用，请先停止它或另选 JINLIN_DATA",
                f"The data folder {folder} is in use by another jinlin (process {holder}): "
                "stop that one first, or choose another JINLIN_DATA",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
