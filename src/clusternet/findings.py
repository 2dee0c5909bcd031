"""What was found wrong, odd or changed while reading: nothing is refused or altered without a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning", "note"]

PROBLEMS: dict[str, tuple[Severity, str, str]] = {
    # key: severity, English, Chinese
    "field_count": ("fault", "wrong number of fields", "字段数与表头不符"),
    "swallowed_lines": ("fault", "a quote swallows the following lines", "引号吞掉了后面的行"),
    "blank_end": ("fault", "no name at one end", "一端名称为空"),
    "shifted_row": ("fault", "an end is a date: the row looks shifted", "端点是日期，该行疑似错位"),
    "year_out_of_range": ("fault", "year outside 1800-2100", "年份不在1800—2100之间"),
    "bad_weight": ("fault", "weight is no number, or negative", "权重不是数字或为负数"),
    "bad_direction": ("fault", "unknown direction", "方向无法识别"),
    "unknown_role": ("warning", "role is neither the source nor the target of pairs", "角色不在配对规则中"),
    "undated": ("warning", "no year: in no yearly snapshot", "没有年份，不进入任何年度网络"),
    "unreadable_year": ("warning", "year cannot be read: taken as undated", "年份无法识别，按无年份处理"),
    "zero_weight": (
        "warning",
        "weight 0: the tie is left out, its nodes stay",
        "权重为0，边不计入，节点保留",
    ),
    "duplicate_id": ("warning", "id stands more than once in the node table", "节点表中编号重复"),
    "blank_id": ("fault", "node without an id", "节点没有编号"),
    "attribute_conflict": (
        "warning",
        "different values for one node: the first is kept",
        "同一节点取值不一致，保留第一个",
    ),
    "kind_conflict": (
        "warning",
        "said to be a sample and a partner node: the first is kept",
        "同一节点既记为样本节点又记为关系节点，保留第一个",
    ),
    "unknown_value": (
        "warning",
        "value outside the accepted words: left empty",
        "取值不在可接受范围内，留空",
    ),
    "unknown_term": ("warning", "word outside the data set's vocabulary", "不在本数据集词表中的词"),
    "self_loop": ("warning", "self-loop", "自环"),
    "blank_alias": ("warning", "row of a table of names lacks a name", "别名表或母公司表中名称为空"),
    "alias_conflict": (
        "warning",
        "two answers for one name: the first is kept",
        "别名表或母公司表中同一名称对应多个，保留第一个",
    ),
    "unknown_node": ("warning", "end of an edge that the node table does not list", "边的一端不在节点表中"),
    "no_place": ("warning", "node without a place", "节点没有地点"),
    "unknown_place": ("warning", "unknown place", "地名无法识别"),
    "ambiguous_place": ("warning", "place name with several readings", "地名有多种可能"),
    "place_conflict": ("warning", "city lies in another province", "城市与省份不符"),
    "homoglyph": ("warning", "letters that only look Latin", "形近字母（看似拉丁字母）"),
    "likely_alias": ("warning", "probably another name of a node", "疑似同一机构的不同名称"),
    "lost_zeros": ("warning", "code that lost its leading zeros", "代码丢失前导零"),
    "code_as_number": ("warning", "code that became a number", "代码被转成数字，位数已丢失"),
    "bad_credit_code": ("warning", "credit code with a wrong check digit", "统一社会信用代码校验不符"),
    "amount_as_weight": ("warning", "weights look like amounts of money", "权重疑似金额"),
    "implausible_year": ("warning", "implausible year", "年份可疑"),
    "before_foundation": ("warning", "tie before one end was founded", "关系早于一方成立年份"),
    "exact_duplicate": ("warning", "row equal to another in every column", "与另一行完全重复"),
    "node_new": ("note", "node that the earlier release lacks", "新增节点"),
    "node_gone": ("warning", "node of the earlier release that is gone", "消失的节点"),
    "node_renamed": ("note", "node under another name than before", "改名的节点"),
    "node_changed": ("note", "node whose attributes changed", "节点属性有变"),
    "edge_new_in_past": ("warning", "edge of a past year that the earlier release lacks", "以往年份新增的边"),
    "edge_gone": ("warning", "edge of the earlier release that is gone", "以往年份消失的边"),
    "edge_changed": ("warning", "edge of a past year that changed", "以往年份有改动的边"),
    "year_new": ("note", "year that the earlier release lacks", "新增年份"),
    "structure_changed": ("note", "structure of a past year differs", "以往年份的结构指标有变"),
    "city_as_province": ("note", "city in the column of provinces", "省份一列填了城市"),
    "full_width": ("note", "full-width letters or digits", "全角字母或数字"),
    "trimmed": ("note", "spaces around a value were cut", "首尾空格已去掉"),
    "stripped": ("note", "words that are no part of the name were cut", "名称中的附加词已去掉"),
    "split_cell": ("note", "several partners in one cell: one edge each", "一格多个合作方，拆成多条边"),
    "double_coded": ("note", "recorded by both firms: counted once", "双方各记一次，只计一次"),
    "renamed": ("note", "name replaced through the alias table", "按别名表改名"),
    "term_replaced": ("note", "word replaced through vocabulary or crosswalk", "按词表或新旧对照表换词"),
    "alias_unused": (
        "note",
        "name in a table of names that the data do not have",
        "别名表或母公司表中的名称在数据中没有出现",
    ),
    "blank_group": ("fault", "membership without a group", "成员所属组为空"),
    "title_rows": ("note", "lines above the header were passed over", "表头以上的行已跳过"),
    "sheet_skipped": ("note", "a sheet that holds no ties was not read", "工作表中没有关系，未读取"),
    "encoding": ("note", "the file is not UTF-8", "文件不是UTF-8编码"),
}
"""Every kind of finding: its severity, and its wording in English and Chinese."""

COLUMNS = ("file", "sheet", "line", "column", "severity", "problem", "value", "action")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the input.

    Attributes
    ----------
    problem
        A key of :data:`PROBLEMS`.
    file, sheet, line, column
        Where. ``line`` counts from 1 as an editor does, the header being a line; in Excel it is the row.
    value
        What stood there.
    action
        What was done: ``row refused``, ``kept``, ...
    """

    problem: str
    file: str = ""
    sheet: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""
    action: str = ""

    @property
    def severity(self) -> Severity:
        """``fault`` (a row is refused), ``warning`` or ``note``."""
        return PROBLEMS[self.problem][0]

    def record(self) -> dict[str, object]:
        """Return the finding as a row of ``check``."""
        return {name: getattr(self, name) for name in COLUMNS}


def wording(problem: str, language: str) -> str:
    """Return the wording of a problem in ``en`` or ``zh``."""
    return PROBLEMS[problem][2 if language == "zh" else 1]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how often each problem occurs, worst first."""
    tally: dict[str, int] = {}
    for each in findings:
        tally[each.problem] = tally.get(each.problem, 0) + 1
    return {problem: tally[problem] for problem in PROBLEMS if problem in tally}
