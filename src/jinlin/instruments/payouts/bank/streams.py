"""Writing a file once, in constant memory: its digest and its control sums are taken on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from jinlin.instruments.payouts.bank.payments import Batch, Payment, SumsDiffer, Written
from jinlin.lib.money import format_fen


class Hashed:
    """A binary stream that hashes what is written. Once cut off it swallows the rest."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._hash, self._cut = out, hashlib.sha256(), False

    def write(self, data: bytes) -> int:
        """Write `data`, unless the stream has been cut off."""
        if not self._cut:
            self._hash.update(data)
            self._out.write(data)
        return len(data)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All of what is written within, or a file that ends there: no closing tag makes it whole again."""
        try:
            yield
        except BaseException:
            self._cut = True
            raise

    def hexdigest(self) -> str:
        """The SHA-256 of everything written."""
        return self._hash.hexdigest()


class Tally:
    """Counts the payments of a batch while they are streamed, and compares them with what it announces."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self.count = self.total = 0

    def counted(self) -> Iterator[Payment]:
        """The payments of the batch. SumsDiffer, at the end, if they are not those announced."""
        for payment in self._batch.payments:
            self.count += 1
            self.total += payment.amount
            yield payment
        self._compare()

    def written(self, out: Hashed) -> Written:
        """What the file holds."""
        return Written(out.hexdigest(), self.count, self.total)

    def _compare(self) -> None:
        batch = self._batch
        if (self.count, self.total) != (batch.count, batch.total):
            raise SumsDiffer(
                f"批次{batch.message_id}应有{batch.count}笔共{format_fen(batch.total)}元，实际写出{self.count}笔共"
                f"{format_fen(self.total)}元，文件已作废，请重新生成",
                f"The batch {batch.message_id} announces {batch.count} payments of {format_fen(batch.total)} "
                f"yuan, but {self.count} of {format_fen(self.total)} yuan were written; the file is void, "
                "make it again",
            )
