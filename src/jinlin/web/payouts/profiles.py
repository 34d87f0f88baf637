"""The CSV profiles of banks that can be chosen on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.lib.words import Words

PROFILES: Mapping[str, Words] = {
    "generic": Words(zh="通用转账回执 CSV", en="CSV of transfers"),
    "deposit_slip": Words(zh="电子存单回执 CSV", en="CSV of deposit slips"),
}
