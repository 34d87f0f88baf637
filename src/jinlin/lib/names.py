"""Names of people and organisations, spelt as banks and registers spell them."""

from __future__ import annotations

import unicodedata

from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean, visible

_DOTS = "\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb\u0387"
"""What keyboards give for the dot between the parts of a name, U+00B7: GB/T 15834, 4.14."""
_RADICALS = [chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))]
_FROM_PRIVATE_USE = {
    "\ue816": "\U00020087", "\ue817": "\U00020089", "\ue818": "\U000200cc", "\ue81e": "\u9fb4",
    "\ue826": "\u9fb5", "\ue82b": "\u9fb6", "\ue82c": "\u9fb7", "\ue831": "\U000215d7",
    "\ue832": "\u9fb8", "\ue83b": "\U0002298f", "\ue843": "\u9fb9", "\ue854": "\u9fba",
    "\ue855": "\U000241fe", "\ue863": "\u4dae", "\ue864": "\u9fbb",
}  # fmt: skip
"""Characters that GBK kept in the private use area until Unicode had them: GB 18030-2005 and -2022."""
_SPELT = str.maketrans(
    {
        **dict.fromkeys(_DOTS, "\u00b7"),
        **{one: found for one in _RADICALS if (found := unicodedata.normalize("NFKC", one)) != one},
        **_FROM_PRIVATE_USE,
    }
)


def clean_name(text: str, max: int) -> str:
    """A name through the gate of `clean`: no invisible characters, radicals as the characters that they look
    like, one dot for all dots, one space for all white space. BadInput as `clean`."""
    return " ".join(visible(clean(text.translate(_SPELT), max)).split())


def name_of(text: str, max: int) -> str:
    """The same; BadInput if nothing is left that can be seen."""
    name = clean_name(text, max)
    if not name:
        raise BadInput("请填写姓名", "The name is missing")
    return name
