"""Whom to call first: by what people write when they are in danger, and when they are not."""

from __future__ import annotations

import pytest

from jinlin.lib.emergencies import calls_meant_by


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("家里着火了", ["119"]),
        ("电梯困人，里面有个孩子", ["119"]),
        ("楼道里煤气味很大", ["119"]),
        ("我被打了", ["110"]),
        ("有人持刀", ["110"]),
        ("邻居家老人晕倒了没有呼吸", ["120"]),
        ("路口车祸，有人受伤", ["120", "122"]),
        ("煤气中毒", ["120"]),
        ("There is a FIRE next door", ["119"]),
        ("somebody is unconscious", ["120"]),
    ],
)
def test_danger_in_plain_words_leads_to_the_number_to_call(text: str, numbers: list[str]) -> None:
    assert [one.call for one in calls_meant_by(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "路灯不亮",
        "小区火灾隐患多",
        "灭火器过期",
        "工伤认定找谁",
        "消防演练通知",
        "楼前路面塌陷",
        "fire hydrant is blocked",
        "",
    ],
)
def test_what_is_no_danger_calls_nobody(text: str) -> None:
    assert calls_meant_by(text) == ()


def test_answers_that_are_no_text_say_nothing() -> None:
    assert calls_meant_by(None, {"x": "1"}, 5, ["着火"]) == ()
