"""The grammar of `imports/*.yaml`: how the rows of somebody else's file become cases."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from jinlin.lib.words import Frozen


class RowTime(Frozen):
    """How the file writes times and days (`strptime` formats, tried in turn) and in which zone they are:
    in the columns `at`, and in every answer that is a date or a moment."""

    formats: tuple[str, ...] = Field(min_length=1)
    zone: str = "Asia/Shanghai"

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError(f"there is no time zone {value}; write one as Asia/Shanghai") from error
        return value


class OnBehalf(Frozen):
    """On whose behalf a step is recorded: an organisation by code or name. `=holder` is the one that holds
    the case then; behind any other `=` stands CEL over `row`."""

    role: str
    organisation: str | None = None
    area: str | None = None


class RowStep(Frozen):
    """One step of each row. `at` is a column, or several of which the first that is filled holds; `when` and
    `answers` are CEL over `row`. `time` says how this step's columns write times, if not as the others."""

    takes: str
    at: tuple[str, ...] = Field(min_length=1)
    time: RowTime | None = None
    as_: OnBehalf = Field(alias="as")
    when: str | None = None
    answers: dict[str, str] = {}

    @field_validator("at", mode="before")
    @classmethod
    def _also_one(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class ImportMapping(Frozen):
    """One mapping file. `key` is the column that identifies a row, `columns` the header."""

    key: str
    columns: tuple[str, ...] = Field(min_length=1)
    case: str
    channel: str = "import"
    time: RowTime
    steps: tuple[RowStep, ...] = Field(min_length=1)
