"""The documentation says what the code does: every key, effect, command, error and variable, and no other."""

from __future__ import annotations

import ast
import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from django.conf import settings
from pydantic import BaseModel

import jinlin
import jinlin.project.main  # the commands that run the house
from jinlin.cli.main import jinlin as command_line
from jinlin.instruments.documents import kind as document
from jinlin.instruments.instrument import nouns, parts
from jinlin.instruments.ledger.plans import AccountPlan
from jinlin.instruments.messages.texts import PLACEHOLDERS
from jinlin.instruments.payouts.bank import profiles, reasons
from jinlin.instruments.payouts.bank.troubles import Trouble
from jinlin.kernel.cases import definition as process
from jinlin.kernel.cases import indicators
from jinlin.kernel.cases.effects.registry import KINDS as EFFECTS
from jinlin.kernel.cases.facts import RESERVED_MAKERS
from jinlin.kernel.cases.selectors.timeline import KINDS as EVENTS
from jinlin.kernel.rules import tables
from jinlin.lib.errors import Problem
from jinlin.lib.spans import Unit
from jinlin.lib.words import Words
from jinlin.packkit.check import CONSEQUENCES, check
from jinlin.packkit.checks.expressions import CASE
from jinlin.packkit.checks.kinds import FUNCTIONS
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.folders import known_files
from jinlin.packkit.grammar import imports, pack, story
from jinlin.packkit.install import install
from jinlin.packkit.stories import play
from jinlin.packkit.unknown import NOUNS
from tests import docs

SOURCE = Path(jinlin.__path__[0])
GRAMMAR: list[tuple[str, str, type[BaseModel]]] = [
    ("process-yaml.md", "Words", Words),
    ("process-yaml.md", "Case type", process.Definition),
    ("process-yaml.md", "Ask", process.Ask),
    ("process-yaml.md", "Choice", process.Choice),
    ("process-yaml.md", "State", process.State),
    ("process-yaml.md", "FromTable", process.FromTable),
    ("process-yaml.md", "FromField", process.FromField),
    ("process-yaml.md", "Action", process.Action),
    ("process-yaml.md", "Need", process.Need),
    ("process-yaml.md", "Role", process.Role),
    ("process-yaml.md", "Cards", process.Cards),
    ("process-yaml.md", "Retention", process.Retention),
    ("process-yaml.md", "Public", process.Public),
    ("process-yaml.md", "Open311", process.Open311),
    ("pack-yaml.md", "Manifest", pack.Manifest),
    ("pack-yaml.md", "Requires", pack.Requires),
    ("pack-yaml.md", "Origin", pack.Origin),
    ("pack-yaml.md", "AccountPlan", AccountPlan),
    ("pack-yaml.md", "Figure", pack.Figure),
    ("rules-yaml.md", "Table", tables.Table),
    ("rules-yaml.md", "Row", tables.Row),
    ("rules-yaml.md", "RowsFrom", tables.RowsFrom),
    ("rules-yaml.md", "Match", tables.Match),
    ("indicators-yaml.md", "Indicator", indicators.Indicator),
    ("indicators-yaml.md", "Predicate", indicators.Predicate),
    ("indicators-yaml.md", "Percent", indicators.Percent),
    ("indicators-yaml.md", "Duration", indicators.Duration),
    ("indicators-yaml.md", "Total", indicators.Total),
    ("documents-yaml.md", "Kind", document.Kind),
    ("documents-yaml.md", "Valid", document.Valid),
    ("imports-yaml.md", "ImportMapping", imports.ImportMapping),
    ("imports-yaml.md", "RowTime", imports.RowTime),
    ("imports-yaml.md", "RowStep", imports.RowStep),
    ("imports-yaml.md", "OnBehalf", imports.OnBehalf),
    ("story-yaml.md", "StoryFile", story.StoryFile),
    ("story-yaml.md", "Story", story.Story),
    ("story-yaml.md", "Cast", story.Actor),
    ("story-yaml.md", "Opens", story.Opens),
    ("story-yaml.md", "Takes", story.Takes),
    ("story-yaml.md", "Until", story.Until),
    ("story-yaml.md", "ChildOf", story.ChildOf),
    ("story-yaml.md", "Reveals", story.Reveals),
    ("story-yaml.md", "Reads", story.Reads),
    ("story-yaml.md", "Expect", story.WholeExpect),
    ("story-yaml.md", "CardCount", story.CardCount),
    ("story-yaml.md", "Population", story.Population),
    ("story-yaml.md", "Way", story.Way),
    ("bank-files.md", "Profile", profiles.Profile),
    ("bank-files.md", "PaymentColumn", profiles.PaymentColumn),
    ("bank-files.md", "AnswerColumn", profiles.AnswerColumn),
    ("bank-files.md", "Status", profiles.Status),
]
# What the compiler gives, and what every step of a story shares and has a section of its own.
GIVEN = {
    process.Definition: {"pack", "type", "roles"},
    tables.Table: {"key"},
    document.Kind: {"key", "template", "library"},
}
SHARED = {"at", "refused", "because", "expect"}
STEPS = (story.Opens, story.Takes, story.Until, story.ChildOf, story.Reveals, story.Reads)


