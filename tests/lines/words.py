"""The reviewed list of words behind which a list, a score or a track of persons would stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Whole words of an English name, its parts between underscores included.
_ENGLISH = """
    face facial faceprint biometric biometrics fingerprint fingerprints iris voiceprint gait dna embedding
    track tracks tracker tracking trajectory whereabouts movement movements footprint geofence
    score scores scoring rank ranks ranking risk threat profile profiling reputation creditworthiness
    ethnic ethnicity ethnicities race nationality minority religion religions religious faith belief church
    petitioner petitioners petition petitions petitioning dissident
    mental psychiatric psychiatry psychosis insane
    watch watchlist watched blacklist blacklisted blocklist barred suspect suspects sentiment
    convict convicts addict addicts extremist vagrant
"""
# Anywhere in a Chinese text.
_CHINESE = """
    人脸 面部 刷脸 指纹 虹膜 声纹 步态 掌纹 生物识别 生物特征 特征模板
    轨迹 行踪 足迹 活动范围 常去 人员定位
    评分 打分 得分 分值 排名 排行 排序 信用分 信用等级 风险等级 风险人员 风险评估 危险程度 画像 标签
    民族 族别 少数民族 宗教 信仰 教派 教徒 信教
    信访 上访 缠访 闹访 访民
    精神病 精神障碍 精神疾病 精神异常 心理测评 肇事肇祸
    黑名单 红黑榜 重点人员 重点人群 重点对象 特殊人群 特殊群体 重点青少年 重点关注 布控 管控 稳控 涉稳
    前科 吸毒 涉毒 刑满释放 社区矫正 停止申请
"""
ENGLISH, CHINESE = frozenset(_ENGLISH.split()), tuple(_CHINESE.split())
_PARTS = re.compile(r"[a-z]+")


def found_in(text: str) -> Iterator[str]:
    """The words of the list that stand in a name or a text."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).lower()
    yield from sorted(ENGLISH.intersection(_PARTS.findall(spaced)))
    yield from (word for word in CHINESE if word in text)
