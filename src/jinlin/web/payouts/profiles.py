"""How answers of banks can be read that are brought through a screen: by what is chosen, XML by its own word
alone. See `bank.profiles.of_answers`."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.lib.words import Words

PROFILES: Mapping[str, Words] = {
    "iso20022": Words(
        zh="pain.002、camt（银行流水号逐笔唯一）", en="pain.002, camt; each booking has its own reference"
    ),
    "generic": Words(zh="通用转账回执 CSV", en="CSV of transfers"),
    "deposit_slip": Words(zh="电子存单回执 CSV", en="CSV of deposit slips"),
}
