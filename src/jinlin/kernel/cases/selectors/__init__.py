"""What other rooms, screens and the API may ask of cases. Every answer is for one actor."""

from jinlin.kernel.cases.clocks import provisional_year
from jinlin.kernel.cases.definitions import (
    current_definition,
    current_definitions,
    definition_by_digest,
    superseded,
)
from jinlin.kernel.cases.engine.pace import again_from
from jinlin.kernel.cases.selectors.cards import StandingCard, standing_cards
from jinlin.kernel.cases.selectors.counting import Counts, DayCount, counts
from jinlin.kernel.cases.selectors.deadlines import Deadline, deadlines
from jinlin.kernel.cases.selectors.doings import Doing, doings
from jinlin.kernel.cases.selectors.family import Family, children_that_say, family_of, taken_in_children
from jinlin.kernel.cases.selectors.files import SeenFile, attachments, attachments_of
from jinlin.kernel.cases.selectors.holding import contents_by_id, contents_of
from jinlin.kernel.cases.selectors.listing import (
    Listed,
    Page,
    cases_for,
    children,
    list_cases,
)
from jinlin.kernel.cases.selectors.merged import MergedCase, merged_into
from jinlin.kernel.cases.selectors.narrowing import Filters
from jinlin.kernel.cases.selectors.nearby import Neighbour, Sought, neighbours, reporters_told
from jinlin.kernel.cases.selectors.numbers import numbers_given, opens_under_this_key
from jinlin.kernel.cases.selectors.pinned import Pinned, open_by_definition
from jinlin.kernel.cases.selectors.public import (
    PublicFilters,
    PublicPage,
    is_public,
    public_case,
    public_cases,
    public_types,
)
from jinlin.kernel.cases.selectors.public_timeline import PublicEntry, public_timelines
from jinlin.kernel.cases.selectors.roles import doubt_about_roles, role_names
from jinlin.kernel.cases.selectors.searching import search_cases
from jinlin.kernel.cases.selectors.spread import Spread, Square, spread
from jinlin.kernel.cases.selectors.standing import Standing
from jinlin.kernel.cases.selectors.timeline import (
    Stretch,
    TimelineEntry,
    latest_of,
    name_events,
    provable,
    timeline,
    timeline_of,
)
from jinlin.kernel.cases.selectors.viewing import (
    CaseView,
    FieldView,
    OpenAction,
    Tracked,
    actor_by_tracking,
    case_for,
    is_open_to,
    open_actions,
    open_to_anyone,
    still_reads,
    tracked,
    view_of,
)
from jinlin.kernel.cases.selectors.whose_turn import WhoseTurn, whose_turn
from jinlin.kernel.cases.selectors.work import Turn, Work, count_work, work_of
from jinlin.kernel.cases.showing import PublicCase
from jinlin.kernel.cases.sources import known_sources

__all__ = [
    "CaseView",
    "Counts",
    "DayCount",
    "Deadline",
    "Doing",
    "Family",
    "FieldView",
    "Filters",
    "Listed",
    "MergedCase",
    "Neighbour",
    "OpenAction",
    "Page",
    "Pinned",
    "PublicCase",
    "PublicEntry",
    "PublicFilters",
    "PublicPage",
    "SeenFile",
    "Sought",
    "Spread",
    "Square",
    "Standing",
    "StandingCard",
    "Stretch",
    "TimelineEntry",
    "Tracked",
    "Turn",
    "WhoseTurn",
    "Work",
    "actor_by_tracking",
    "again_from",
    "attachments",
    "attachments_of",
    "case_for",
    "cases_for",
    "children",
    "children_that_say",
    "contents_by_id",
    "contents_of",
    "count_work",
    "counts",
    "current_definition",
    "current_definitions",
    "deadlines",
    "definition_by_digest",
    "doings",
    "doubt_about_roles",
    "family_of",
    "is_open_to",
    "is_public",
    "known_sources",
    "latest_of",
    "list_cases",
    "merged_into",
    "name_events",
    "neighbours",
    "numbers_given",
    "open_actions",
    "open_by_definition",
    "open_to_anyone",
    "opens_under_this_key",
    "provable",
    "provisional_year",
    "public_case",
    "public_cases",
    "public_timelines",
    "public_types",
    "reporters_told",
    "role_names",
    "search_cases",
    "spread",
    "standing_cards",
    "still_reads",
    "superseded",
    "taken_in_children",
    "timeline",
    "timeline_of",
    "tracked",
    "view_of",
    "whose_turn",
    "work_of",
]