def keys(model: type[BaseModel]) -> set[str]:
    """The keys that a model takes, as a file writes them."""
    return {one.alias or name for name, one in model.model_fields.items() if not one.exclude}


def written_keys(model: type[BaseModel]) -> set[str]:
    """The keys that the model's own section lists."""
    shared = SHARED if issubclass(model, STEPS) else set()
    theirs = {one.key for one in parts() if one.file == "pack.yaml"} if model is pack.Manifest else set()
    return (keys(model) | theirs) - GIVEN.get(model, set()) - shared


class TestTheGrammarOfPacks:
    @pytest.mark.parametrize(("page", "heading", "model"), GRAMMAR, ids=[one[2].__name__ for one in GRAMMAR])
    def test_every_key_is_documented_and_no_other(
        self, page: str, heading: str, model: type[BaseModel]
    ) -> None:
        written = docs.names(docs.section(page, heading))
        if model is process.Role:  # its section also explains the scopes
            written -= set(process.Role.model_fields["scope"].annotation.__args__)  # type: ignore[union-attr]
        assert written == written_keys(model)

    def test_every_step_of_a_story_has_these_keys(self) -> None:
        assert docs.names(docs.section("story-yaml.md", "Every step")) == SHARED
        assert all(keys(step) >= SHARED for step in STEPS)

    @pytest.mark.parametrize(("page", "heading", "model"), GRAMMAR, ids=[one[2].__name__ for one in GRAMMAR])
    def test_every_example_is_read_by_its_model(
        self, page: str, heading: str, model: type[BaseModel]
    ) -> None:
        for example in docs.examples(docs.section(page, heading)):
            model.model_validate(example)

    def test_the_example_of_a_process_is_a_definition(self) -> None:
        roles = {name: {"name": {"zh": "", "en": ""}, "scope": "area"} for name in ("resident", "clerk")}
        (example,) = docs.examples(docs.section("process-yaml.md", "process.yaml"))
        for name, body in example["cases"].items():
            process.Definition.model_validate({**body, "pack": "p", "type": name, "roles": roles})

    def test_the_example_of_a_table_is_one(self) -> None:
        (example,) = docs.examples(docs.section("rules-yaml.md", "rules.yaml"))
        for name, body in example["tables"].items():
            tables.Table.model_validate({**body, "key": f"p/{name}"})

    def test_the_examples_of_indicators_are_some(self) -> None:
        (example,) = docs.examples(docs.section("indicators-yaml.md", "indicators.yaml"))
        indicators.IndicatorsFile.model_validate(example)

    def test_the_example_of_documents_is_some(self) -> None:
        (example,) = docs.examples(docs.section("documents-yaml.md", "documents.yaml"))
        for name, body in example["documents"].items():
            document.Kind.model_validate({**body, "key": f"p/{name}", "template": "", "library": ""})

    def test_every_ask_type_is_documented_and_no_other(self) -> None:
        written = docs.names(docs.section("ask-types.md", "Ask types"))
        assert written == set(process.AskType.__args__)  # type: ignore[attr-defined]

    def test_every_scope_of_a_role_is_documented(self) -> None:
        scopes = process.Role.model_fields["scope"].annotation.__args__  # type: ignore[union-attr]
        assert docs.names(docs.section("process-yaml.md", "Role")) - keys(process.Role) == set(scopes)

    def test_every_unit_of_a_span_is_documented(self) -> None:
        units = {one.value for one in Unit if "microseconds" not in one.value}
        assert docs.names(docs.section("spans.md", "Spans")) == units

    def test_every_file_of_a_pack_is_documented(self) -> None:
        first = docs.section("pack-yaml.md", "A pack's folder, and pack.yaml")
        assert docs.names(first) == set(known_files())


class TestBankFiles:
    def test_every_exception_is_documented_and_no_other(self) -> None:
        assert docs.names(docs.section("bank-files.md", "Exceptions")) == set(Trouble)

    def test_every_class_of_reasons_is_documented_and_no_other(self) -> None:
        assert docs.names(docs.section("bank-files.md", "Reasons")) == reasons.table().classes.keys()


