"""Every kind of finding and of what is done with it, worded in English and Chinese."""

from __future__ import annotations

from typing import Literal

from clusternet.words.text import NOTHING, Text

Severity = Literal["fault", "warning", "note"]

PROBLEMS: dict[str, tuple[Severity, str, str]] = {
    # key: severity, English, Chinese
    "field_count": ("fault", "wrong number of fields", "字段数与表头不符"),
    "swallowed_lines": ("fault", "a quote swallows the following lines", "引号吞掉了后面的行"),
    "blank_end": ("fault", "missing name", "一端名称为空"),
    "shifted_row": ("fault", "an end is a date: the row looks shifted", "端点是日期，该行疑似错位"),
    "error_value": ("fault", "the error of a formula", "公式错误值"),
    "formula_without_value": ("fault", "a formula without a stored value", "公式没有存储计算结果"),
    "error_elsewhere": (
        "warning",
        "the error of a formula, or a formula without a value, beside the tie",
        "关系以外的列为公式错误值或没有计算结果",
    ),
    "totals_row": ("fault", "a row that sums up others", "合计行（汇总其他行）"),
    "maybe_person": ("warning", "like a person's name: no report prints it", "疑似人名，报告不列"),
    "maybe_total": ("warning", "a name that may stand for a total", "名称疑似合计"),
    "decimal_id": ("warning", "id written as a decimal number", "编号写成了小数"),
    "absent_name": ("warning", "an end that says there is no name", "端点写作缺失值"),
    "year_out_of_range": ("fault", "year outside 1800-2100", "年份不在1800—2100之间"),
    "bad_weight": ("fault", "weight is no number, or negative", "权重不是数字或为负数"),
    "bad_direction": ("fault", "unknown direction", "方向无法识别"),
    "unknown_role": ("warning", "role is neither the source nor the target of pairs", "角色不在配对规则中"),
    "weights_as_shares": ("note", "weights in percent: read as shares of 1", "权重为百分数，按占1的比例读入"),
    "undated": ("warning", "no year: in no yearly snapshot", "没有年份，不进入任何年度网络"),
    "unreadable_year": ("warning", "year cannot be read: taken as undated", "年份无法识别，按无年份处理"),
    "several_years": ("warning", "several years: taken as undated", "多个年份，按无年份处理"),
    "inexact_year": ("note", "no plain year: read as that year", "年份不是通常写法，按该年读入"),
    "decimal_comma": ("note", "comma read as decimal sign", "逗号按小数点读入"),
    "doubtful_point": ("warning", "point read as decimal sign", "点号按小数点读入"),
    "doubtful_comma": ("warning", "comma of thousands: may be decimal", "逗号按千分位读入（或为小数点）"),
    "comma_of_thousands": ("note", "comma read as sign of thousands", "逗号按千分位读入"),
    "zero_weight": ("warning", "weight 0: the tie is left out, its nodes stay", "权重为0，边不计入"),
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
    "several_names": ("warning", "several names in one cell, read as one", "一格多个名称，按一个名称读入"),
    "unequal_split": ("fault", "not as many values as names in cells that are split", "拆分的两列个数不同"),
    "blank_passed": ("note", "blank cells of a column that may be blank", "允许空白的列中的空白单元格"),
    "filled": ("note", "blank cells took the value above, or the one set", "空白单元格取上一行或设定的值"),
    "ambiguous_split": (
        "warning",
        "several names in one cell, but not as many values beside it",
        "一格多个名称，但旁边的取值个数不符",
    ),
    "second_header": (
        "warning",
        "header of a column that another header has taken",
        "与另一表头含义相同的列",
    ),
    "header_again": ("fault", "the header once more, as a row", "数据中重复的表头行"),
    "repeated_header": ("warning", "the same header twice", "表头重复"),
    "provenance_header": (
        "note",
        "a header of an end beside sample and partner",
        "样本与合作方之外另有端点表头",
    ),
    "ends_by_role": ("note", "ends told by their roles", "按角色表头确定关系两端"),
    "doubtful_roles": (
        "warning",
        "ends told by roles of which people differ who supplies",
        "角色表头的供需方向说法不一",
    ),
    "unused_numbers": (
        "warning",
        "numeric column that is not used; weights are 1",
        "数字列未使用，权重均为1",
    ),
    "unused_years": (
        "warning",
        "column of years that is not used; relations are undated",
        "年份列未使用，关系均无年份",
    ),
    "blank_weight": ("warning", "weight missing: taken as 1", "权重缺失，按1计"),
    "years_in_columns": ("note", "years side by side", "年份横向排列"),
    "unused_setting": ("warning", "setting that does nothing here", "在此不起作用的设置"),
    "unknown_pole": ("warning", "pole that is no known place", "极点地名无法识别"),
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
    "name_of_several": (
        "warning",
        "end that is the name of several nodes of the node table, and no id",
        "边的一端不是编号，是节点表中多个节点的名称",
    ),
    "joined_by_name": (
        "note",
        "end that is the name of a node of the node table, and no id",
        "边的一端不是编号，是节点表中节点的名称",
    ),
    "no_place": ("warning", "node without a place", "节点没有地点"),
    "unknown_place": ("warning", "unknown place", "地名无法识别"),
    "ambiguous_place": ("warning", "place name with several readings", "地名有多种可能"),
    "spelt_apart": ("warning", "one place in two spellings, kept apart", "同一地点的两种写法，按两地处理"),
    "place_conflict": ("warning", "city lies in another province", "城市与省份不符"),
    "homoglyph": ("warning", "non-Latin look-alike letters", "形近字母（看似拉丁字母）"),
    "likely_alias": ("warning", "probably another name of a node", "疑似同一机构的不同名称"),
    "lost_zeros": ("warning", "code that lost its leading zeros", "代码丢失前导零"),
    "rounded_code": (
        "warning",
        "code of more than 15 digits that a spreadsheet rounded",
        "超过15位的代码被表格软件取整",
    ),
    "code_as_number": ("warning", "code that became a number", "代码被转成数字，位数已丢失"),
    "bad_credit_code": ("warning", "credit code with a wrong check digit", "统一社会信用代码校验不符"),
    "amount_as_weight": ("warning", "weights look like amounts of money", "权重疑似金额"),
    "implausible_year": ("warning", "implausible year", "年份可疑"),
    "before_foundation": ("warning", "tie predates founding of a party", "关系早于一方成立年份"),
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
    "stripped": ("note", "suffix removed from name", "名称中的附加词已去掉"),
    "apostrophe_cut": (
        "note",
        "apostrophe that made a cell text in a spreadsheet was cut",
        "表格软件中标记文本的撇号已去掉",
    ),
    "split_cell": ("note", "several partners in one cell: one edge each", "一格多个合作方，拆成多条边"),
    "names_cut": ("note", "too many names to compare each with each", "名称过多，未逐一比较"),
    "double_coded": ("note", "recorded by both firms: counted once", "双方各记一次，只计一次"),
    "renamed": ("note", "name replaced through the alias table", "按别名表改名"),
    "term_replaced": ("note", "word replaced by that of a vocabulary", "按词表、新旧对照表或内置术语换词"),
    "alias_unused": (
        "note",
        "name in a table of names that the data do not have",
        "别名表或母公司表中的名称在数据中没有出现",
    ),
    "blank_group": ("fault", "membership without a group", "成员所属组为空"),
    "units_row": ("note", "a row of units or sub-headings below the header", "表头下的单位或副标题行"),
    "notes_below": ("note", "notes below the table", "表格下方的说明文字"),
    "year_of_sheet": ("note", "no column of years: the sheet is named by one", "没有年份列，工作表名为年份"),
    "year_against_sheet": (
        "warning",
        "years that differ from the year in the name of the sheet",
        "年份与工作表名称中的年份不同",
    ),
    "title_rows": ("note", "lines above the header were passed over", "表头以上的行已跳过"),
    "merged_cells": ("note", "cells merged downwards", "向下合并的单元格"),
    "hidden_rows": ("note", "rows that are hidden in the sheet", "工作表中隐藏的行"),
    "formulas_unproven": (
        "note",
        "formulas: whether they were ever calculated cannot be told",
        "公式是否计算过无法判断",
    ),
    "place_of_name": ("note", "a place that the name of the company says", "地点取自企业名称"),
    "sheet_read": ("note", "a sheet that was read", "已读取的工作表"),
    "not_in_ties": ("note", "rows of a list that stand in no tie", "名单中没有任何关系的行"),
    "sheet_skipped": ("note", "a sheet that was not read", "未读取的工作表"),
    "encoding": ("note", "the file is not UTF-8", "文件不是UTF-8编码"),
    "time_as_year": ("note", "edges whose time gives their year", "边的时间换算为年份"),
    "time_unread": ("warning", "time that is no year: taken as undated", "时间不是年份，按无年份处理"),
    "changing_value": ("warning", "attribute that changes over time", "随时间变化的属性"),
    "several_graphs": ("note", "several graphs in one file", "一个文件含多个网络"),
    "html_table": ("note", "a page of HTML under the suffix of a workbook", "扩展名为工作簿，内容为HTML网页"),
    "no_header": ("note", "a list without a header", "没有表头的边列表"),
    "matrix": ("note", "an adjacency matrix", "邻接矩阵"),
    "comment_lines": ("note", "comment lines were passed over", "注释行已跳过"),
    "same_label": ("note", "several vertices of one label", "多个顶点标签相同"),
    "not_read": ("note", "parts of the file that are not read", "文件中未读取的部分"),
}
"""Every kind of finding: its severity, and its wording in English and Chinese."""

