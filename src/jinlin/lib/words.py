"""Words in both languages: Chinese first, English second."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that cannot change and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Frozen):
    """One saying in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"

    def in_(self, language: str) -> str:
        """The saying in `zh` or `en`; Chinese for every other language."""
        return self.en if language == "en" else self.zh