class TestEffects:
    def test_every_effect_is_documented_and_no_other(self) -> None:
        assert docs.names(docs.section("effects.md", "Effects")) == EFFECTS.keys()

    @pytest.mark.parametrize("name", sorted(EFFECTS))
    def test_every_param_is_documented_and_no_other(self, name: str) -> None:
        params = EFFECTS[name].params.json_schema().get("properties", {}).keys()
        written = docs.names(docs.section("effects.md", name)) if params else set()
        assert written == params

    def test_the_examples_are_read_by_their_effects(self) -> None:
        page = docs.text_of(docs.REFERENCE / "effects.md")
        found = [one for example in docs.examples(page) for one in example.get("does", [example])]
        assert found
        for effect in found:
            ((name, params),) = ((key, value) for key, value in effect.items() if key != "when")
            EFFECTS[name].params.validate_python(params)


class TestExpressions:
    def test_every_name_that_is_always_there_is_documented(self) -> None:
        text = docs.section("cel.md", "Names that are always there")
        always = text.partition("Only in some places")[0]
        assert docs.names(always) == RESERVED_MAKERS.keys()

    @pytest.mark.parametrize("name", [name for name, kind in CASE.items() if kind.parts])
    def test_every_part_of_a_name_is_documented(self, name: str) -> None:
        text = docs.section("cel.md", "Names that are always there")
        cells = re.search(rf"^\| `{name}` \| (.*?) \|", text, re.MULTILINE)
        assert cells is not None
        assert set(re.findall(r"`(\w+)`", cells[1])) == set(CASE[name].parts or ())

    def test_every_function_is_documented(self) -> None:
        text = docs.section("cel.md", "Functions")
        assert {name for name in FUNCTIONS if not re.search(rf"\b{name}\b", text)} == set()

    def test_every_kind_of_event_is_documented(self) -> None:
        written = docs.names(docs.section("events.md", "Kinds of event"))
        assert written == {*EVENTS, "act.<action>", "lapse.<state>.<mark>"}

    def test_every_placeholder_of_a_message_is_documented(self) -> None:
        written = docs.names(docs.section("messages-yaml.md", "messages.yaml"))
        assert written == {"messages", *(f"{{{name}}}" for name in PLACEHOLDERS)}

    def test_the_example_of_messages_is_some(self) -> None:
        (example,) = docs.examples(docs.section("messages-yaml.md", "messages.yaml"))
        assert all(Words.model_validate(words) for words in example["messages"].values())


VARIABLE = re.compile(r"\b(?:JINLIN_[A-Z_0-9]*[A-Z0-9]|DATABASE_URL)\b")
PRESENT = [page for page in docs.pages() if page.name != "CHANGELOG.md" and "adr" not in page.parts]


def commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, by its whole name."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, f"{before} {name}")
        else:
            yield f"{before} {name}", one


COMMANDS = dict(commands(command_line, "jinlin"))


class TestTheCommandLine:
    def test_every_command_is_documented_and_no_other(self) -> None:
        found = {one for one in docs.headings(docs.REFERENCE / "commands.md") if one.startswith("jinlin ")}
        assert found == COMMANDS.keys()

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    def test_every_option_is_documented_and_no_other(self, name: str) -> None:
        options = [one for one in COMMANDS[name].params if isinstance(one, click.Option)]
        known = {text for one in options for text in [*one.opts, *one.secondary_opts]}
        assert docs.names(docs.section("commands.md", name)) == known


