"""The newest public cases of an area as Atom (RFC 4287)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed

from jinlin.api.reading import Say, in_language_of, xml_text
from jinlin.kernel.cases.selectors import PublicCase, PublicFilters, public_cases
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

NEWEST = 50
TITLE = Words(zh="{area}：公开事项", en="{area}: public cases")
LINE = Words(zh="{state}：{say}（承办单位：{unit}）", en="{state}: {say} With: {unit}")
NOBODY = Words(zh="尚未确定", en="nobody yet")


def area(request: HttpRequest, code: str) -> HttpResponse:
    """The 50 newest public cases of an area and all within it. NotFound for a code that is no area's."""
    world = current_world()
    found = world.area(code)
    if found is None:
        raise NotFound("没有这个区划代码", "There is no area with this code")
    say = in_language_of(request)
    cases = public_cases(PublicFilters(area=code), limit=NEWEST, world=world).cases
    feed = Atom1Feed(
        title=say(TITLE).format(area=found.name),
        link=request.build_absolute_uri("/"),
        description=None,
        language="en" if say(NOBODY) == NOBODY.en else "zh-CN",
        feed_url=request.build_absolute_uri(),
        feed_guid=f"urn:jinlin:area:{code}",
        author_name=_author(code, world),
    )
    for one in cases:
        _add(feed, one, say, request)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _author(code: str, world: World) -> str:
    """Who tells this: the topmost area, whose city runs the installation (RFC 4287, section 4.1.1)."""
    names = [area.name for one in world.line(code) if (area := world.area(one))]
    return names[-1] if names else code


def _add(feed: Atom1Feed, one: PublicCase, say: Say, request: HttpRequest) -> None:
    unit = say(one.holder_name or NOBODY)
    feed.add_item(
        title=xml_text(f"{one.number} {say(one.title)}"),
        link=request.build_absolute_uri(reverse("matter", args=[one.number])),
        description=say(LINE).format(state=say(one.state_name), say=say(one.say), unit=unit),
        unique_id=f"urn:jinlin:case:{one.number}",
        pubdate=one.opened_at.astimezone(clock.LOCAL),
        updateddate=one.updated_at.astimezone(clock.LOCAL),
        categories=(say(one.category_name),),
    )