ACTIONS: dict[str, Text] = {
    # key: Chinese, English; {0} is the first value, put where it reads best, {0:row} how many rows
    "": NOTHING,
    "row_refused": Text("该行拒收", "row refused"),
    "row_refused_percent": Text("该行拒收：数字中夹有百分数", "row refused; a percentage among numbers"),
    "row_refused_total": Text(
        '该行拒收；如需读入，可设totals = "keep"', 'row refused; totals = "keep" in dataset.toml reads it'
    ),
    "row_refused_word": Text(
        "该行拒收；若该词表示双向，可设directions = {{ {0} }}",
        "row refused; directions = {{ {0} }} in dataset.toml says what the word means",
    ),
    "row_refused_unequal": Text(
        '该行拒收；个数须相同，或设splits = "product"逐一组合',
        'row refused; write as many in each, or splits = "product" in dataset.toml takes every pair',
    ),
    "row_refused_blank": Text(
        "该行拒收；若沿用上一行的名称，可设{0}", "row refused; {0} in dataset.toml takes the name above"
    ),
    "kept_as_one": Text(
        "按一个名称保留；可设{0}拆分", "kept as one name; {0} in dataset.toml cuts such cells"
    ),
    "rows_passed_over": Text("{0}行跳过", "{0:row} passed over"),
    "filled": Text("共{0}格", "{0:cell}"),
    "kept_total": Text(
        '保留；如不读入，可设totals = "drop"', 'kept; totals = "drop" in dataset.toml leaves it out'
    ),
    "line_refused": Text("该行拒收，其后各行另行读入", "line refused, the lines after it read by themselves"),
    "row_ignored": Text("该行忽略", "row ignored"),
    "passed_over": Text("已跳过", "passed over"),
    "whole_column": Text("整列", "for the whole column"),
    "name_as_year": Text(
        '如为年份，请在dataset.toml中写明：columns = {{ year = "{0}" }}',
        'if it is the year, name it in dataset.toml: columns = {{ year = "{0}" }}',
    ),
    "name_as_weight": Text(
        '如为权重，请在dataset.toml中写明：columns = {{ weight = "{0}" }}',
        'if it is the weight, name it in dataset.toml: columns = {{ weight = "{0}" }}',
    ),
    "row_a_year": Text(
        "每年一条关系，数值为权重；空白或0的{0}格没有关系",
        "one relation a year, the number is its weight; {0} blank or 0 cells are none",
    ),
    "left_empty": Text("留空", "left empty"),
    "kept": Text("保留", "kept"),
    "kept_name": Text('保留；可设missing = ["{0}"]', 'kept; missing = ["{0}"] in dataset.toml refuses it'),
    "kept_as": Text("保留，列名为{0}", "kept as {0}"),
    "kept_value": Text("保留{0}", "{0} kept"),
    "kept_undated": Text("保留，不进入任何年度网络", "kept, in no yearly snapshot"),
    "own_places": Text("与{0}分列，请统一写法", "kept apart from {0}: write one of them"),
    "kept_bare": Text("保留，没有属性", "kept, without attributes"),
    "kept_in_latin": Text("保留；写成拉丁字母为{0}", "kept; in Latin letters {0}"),
    "kept_cut": Text("保留；位数已丢失", "kept; digits are lost"),
    "kept_rounded": Text(
        "保留；位数已丢失，请将该列存为文本", "kept; digits are lost, store the column as text"
    ),
    "kept_was": Text("保留；原为{0}？", "kept; was {0}?"),
    "kept_in_future": Text("保留；晚于今年", "kept; in the future"),
    "kept_lonely": Text("保留；前后{0}年内没有其他年份", "kept; no other year within {0:year}"),
    "kept_before_founded": Text("保留；{0}成立于{1}年", "kept; {0} was founded in {1}"),
    "kept_of_aliases": Text("保留；由别名合并产生", "kept; made by the aliases"),
    "kept_twice": Text(
        "保留，权重相加；与{1}第{0}行相同", "kept, weights add up; the same as line {0} of {1}"
    ),
    "kept_as_weight": Text(
        "按权重保留；金额请另设一列", "kept as weight; give amounts of money a column of their own"
    ),
    "kept_beside": Text("作为附加列保留；{0}取自{1}", "kept as a further column; {0} is read from {1}"),
    "kept_in": Text("{0}保留", "kept {0}"),
    "kept_in_near": Text("{0}保留；最接近：{1}", "kept {0}; nearest: {1}"),
    "read_as": Text("按{0}读入", "read as {0}"),
    "read_as_in": Text("{1}读作{0}", "read as {0}, {1}"),
    "read_as_provenance": Text("按出处读入", "read as where the row was found"),
    "read_from_to": Text(
        '{0}为来源，{1}为目标；如相反，可设columns = {{ source = "{1}", target = "{0}" }}',
        '{0} is the source, {1} the target; columns = {{ source = "{1}", target = "{0}" }} in dataset.toml '
        "turns it round",
    ),
    "read_as_shares": Text(
        "整列按占1的比例读入，100%为1", "the whole column is read as shares of 1; 100% is 1"
    ),
    "gaps_filled": Text("保留首行，其空缺由后面的行补足", "first row kept, later values fill its gaps"),
    "taken_as_missing": Text("按缺失处理", "taken as missing"),
    "range_missing": Text(
        '按缺失处理；可设years = "first"或"last"', 'as missing; years = "first" or "last" takes one'
    ),
    "year_unread": Text(
        "按缺失处理；可写作2018、2018年3月、2018/3/1、2018Q1、2018财年、民国107年",
        "taken as missing; accepted: 2018, 2018-03, 2018-03-01, 1 March 2018, 2018Q1, FY2018",
    ),
    "rows_of_year": Text("各行的年份取{0}", "the year of its rows is {0}"),
    "column_holds": Text("{0}行不同；以年份列为准", "{0:row}; the column of years holds"),
    "taken_as_no": Text("按否处理", "taken as no"),
    "taken_as": Text("按{0}处理", "taken as {0}"),
    "tie_left_out": Text("边不计入，节点保留", "tie left out, nodes kept"),
    "trimmed": Text("已去掉空格", "trimmed"),
    "cut": Text("已去掉", "cut"),
    "apostrophe_cut": Text(
        "已去掉标记文本的撇号", "the apostrophe that makes it text in a spreadsheet was cut"
    ),
    "edge_each": Text("每个一条边", "one edge for each"),
    "first_only": Text("归第一个名称，其余留空", "given to the first name, left empty for the others"),
    "place_of_first": Text(
        '可核对的{0}个名称中{1}个在别处，只归第一个；one_place = "each"归各方',
        'of {0} such names {1} lie elsewhere: given to the first alone, one_place = "each" gives it to all',
    ),
    "same_for_each": Text("各方取同一值", "same value assigned to all"),
    "year_of_start": Text(
        '年份取开始时间，没有则取结束时间；years = "last"取结束时间',
        'the year is that of the start, else of the end; years = "last" in dataset.toml takes the end',
    ),
    "year_of_end": Text("年份取结束时间，没有则取开始时间", "the year is that of the end, else of the start"),
    "rows_as_directed": Text("{0}行按有向处理", "{0:row} taken as directed"),
    "rows_undated": Text("{0}条关系没有年份", "{0:relation/are} undated"),
    "value_of_start": Text(
        '{0}处取最早的值；years = "last"取最晚的值',
        'the first value is read, {0} times; years = "last" in dataset.toml takes the last',
    ),
    "value_of_end": Text("{0}处取最晚的值", "the last value is read, {0} times"),
    "numbers_as_ids": Text("以顶点序号为编号，标签为名称", "their numbers are the ids, labels the names"),
    "name_columns": Text(
        "按以上各列读入；如有不同，请在dataset.toml中写明columns",
        "read as these; columns = {{ source = 1, target = 2 }} in dataset.toml says otherwise",
    ),
    "matrix_symmetric": Text("对称矩阵，按{0}条无向边读入", "symmetric: read as {0} undirected edges"),
    "matrix_rows_to_columns": Text("由行到列，共{0}条边", "{0:edge}, from rows to columns"),
    "as_one": Text("合并为一个网络；由graph列区分", "read as one; the column graph says which"),
    "counted_once": Text("只计一次", "counted once"),
    "counted_as": Text("计为{0}", "counted as {0}"),
    "not_merged": Text(
        "未合并；可能是{0}（{1}，{2}分）：见 `clusternet alias suggest`",
        "not merged; may be {0} ({1}, score {2}): see `clusternet alias suggest`",
    ),
    "compared_near": Text("{0}", "{0}"),
    "names_of_several": Text("未改名；是{0}的名称", "not renamed; it is a name of {0}"),
    "nothing_to_rename": Text("没有可改名的", "nothing to rename"),
    "no_such_node": Text("没有这个节点", "no such node"),
    "lies_in": Text("{0}属于{1}；保留{2}", "{0} is in {1}; {2} kept"),
    "place_unknown": Text("地名未知", "unknown place"),
    "place_may_be_in": Text("地名未知；可能在{0}", "unknown place; may be in {0}"),
    "place_near": Text("地名未知；最接近：{0}", "unknown place; nearest: {0}"),
    "no_edge": Text("{0}行不产生边", "{0:row/give} no edge"),
    "column_unless": Text(
        '整列；如为{0}，请在dataset.toml中写明：decimal = ","',
        'for the whole column; decimal = "," in dataset.toml if it {0}',
    ),
    "row_refused_comma": Text(
        "该行拒收；该列的小数点为逗号", "row refused; the comma is the decimal sign of its column"
    ),
    "row_refused_unvalued": Text(
        "该行拒收；请在Excel中打开并保存该文件", "row refused; open the file in Excel and save it"
    ),
    "held_in_rows": Text(
        "取值填入合并的每一行；该列共{0}处", "the value holds in each of their rows; {0} in the column"
    ),
    "read_like_others": Text("与其他行一样读入", "read like any other"),
    "values_as_stored": Text(
        "按存储的值读入；{0}文件不区分是否计算过", "read as stored: a {0} file does not tell"
    ),
    "no_node_made": Text("{0}行中有{1}行不成为节点", "{1} of {0} rows become no nodes"),
    "read_as_ties": Text("按关系读入", "read as ties"),
    "read_as_nodes": Text("按节点读入", "read as nodes"),
    "hidden_name_it": Text(
        "工作表已隐藏；如需读取，请在dataset.toml中写明", "it is hidden; name it in dataset.toml to read it"
    ),
    "other_named_name_it": Text(
        "另有按名称确定的关系表；如需读取，请在dataset.toml中写明",
        "another sheet is called edges; name it in dataset.toml to read it",
    ),
    "sums_up_name_it": Text(
        "名称表示汇总其他工作表；如需读取，请在dataset.toml中写明",
        "by its name it sums up others; name it in dataset.toml to read it",
    ),
    "no_ties_name_it": Text(
        "没有关系的表头；如需读取，请在dataset.toml中写明",
        "no header of ties in it; name it in dataset.toml to read it",
    ),
    "unnamed_name_it": Text("dataset.toml中没有写明", "not named in dataset.toml"),
    "ignored_root": Text("已忽略；只与dataset.toml同用", "ignored; it goes with a dataset.toml"),
    "ignored_setting": Text("已忽略；{0}文件没有此项", "ignored; a {0} file has none"),
    "was_there": Text("上一版有", "in the earlier release"),
    "was_there_renamed": Text(
        "上一版有；{0}与其信用代码相同，请列入别名表",
        "in the earlier release; {0} has its credit code: list it in the alias table",
    ),
    "was_not_there": Text("上一版没有", "not in the earlier release"),
    "was_empty": Text("原为空", "was empty"),
    "was": Text("原为{0}", "was {0}"),
    "relations": Text("{0}条关系", "{0:relation}"),
    "is_now": Text("{0}", "{0}"),
    "is_now_since": Text("{0}，自{1}年起", "{0} since {1}"),
    "is_now_by": Text("{0}（{1}第{2}行）", "{0} ({1}, line {2})"),
    "is_now_since_by": Text("{0}，自{1}年起（{2}第{3}行）", "{0} since {1} ({2}, line {3})"),
    "caused_by": Text("{0}", "{0}"),
}
"""What was done with what was found."""