def problems(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every kind of problem that the code can raise."""
    yield kind
    for one in kind.__subclasses__():
        yield from problems(one)


def load_every_module() -> None:
    """Import all of Jinlin except its tests, so that every problem is known."""
    for found in pkgutil.walk_packages(jinlin.__path__, "jinlin."):
        if ".tests" not in found.name and not found.name.endswith(("wsgi", "settings_test", "migrations")):
            import_module(found.name)


def test_every_error_is_documented_with_its_status_and_no_other() -> None:
    load_every_module()
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", docs.section("errors.md", "Errors"), re.MULTILINE)
    assert {(code, int(status)) for code, status in rows} == {(one.code, one.status) for one in problems()}


def test_every_variable_is_documented_and_no_other() -> None:
    sources = (one for one in SOURCE.rglob("*.py") if "tests" not in one.parts)
    text = "\n".join(one.read_text(encoding="utf-8") for one in sources)
    used = set(re.findall(r'"(JINLIN_[A-Z_]+|DATABASE_URL)"', text))
    assert docs.names(docs.section("configuration.md", "Configuration")) == used


def test_every_variable_that_a_page_names_is_one() -> None:
    everything = [
        *docs.ROOT.glob("Makefile"),
        *docs.ROOT.glob("bench/*.py"),
        *docs.ROOT.glob("tests/**/*.py"),
    ]
    everything += [*SOURCE.rglob("*.py")]
    known = {one for path in everything for one in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    named = {one for page in PRESENT for one in VARIABLE.findall(docs.text_of(page))}
    assert named - known == set()


def test_every_file_that_a_page_names_is_there() -> None:
    roots = [docs.ROOT, SOURCE, SOURCE.parent]
    named = {(page.name, one) for page in PRESENT for one in docs.paths(page)}
    assert {one for one in named if not any((root / one[1]).exists() for root in roots)} == set()


def test_every_kind_of_fault_is_documented_and_no_other() -> None:
    kinds = set(fault_kinds()) | {f"unknown-{noun}" for noun in {**NOUNS, **nouns()}}
    assert docs.names(docs.section("faults.md", "Faults")) == kinds


def fault_kinds() -> Iterator[str]:
    """The kinds that the code tells: second in `fault`, third in what instruments say."""
    places = {"fault": 1, "_wrong": 2, "wrong": 2, "wrong_in_text": 2}
    for path in [*SOURCE.glob("packkit/**/*.py"), *SOURCE.glob("instruments/*/pack_checks.py")]:
        tree = (
            ast.parse(path.read_text(encoding="utf-8")) if "tests" not in path.parts else ast.Module([], [])
        )
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            said = call.args[places[name] :][:1] if name in places else []
            yield from (str(one.value) for one in said if isinstance(one, ast.Constant))
    yield from (CONSEQUENCES, "cel-name", "cel-kind")  # handed on by what works out kinds
    yield from (part.beside.code for part in parts() if part.beside)


def test_every_decision_is_listed_once_and_in_order() -> None:
    written = sorted(one.name for one in (docs.DOCS / "adr").glob("0*.md"))
    assert re.findall(r"\]\((0[^)]+)\)", docs.text_of(docs.DOCS / "adr" / "index.md")) == written


@pytest.mark.parametrize("page", PRESENT, ids=lambda page: str(page.relative_to(docs.ROOT)))
def test_every_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    for line in docs.command_lines(page):
        found: click.Command = command_line
        words = line.split()[1:]
        while words and isinstance(found, click.Group) and not words[0].startswith("-"):
            assert words[0] in found.commands, line
            found = found.commands[words.pop(0)]
        options = [one for one in found.params if isinstance(one, click.Option)]
        known = {text for one in options for text in [*one.opts, *one.secondary_opts, "--help"]}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, line


def test_every_setting_of_ours_is_a_variable() -> None:
    ours = {name for name in dir(settings) if name.startswith("JINLIN_")}
    assert ours <= docs.names(docs.section("configuration.md", "Configuration"))


def test_every_operation_of_the_api_is_listed_and_no_other() -> None:
    document: dict[str, Any] = json.loads(docs.text_of(docs.REFERENCE / "openapi.json"))
    known = {f"{verb.upper()} {path}" for path, verbs in document["paths"].items() for verb in verbs}
    assert docs.names(docs.section("api.md", "REST API v1")) == known


@pytest.mark.parametrize("page", docs.pages(), ids=lambda page: str(page.relative_to(docs.ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = [
        f"{path}#{anchor}"
        for path, anchor in docs.links(page)
        if not path.exists() or (anchor and anchor not in docs.anchors(path))
    ]
    assert broken == []


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [docs.DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [path for path, _ in docs.links(page) if path.suffix == ".md"]
    assert set(docs.DOCS.rglob("*.md")) - reached == set()


class TestTheTutorial:
    @pytest.fixture
    def packs(self, tmp_path: Path) -> Path:
        """The pack that the tutorial tells its reader to write."""
        folder = tmp_path / "tool_library"
        for name, text in docs.files(docs.DOCS / "tutorial" / "first-pack.md").items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return tmp_path

    def test_its_pack_has_no_mistake(self, packs: Path) -> None:
        assert [str(one) for one in check([packs])] == []

    @pytest.mark.django_db
    def test_its_stories_are_true(self, packs: Path) -> None:
        install_demo()
        tools = compile_pack(packs / "tool_library")
        install(tools)
        assert [str(one.fault) for one in (play(tools, story) for story in tools.stories) if one.fault] == []
