"""Documents: papers that are numbered, signed and can be verified."""

from __future__ import annotations

from jinlin.instruments import apps


class DocumentsConfig(apps.InstrumentConfig):
    name = "jinlin.instruments.documents"
    label = "documents"
