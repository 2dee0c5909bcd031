"""What is said in a report beside its tables and figures."""

from __future__ import annotations

from clusternet.words.text import Text

TITLE = Text("价值网络报告", "Value network report")
CONTENTS = Text("目录", "Contents")
FACTS = Text("数据与口径", "Data and conventions")
LEFT_OUT = Text("未编入的内容", "What is left out")
DRAFT = Text(
    "图件的 PDF：快速模式（--fast）只写 200 dpi 的 PNG；不加该选项即有",
    "Figures as PDF: --fast writes PNG of 200 dpi alone; leave it out for them",
)
FINDINGS = Text("主要发现", "Main findings")
ALERTS = Text("阅读须知", "Before you read the numbers")
AUTHORS = Text("作者", "Authors")
INSTITUTION = Text("单位", "Institution")
DATE = Text("日期", "Date")
CITE = Text("引用格式", "How to cite")
LICENCE = Text("数据许可", "Data licence")
LANGUAGES = {"zh": "中文", "en": "English"}
"""What each language calls itself."""
SWITCH = Text("语言", "Language")
SEARCH = Text("筛选", "Filter")
COPY = Text("复制", "Copy")
CITE = Text("单元格的标记", "Mark of a cell")
TABS = Text("表与图", "Table and figures")
TABLE = Text("表", "Table ")
FIGURE = Text("图", "Figure ")
TABLES = Text("表目录", "Tables")
FIGURES = Text("图目录", "Figures")
SHEETS = (Text("序号", "No."), Text("内容", "What it holds"), Text("行数", "Rows"))
SYNTHETIC = Text(
    "本报告由合成数据编制，仅供试用、教学与测试，不反映任何真实情况；每句结论均有标记。",
    "This report is made from synthetic data, for trying, teaching and testing. It says nothing "
    "about the world; every sentence on its numbers is marked.",
)
NUMBERING = Text(
    "表号固定（表2至表10为既定版式，表11起为补充）：缺少的表见文末，不同数据的报告可按表号对照。",
    "Table numbers are fixed (2 to 10 in the layout of the report, from 11 on in addition): tables "
    "that are missing are listed at the end, and reports on different data compare by number.",
)


def missing(what: Text, why: Text) -> Text:
    """Return the line that says what is not in a report, and why."""
    return Text(f"{what.zh}：{why.zh}。", f"{what.en}: {why.en}.")


def leading(shown: int, nodes: int, *, every: bool) -> Text:
    """Return which nodes a list of them holds: organisations of highest degree, and never persons."""
    if every:
        return Text(
            f"{nodes}个节点中的全部{shown}个机构；自然人不列。",
            f"All {shown} organisations of {nodes} nodes; no persons.",
        )
    return Text(
        f"{nodes}个节点中度最高的{shown}个机构；自然人不列。",
        f"The {shown} organisations of highest degree of {nodes} nodes; no persons.",
    )


FAST = Text(
    "快速模式（--fast）不计算；不加该选项即可编入", "--fast leaves it out; it is made without that option"
)


def seeds_note(seed: int, runs: int, bootstrap: int, replicates: int) -> Text:
    """Return which seeds communities, layout, bootstrap and resampling began with."""
    last = seed + runs - 1
    return Text(
        f"社区 {seed}–{last}；布局、自助法（{bootstrap:,}次）、重抽样（{replicates:,}次）{seed}",
        f"communities {seed} to {last}; layout, bootstrap ({bootstrap:,}) and resampling ({replicates:,}) "
        f"{seed}",
    )
