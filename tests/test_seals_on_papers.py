"""落款不单独成页: no paper of any pack ends on a page that holds the seal and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.typesetting import set_in_type
from jinlin.packkit.check import check

FOOT = re.compile(r"核验码.*|https?://\S+|扫码或输入.*|第\d+页|共\d+页|二〇\S+日")


def test_the_seal_never_stands_on_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    alone: dict[str, str] = {}

    def looked_at(kind: Kind, paper: Mapping[str, Any], at: datetime) -> Any:
        sheet = set_in_type(kind, paper, at)
        last = PdfReader(io.BytesIO(sheet.pdf)).pages[-1].extract_text()
        lines = (FOOT.sub("", line.replace(" ", "")) for line in last.splitlines())
        rest = "".join(lines).replace(str(paper["number"]), "").replace(str(paper["issuer"]), "")
        if len(rest) < 4:
            alone[kind.key] = last
        return sheet

    monkeypatch.setattr("jinlin.instruments.documents.pack_checks.set_in_type", looked_at)
    assert check() == []
    assert alone == {}
