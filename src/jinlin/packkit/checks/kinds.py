"""What kind of value an expression gives, worked out from the kinds of what it names.

A field that is not filled in is null, whatever its kind: that an expression looks before it compares is not
seen here. `ANY` is what nobody can tell; nothing is said against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jinlin.kernel.rules.functions import GETTERS
from jinlin.kernel.rules.syntax import Call, Constant, Index, Listed, Mapped, Member, Name, Node, Operation
from jinlin.packkit.unknown import meant


@dataclass(frozen=True)
class Kind:
    """`name` of the kind; of a map its `parts`, None if it may have any; of a list or map what it `holds`."""

    name: str
    parts: Mapping[str, Kind] | None = field(default=None, hash=False)
    holds: Kind | None = None


ANY, NULL = Kind("any"), Kind("null")
TEXT, WHOLE, DECIMAL, YES_NO = Kind("text"), Kind("integer"), Kind("decimal"), Kind("yes_no")
MOMENT, SPAN = Kind("moment"), Kind("duration")
Context = Mapping[str, Kind]
Said = tuple[str, str, str]
"""The code of a fault, and its sentence in both languages."""

NUMBERS = frozenset({"integer", "decimal"})
ORDERED = NUMBERS | {"text", "moment", "duration", "yes_no"}
ZH = {
    "text": "文字", "integer": "整数", "decimal": "小数", "yes_no": "是否", "moment": "时间",
    "duration": "时长", "list": "列表", "map": "对象", "null": "空值", "any": "值",
}  # fmt: skip
ALL = frozenset(ZH)
SUMS = {
    ("integer", "integer"): WHOLE, ("decimal", "decimal"): DECIMAL, ("text", "text"): TEXT,
    ("moment", "duration"): MOMENT, ("duration", "moment"): MOMENT, ("duration", "duration"): SPAN,
    ("list", "list"): Kind("list"),
}  # fmt: skip
DIFFERENCES = {
    ("integer", "integer"): WHOLE, ("decimal", "decimal"): DECIMAL, ("moment", "moment"): SPAN,
    ("moment", "duration"): MOMENT, ("duration", "duration"): SPAN,
}  # fmt: skip
PRODUCTS = {("integer", "integer"): WHOLE, ("decimal", "decimal"): DECIMAL}
ARITHMETIC = {"+": SUMS, "-": DIFFERENCES, "*": PRODUCTS, "/": PRODUCTS, "%": {("integer", "integer"): WHOLE}}

_OF_SPANS = frozenset({"getHours", "getMinutes", "getSeconds", "getMilliseconds"})
# Each function: the kinds that it takes, in order, and the kind that it gives.
FUNCTIONS: Mapping[str, tuple[tuple[frozenset[str], ...], Kind]] = {
    "size": ((frozenset({"text", "list", "map"}),), WHOLE),
    "contains": ((frozenset({"text"}), frozenset({"text"})), YES_NO),
    "startsWith": ((frozenset({"text"}), frozenset({"text"})), YES_NO),
    "endsWith": ((frozenset({"text"}), frozenset({"text"})), YES_NO),
    "matches": ((frozenset({"text"}), frozenset({"text"})), YES_NO),
    "int": ((NUMBERS | {"text", "moment"},), WHOLE),
    "uint": ((NUMBERS | {"text"},), WHOLE),
    "double": ((NUMBERS | {"text"},), DECIMAL),
    "string": ((ORDERED,), TEXT),
    "timestamp": ((frozenset({"text", "moment"}),), MOMENT),
    "duration": ((frozenset({"text", "duration"}),), SPAN),
    "type": ((frozenset(ZH),), ANY),
    "dyn": ((frozenset(ZH),), ANY),
    "day": ((frozenset({"moment"}),), TEXT),
    "daysBetween": ((frozenset({"moment"}), frozenset({"moment"})), WHOLE),
    **dict.fromkeys(GETTERS, ((frozenset({"moment"}), frozenset({"text"})), WHOLE)),
}


def faults_in(node: Node, known: Context) -> tuple[Kind, list[Said]]:
    """The kind of value that the expression gives, and what is wrong about it."""
    found: list[Said] = []
    return _Reading(found.append).kind(node, known), found


class _Reading:
    def __init__(self, say: Callable[[Said], None]) -> None:
        self._say = say

    def _wrong(self, zh: str, en: str, code: str = "cel-kind") -> Kind:
        self._say((code, zh, en))
        return ANY

    def kind(self, node: Node, known: Context) -> Kind:
        """The kind of this part."""
        match node:
            case Constant(value):
                return _kind_of(value)
            case Name(name):
                return known[name] if name in known else self._no_name(name, known)
            case Member(whole, part):
                return self._part(whole, self.kind(whole, known), part)
            case Index(whole, at):
                self.kind(at, known)
                return self.kind(whole, known).holds or ANY
            case Operation(sign, operands):
                return self._operation(sign, [self.kind(one, known) for one in operands])
            case Call():
                return self._call(node, known)
        return self._made(node, known)

    def _made(self, node: Listed | Mapped, known: Context) -> Kind:
        if isinstance(node, Mapped):
            return self._map(node.pairs, known)
        kinds = [self.kind(one, known) for one in node.items]
        return Kind("list", holds=kinds[0] if kinds and len(set(kinds)) == 1 else ANY)

    def _no_name(self, name: str, known: Context) -> Kind:
        zh, en = meant(name, known)
        zh, en = f"表达式中的“{name}”没有问过{zh}", f"the expression names `{name}`, which is not asked{en}"
        return self._wrong(zh, en, "cel-name")

    def _part(self, whole: Node, kind: Kind, part: str) -> Kind:
        if kind.name == "map" and kind.parts is None:
            return kind.holds or ANY
        if kind.name == "any" or (kind.parts is not None and part in kind.parts):
            return kind.parts[part] if kind.parts else ANY
        zh, en = meant(part, kind.parts or ())
        called = whole.name if isinstance(whole, Name | Member) else ZH[kind.name]
        return self._wrong(f"“{called}”没有“{part}”{zh}", f"`{called}` has no `{part}`{en}", "cel-name")

    def _map(self, pairs: tuple[tuple[Node, Node], ...], known: Context) -> Kind:
        parts: dict[str, Kind] = {}
        for key, value in pairs:
            self.kind(key, known)
            kind = self.kind(value, known)
            if isinstance(key, Constant):
                parts[str(key.value)] = kind
        return Kind("map", parts)

    def _operation(self, sign: str, kinds: list[Kind]) -> Kind:
        names = [one.name for one in kinds]
        if sign == "?":
            self._be(sign, kinds[0], frozenset({"yes_no"}))
            return kinds[1] if kinds[1] == kinds[2] else ANY
        if sign in ("!", "&&", "||"):
            for one in kinds:
                self._be(sign, one, frozenset({"yes_no"}))
            return YES_NO
        if len(kinds) == 1:
            self._be(sign, kinds[0], NUMBERS | {"duration"})
            return kinds[0]
        if sign == "in":
            self._be(sign, kinds[1], frozenset({"list", "map"}))
            return YES_NO
        if sign in ARITHMETIC:
            return self._sum(sign, names)
        return self._comparison(sign, names)

    def _sum(self, sign: str, names: list[str]) -> Kind:
        one, other = names
        if "any" in names:
            return ANY
        if (one, other) in ARITHMETIC[sign]:
            return ARITHMETIC[sign][one, other]
        return self._wrong(
            f"{ZH[one]}与{ZH[other]}不能用 {sign}；可先用 string()、int() 等转换",
            f"{sign} does not go between {one} and {other}; turn one of them by string(), int() or the like",
        )

    def _comparison(self, sign: str, names: list[str]) -> Kind:
        one, other = names
        is_order = sign not in ("==", "!=")
        alike = one == other or set(names) <= NUMBERS or "any" in names
        if (not is_order and "null" in names) or (
            alike and (not is_order or set(names) <= ORDERED | {"any"})
        ):
            return YES_NO
        zh = f"{ZH[one]}与{ZH[other]}不能用 {sign} 比较"
        self._wrong(zh, f"{one} and {other} cannot be compared by {sign}")
        return YES_NO

    def _be(self, sign: str, kind: Kind, wanted: frozenset[str]) -> None:
        if kind.name not in wanted | {"any"}:
            want = " / ".join(sorted(wanted))
            zh = f"{sign} 要{'或'.join(ZH[one] for one in sorted(wanted))}，这里是{ZH[kind.name]}"
            self._wrong(zh, f"{sign} needs {want}, and here stands {kind.name}")

    def _call(self, call: Call, known: Context) -> Kind:
        if call.target is not None and call.is_macro:
            return self._macro(call, call.target, known)
        if call.name == "has" and call.target is None and len(call.given) == 1:
            self.kind(call.given[0], known)
            return YES_NO
        given = [*([call.target] if call.target is not None else []), *call.given]
        kinds = [self.kind(one, known) for one in given]
        if call.name not in FUNCTIONS:
            zh, en = meant(call.name, {*FUNCTIONS, "has", "exists", "all", "map", "filter", "exists_one"})
            return self._wrong(f"没有函数“{call.name}”{zh}", f"there is no function `{call.name}`{en}")
        return self._function(call.name, kinds)

    def _function(self, name: str, kinds: list[Kind]) -> Kind:
        wanted, gives = FUNCTIONS[name]
        if name in _OF_SPANS and [one.name for one in kinds] == ["duration"]:
            return WHOLE
        if name in GETTERS and len(kinds) == 1:
            zh = f"{name}() 不写时区时按 UTC 计，差八小时；请写 {name}('Asia/Shanghai')"
            return self._wrong(zh, f"{name}() without a zone counts in UTC; write {name}('Asia/Shanghai')")
        if len(kinds) != len(wanted):
            return self._wrong(f"{name}() 要 {len(wanted)} 个值", f"{name}() takes {len(wanted)} values")
        for kind, fits in zip(kinds, wanted, strict=True):
            self._be(f"{name}()", kind, fits)
        return gives

    def _macro(self, call: Call, target: Node, known: Context) -> Kind:
        over, running = self.kind(target, known), call.given[0]
        self._be(f"{call.name}()", over, frozenset({"list", "map"}))
        if len(call.given) != 2 or not isinstance(running, Name):
            return self._wrong(
                f"{call.name}() 写作 {call.name}(名, 式)", f"write {call.name}(name, expression)"
            )
        each = (over.holds or ANY) if over.name == "list" else TEXT if over.name == "map" else ANY
        gives = self.kind(call.given[1], {**known, running.name: each})
        if call.name == "map":
            return Kind("list", holds=gives)
        self._be(f"{call.name}()", gives, frozenset({"yes_no"}))
        return over if call.name == "filter" else YES_NO


def _kind_of(value: object) -> Kind:
    if value is None:
        return NULL
    for type_, kind in ((bool, YES_NO), (int, WHOLE), (float, DECIMAL), (str, TEXT)):
        if isinstance(value, type_):
            return kind
    return ANY
