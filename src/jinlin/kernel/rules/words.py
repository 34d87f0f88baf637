"""Words of a register, found in what somebody wrote without trying every one of them."""

from __future__ import annotations

from collections.abc import Iterable


class WordList:
    """Cells of a register, each several words with semicolons between them."""

    def __init__(self, cells: Iterable[str]) -> None:
        pairs = [(word, cell) for cell in dict.fromkeys(cells) for word in map(str.strip, cell.split(";"))]
        pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._starting: dict[str, list[tuple[int, str, str]]] = {}
        for rank, (word, cell) in enumerate(pairs):
            if word:
                self._starting.setdefault(word[0], []).append((rank, word, cell))

    def cells_in(self, text: str) -> list[str]:
        """The cells of which a word stands in the text: longest word first, then first cell."""
        found = {
            (rank, cell)
            for at, character in enumerate(text)
            for rank, word, cell in self._starting.get(character, ())
            if text.startswith(word, at)
        }
        return list(dict.fromkeys(cell for _, cell in sorted(found)))
