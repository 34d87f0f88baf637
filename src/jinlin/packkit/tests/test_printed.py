"""What was printed is compared with what was counted, by the rounding that the pack names."""

from __future__ import annotations

import pytest

from jinlin.packkit.printed import Rounding, agrees, printed


@pytest.mark.parametrize(
    ("text", "n", "d", "rounding", "same"),
    [
        ("22.66万名", 226_600, 0, "exact", True),
        ("22.66万名", 22_660, 0, "exact", False),
        ("22.66万名", 226_641, 0, "rounded", True),
        ("22.66万名", 226_660, 0, "rounded", False),
        ("22.66万名", 226_660, 0, "cut", True),
        ("5689", 5689, 0, "exact", True),
        ("3,534", 3534, 0, "exact", True),
        ("3,534", 3535, 0, "exact", False),
        ("99.6%", 5664, 5689, "rounded", True),
        ("97 %", 1119, 1142, "cut", True),
        ("97 %", 1119, 1142, "rounded", False),
        ("97 %", 97, 0, "exact", False),
        ("1119", 1119, 1142, "exact", False),
        ("14000余件", 14_001, 0, "above", True),
        ("14000余件", 14_000, 0, "above", False),
        ("14000余件", 16_000, 0, "above", False),
        ("近2亿元", 199_900_000_00, 0, "below", True),
        ("近2亿元", 199_900_000, 0, "below", False),
        ("近2亿元", 200_000_000_00, 0, "below", False),
        ("3.5‰", 35, 10_000, "rounded", True),
    ],
)
def test_a_count_is_what_was_printed_or_not(
    text: str, n: int, d: int, rounding: Rounding, same: bool
) -> None:
    found = printed(text)
    assert found is not None
    assert agrees(found, n, d, rounding) is same


def test_a_text_without_a_number_is_none() -> None:
    assert printed("数年") is None
