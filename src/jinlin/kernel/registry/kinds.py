"""The kinds of units: what packs and forms tell them apart by."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.lib.words import Words

KINDS: Mapping[str, Words] = {
    "government": Words(zh="人民政府", en="government"),
    "department": Words(zh="政府部门", en="department"),
    "town": Words(zh="乡镇（街道）", en="town or street"),
    "community": Words(zh="村（社区）", en="village or community"),
    "centre": Words(zh="中心", en="centre"),
    "party": Words(zh="党委部门", en="party body"),
    "congress": Words(zh="人大政协机关", en="congress or consultative conference"),
    "court": Words(zh="人民法院", en="court"),
    "procuratorate": Words(zh="人民检察院", en="procuratorate"),
    "police": Words(zh="公安机关", en="police"),
    "institution": Words(zh="事业单位", en="public institution"),
    "school": Words(zh="学校", en="school"),
    "hospital": Words(zh="医疗机构", en="hospital or clinic"),
    "mediation_committee": Words(zh="人民调解委员会", en="mediation committee"),
    "mass_organisation": Words(zh="群团组织", en="union, women's federation and the like"),
    "association": Words(zh="社会组织", en="association"),
    "law_firm": Words(zh="律师事务所", en="law firm"),
    "notary": Words(zh="公证机构", en="notary office"),
    "bank": Words(zh="银行", en="bank"),
    "insurer": Words(zh="保险机构", en="insurer"),
    "utility": Words(zh="公用企业", en="utility"),
    "company": Words(zh="企业", en="company"),
    "other": Words(zh="其他", en="other"),
}
