"""Each story plays in the gallery: every step is shown, with the state that is lit, refusals too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from lxml import html

from jinlin.packkit.compile import draft
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.grammar.story import Step, Story
from jinlin.packkit.pack import Pack
from jinlin.web.gallery import mechanisms

STORIES = [
    pytest.param(folder.name, story.id, id=f"{folder.name}: {story.id}")
    for folder in pack_folders()
    if (telling := draft(folder).telling)
    for story in telling.stories
]


@pytest.fixture
def gallery(county: Mapping[str, Pack], client: Client, settings: Any) -> Iterator[Client]:
    """A visitor of the demo county's gallery, which has forgotten another test's county."""
    settings.DEMO = True
    mechanisms.forget()
    yield client
    mechanisms.forget()


@pytest.mark.parametrize(("pack", "name"), STORIES)
def test_a_story_plays_to_its_end(gallery: Client, county: Mapping[str, Pack], pack: str, name: str) -> None:
    story = next(one for one in county[pack].stories if one.id == name)
    page = html.fromstring(gallery.post(f"/mechanisms/{pack}/stories/{name}/play").content.decode())
    assert not page.xpath('//*[@role="alert"]'), "it broke off"
    frames = page.xpath("//*[@data-step]")
    assert [_shows(frame) for frame in frames] == [
        _tells(step, frame) for step, frame in _pairs(story, frames)
    ]
    assert {_lit(frame) for frame in frames if frame.get("data-type")} <= set(_drawn(page))


def _pairs(story: Story, frames: list[Any]) -> Iterator[tuple[Step, Any]]:
    """The story's steps beside what is shown of them: as many of one as of the other."""
    return zip(story.steps, frames, strict=True)


def _shows(frame: Any) -> tuple[str, str]:
    """The state in which the case stands after a step, and what the reader is told of a refusal."""
    return frame.get("data-state"), " ".join(frame.xpath('string(.//*[@class="refusal"])').split())


def _tells(step: Step, frame: Any) -> tuple[str, str]:
    """The same as the story has it; what it does not say is as it is shown."""
    state, refusal = _shows(frame)
    told = step.expect.state if step.expect and step.expect.state else state
    if step.refused is None:
        return told, ""
    return told, refusal if refusal and (step.because or "") in refusal else f"refused: {step.because}"


def _lit(frame: Any) -> tuple[str, str]:
    return frame.get("data-type"), frame.get("data-state")


def _drawn(page: Any) -> Iterator[tuple[str, str]]:
    """Every state of every diagram on the page."""
    for box in page.xpath("//*[@data-diagram]"):
        nodes = json.loads(page.get_element_by_id(box.get("data-diagram")).text)["nodes"]
        yield from ((box.get("data-type"), node["id"]) for node in nodes)
