"""What technology relations are about: technology, field of application, industry, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from clusternet.synthetic.targets import Targets

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

# Unpublished shares, in percent of all; the published ones come from the targets.
_TECHNOLOGIES = {
    "自动驾驶": 3.75,
    "智能芯片": 3.52,
    "智能推荐": 3.05,
    "区块链": 2.61,
    "语音识别": 2.34,
    "自然语言处理": 2.12,
    "虚拟/增强现实": 1.93,
    "生物识别": 1.48,
    "空间技术": 1.20,
    "人机交互": 0.94,
    "光电技术": 0.72,
    "知识图谱": 0.60,
}
_APPLICATIONS = {
    "智能金融": 6.80,
    "智能医疗": 5.60,
    "智能政务": 5.20,
    "新媒体和数字内容": 5.00,
    "智能交通": 4.60,
    "智能教育": 4.30,
    "智能能源": 3.60,
    "智慧文旅": 2.90,
    "智能硬件": 2.70,
    "网络安全": 2.60,
    "智能物流": 2.50,
    "智能家居": 2.20,
    "智能安防": 1.52,
    "智能农业": 0.85,
}
# Growth over the nine years of the share among new relations (1: none), as the report's text says.
_TECHNOLOGY_DRIFT = {"智能机器人": 1.30, "自动驾驶": 1.60, "智能芯片": 1.60, "大数据和云计算": 0.95}
_APPLICATION_DRIFT = {
    "智能制造": 1.18,
    "智能营销与新零售": 1.12,
    "智能网联汽车": 1.50,
    "智慧城市": 0.97,
    "企业智能管理": 0.97,
}

# Divisions of GB/T 4754 by section, with relative size; those with a published share are scaled to it.
_PRIMARY = {"A01": 45, "A03": 25, "A02": 12, "A04": 18}
_SECTIONS_SECONDARY = {"B": 1.62}
_SECTIONS_TERTIARY = {
    "G": 4.60,
    "R": 3.40,
    "P": 3.00,
    "S": 2.40,
    "Q": 1.80,
    "K": 1.30,
    "N": 0.90,
    "O": 0.60,
    "H": 0.32,
}
_DIVISIONS = {
    "B": {"B06": 45, "B07": 25, "B08": 10, "B09": 20},
    "D": {"D44": 80, "D45": 12, "D46": 8},
    "E": {"E47": 30, "E48": 45, "E49": 15, "E50": 10},
    "F": {"F51": 55, "F52": 45},
    "G": {"G53": 14, "G54": 36, "G55": 12, "G56": 16, "G59": 10, "G60": 12},
    "H": {"H61": 60, "H62": 40},
    "I": {"I63": 22, "I64": 30, "I65": 48},
    "J": {"J66": 50, "J67": 22, "J68": 18, "J69": 10},
    "K": {"K70": 100},
    "L": {"L71": 8, "L72": 92},
    "M": {"M73": 45, "M74": 30, "M75": 25},
    "N": {"N76": 20, "N77": 45, "N78": 35},
    "O": {"O80": 50, "O81": 25, "O82": 25},
    "P": {"P83": 100},
    "Q": {"Q84": 88, "Q85": 12},
    "R": {"R86": 15, "R87": 38, "R88": 17, "R89": 12, "R90": 18},
    "S": {"S91": 10, "S92": 72, "S94": 10, "S95": 8},
}
_MANUFACTURING = {
    "C27": 3.40,
    "C37": 3.20,
    "C40": 2.90,
    "C18": 1.70,
    "C21": 1.20,
    "C15": 1.30,
    "C14": 1.50,
    "C26": 1.90,
    "C31": 1.80,
    "C33": 1.40,
    "C30": 1.00,
    "C17": 0.90,
    "C13": 0.90,
    "C24": 0.78,
    "C29": 0.70,
    "C32": 0.80,
    "C25": 0.50,
    "C23": 0.40,
    "C22": 0.20,
}
_SECTION_OF = {
    "信息传输、软件和信息技术服务业": "I",
    "科学研究和技术服务业": "M",
    "租赁和商务服务业": "L",
    "金融业": "J",
    "批发和零售业": "F",
    "制造业": "C",
    "电力、热力、燃气及水生产和供应业": "D",
    "建筑业": "E",
}
_DIVISION_OF = {
    "计算机、通信和其他电子设备制造业": "C39",
    "汽车制造业": "C36",
    "电气机械和器材制造业": "C38",
    "专用设备制造业": "C35",
    "通用设备制造业": "C34",
}


@dataclass(frozen=True)
class Subjects:
    """One value for each technology relation; industries are divisions of GB/T 4754 with their letter."""

    technology: Texts
    application: Texts
    industry: Texts


def assign_subjects(targets: Targets, years: Ints, rng: np.random.Generator) -> Subjects:
    """Draw technology, field and industry of relations so that their shares come out exactly.

    Parameters
    ----------
    targets
        Published tables; the shares of Figures 18 to 25.
    years
        Year of each technology relation.
    rng
        Source of randomness.
    """
    technology = _published(targets, "technology") | _TECHNOLOGIES
    application = _published(targets, "application") | _APPLICATIONS
    return Subjects(
        technology=_deal(technology, _TECHNOLOGY_DRIFT, years, rng),
        application=_deal(application, _APPLICATION_DRIFT, years, rng),
        industry=_deal(_industries(targets), {}, years, rng),
    )


def _published(targets: Targets, dimension: str) -> dict[str, float]:
    table = targets.distributions[targets.distributions["dimension"] == dimension]
    return dict(zip(table["name"], table["share_pct"].astype(float), strict=True))


def _industries(targets: Targets) -> dict[str, float]:
    sector = _published(targets, "industry_sector")
    shares = _scaled(_PRIMARY, sector["第一产业"])
    for name, total, rest in (
        ("tertiary", sector["第三产业"], _SECTIONS_TERTIARY),
        ("secondary", sector["第二产业"], _SECTIONS_SECONDARY),
    ):
        sections = {_SECTION_OF[n]: v for n, v in _published(targets, name).items()}
        sections |= _scaled(rest, 100 - sum(sections.values()))
        for letter, share in sections.items():
            inside = _manufacturing(targets) if letter == "C" else _DIVISIONS[letter]
            shares |= _scaled(inside, total * share / 100)
    return shares


def _manufacturing(targets: Targets) -> dict[str, float]:
    printed = {_DIVISION_OF[n]: v for n, v in _published(targets, "manufacturing").items()}
    return printed | _scaled(_MANUFACTURING, 100 - sum(printed.values()))


def _scaled(parts: dict[str, int] | dict[str, float], total: float) -> dict[str, float]:
    whole = sum(parts.values())
    return {key: value * total / whole for key, value in parts.items()}


def _deal(shares: dict[str, float], drift: dict[str, float], years: Ints, rng: np.random.Generator) -> Texts:
    """Deal out the categories: exact quotas over all years, shares that drift from year to year."""
    names = list(shares)
    quota = _whole_numbers(np.array([shares[n] for n in names]) / sum(shares.values()) * len(years))
    when, size = np.unique(years, return_counts=True)
    pace = np.linspace(-0.5, 0.5, len(when))
    table = np.outer(size, quota / quota.sum())
    table *= np.array([drift.get(n, 1.0) for n in names]) ** pace[:, None]
    for _ in range(200):
        table *= (quota / table.sum(axis=0))[None, :]
        table *= (size / table.sum(axis=1))[:, None]
    left = quota.copy()
    dealt = np.empty(len(years), dtype=object)
    labels = np.array(names, dtype=object)
    for i, year in enumerate(when):
        counts = left if i == len(when) - 1 else np.minimum(_whole_numbers(table[i]), left)
        short = int(size[i] - counts.sum())
        counts = counts.copy()
        counts[int(np.argmax(left - counts))] += short
        left = left - counts
        dealt[years == year] = rng.permutation(np.repeat(labels, counts))
    return dealt


def _whole_numbers(values: npt.NDArray[np.float64]) -> Ints:
    """Round to whole numbers that keep the sum (largest remainders)."""
    floor = np.floor(values).astype(np.int64)
    missing = round(values.sum()) - int(floor.sum())
    order = np.argsort(-(values - floor), kind="stable")
    floor[order[:missing]] += 1
    return floor


def to_frame(subjects: Subjects) -> pd.DataFrame:
    """The three columns as a table."""
    return pd.DataFrame(
        {
            "technology": subjects.technology,
            "application": subjects.application,
            "industry": subjects.industry,
        }
    )
