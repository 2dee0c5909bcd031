"""How columns are headed and numbers are printed, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clusternet.words.text import Text
from clusternet.words.vocabulary import SECTORS
from clusternet.words.vocabulary import industry as classified

Style = Literal["text", "count", "number", "share", "scientific"]


@dataclass(frozen=True, slots=True)
class Label:
    """Heading of a column in both languages, and how its values are printed."""

    zh: str
    en: str
    style: Style = "text"

    def in_(self, language: str) -> str:
        """Return the words in a language."""
        return Text(self.zh, self.en).in_(language)


SYNTHETIC = Label("合成数据", "synthetic data")

LABELS: dict[str, Label] = {
    "year": Label("年份", "Year"),
    "relations": Label("关系数", "Relations", "count"),
    "sample_nodes": Label("样本节点", "Sample nodes", "count"),
    "partner_nodes": Label("关系节点", "Partner nodes", "count"),
    "nodes": Label("节点数", "Nodes", "count"),
    "edges": Label("总边数", "Edges", "count"),
    "self_loops": Label("自环", "Self-loops", "count"),
    "average_degree": Label("平均度", "Average degree", "number"),
    "average_weighted_degree": Label("平均加权度", "Average weighted degree", "number"),
    "density": Label("图密度", "Density", "scientific"),
    "diameter": Label("网络直径", "Diameter", "count"),
    "radius": Label("网络半径", "Radius", "count"),
    "average_path_length": Label("平均路径长度", "Average path length", "number"),
    "reachable_share": Label("可达点对占比", "Reachable share", "share"),
    "average_clustering": Label("平均聚类系数", "Average clustering", "number"),
    "modularity": Label("模块度（最优）", "Modularity (best)", "number"),
    "modularity_median": Label("模块度（中位）", "Modularity (median)", "number"),
    "modularity_min": Label("模块度（最低）", "Modularity (minimum)", "number"),
    "communities": Label("社区数", "Communities", "count"),
    "community_algorithm": Label("社区算法", "Community algorithm"),
    "seeds": Label("随机种子数", "Seeds", "count"),
    "community": Label("社区", "Community", "count"),
    "top_members": Label("主要成员", "Top members"),
    "internal_share": Label("内部连接占比", "Internal share", "share"),
    "internal_weight_share": Label("内部权重占比", "Internal share, weights", "share"),
    "main_province": Label("主要省份", "Main province"),
    "main_province_share": Label("主要省份占比", "Main province, share", "share"),
    "main_technology": Label("主要技术", "Main technology"),
    "main_technology_share": Label("主要技术占比", "Main technology, share", "share"),
    "main_category": Label("主要机构类型", "Main category"),
    "main_category_share": Label("主要机构类型占比", "Main category, share", "share"),
    "main_country": Label("主要国家/地区", "Main country"),
    "main_country_share": Label("主要国家/地区占比", "Main country, share", "share"),
    "resolution": Label("分辨率", "Resolution", "number"),
    "communities_min": Label("社区数（最少）", "Communities (fewest)", "count"),
    "communities_max": Label("社区数（最多）", "Communities (most)", "count"),
    "nulls": Label("零模型个数", "Nulls", "count"),
    "nmi": Label("NMI（平均）", "NMI (mean)", "number"),
    "nmi_min": Label("NMI（最低）", "NMI (minimum)", "number"),
    "ari": Label("ARI（平均）", "ARI (mean)", "number"),
    "ari_min": Label("ARI（最低）", "ARI (minimum)", "number"),
    "weak_components": Label("弱连通分量", "Weak components", "count"),
    "strong_components": Label("强连通分量", "Strong components", "count"),
    "convention": Label("口径", "Convention"),
    "rank": Label("排名", "Rank", "count"),
    "rank_before": Label("合并前排名", "Rank before", "count"),
    "members": Label("成员数", "Members", "count"),
    "id": Label("编号", "Id"),
    "name": Label("名称", "Name"),
    "kind": Label("节点类型", "Kind"),
    "category": Label("机构类型", "Category"),
    "in_degree": Label("连入度", "In-degree", "count"),
    "out_degree": Label("连出度", "Out-degree", "count"),
    "degree": Label("度数中心度", "Degree", "count"),
    "net_share": Label("净赋能率", "Net share", "number"),
    "closeness": Label("接近中心度", "Closeness", "number"),
    "harmonic_closeness": Label("调和接近中心度", "Harmonic closeness", "number"),
    "betweenness": Label("中介中心度", "Betweenness", "number"),
    "eccentricity": Label("离心度", "Eccentricity", "count"),
    "pagerank": Label("PageRank", "PageRank", "scientific"),
    "authority": Label("权威值", "Authority", "scientific"),
    "hub": Label("枢纽值", "Hub", "scientific"),
    "eigenvector": Label("特征向量中心度", "Eigenvector", "number"),
    "clustering": Label("聚类系数", "Clustering", "number"),
    "core": Label("核数", "Core", "count"),
    "constraint": Label("约束系数", "Constraint", "scientific"),
    "brokerage_coordinator": Label("协调者", "Coordinator", "count"),
    "brokerage_itinerant": Label("顾问", "Itinerant", "count"),
    "brokerage_gatekeeper": Label("守门人", "Gatekeeper", "count"),
    "brokerage_representative": Label("代理人", "Representative", "count"),
    "brokerage_liaison": Label("联络人", "Liaison", "count"),
    "brokerage_total": Label("中介合计", "Brokerage", "count"),
    "joint_rank": Label("并列排名", "Joint rank", "count"),
    "rank_low": Label("名次区间上位", "Rank interval, best", "count"),
    "rank_high": Label("名次区间下位", "Rank interval, worst", "count"),
    "share_of_all": Label("在全体中的占比", "Share of all", "share"),
    "file": Label("文件", "File"),
    "sheet": Label("工作表", "Sheet"),
    "line": Label("行", "Line", "count"),
    "column": Label("列", "Column"),
    "severity": Label("级别", "Severity"),
    "problem": Label("问题", "Problem"),
    "value": Label("取值", "Value"),
    "action": Label("处理", "Action"),
    "source": Label("来源", "Source"),
    "target": Label("目标", "Target"),
    "provenance": Label("出处", "Provenance"),
    "alias": Label("别名", "Alias"),
    "canonical": Label("规范名", "Canonical"),
    "merge": Label("合并", "Merge"),
    "score": Label("分数", "Score", "count"),
    "reason": Label("理由", "Reason"),
    "alias_ties": Label("别名关系数", "Alias ties", "count"),
    "canonical_ties": Label("规范名关系数", "Canonical ties", "count"),
    "alias_name": Label("别名名称", "Alias name"),
    "canonical_name": Label("规范名称", "Canonical name"),
    "valid_from": Label("生效年份", "Valid from"),
    "indicator": Label("指标", "Indicator"),
    "before": Label("上一版", "Before", "number"),
    "after": Label("本版", "After", "number"),
    "renamed": Label("改名", "Renamed", "number"),
    "nodes_gone": Label("节点消失", "Nodes gone", "number"),
    "edges_gone": Label("边消失", "Edges gone", "number"),
    "edges_changed": Label("边改动", "Edges changed", "number"),
    "edges_new": Label("新增边", "Edges new", "number"),
    "nodes_new": Label("新增节点", "Nodes new", "number"),
    "attributes": Label("属性", "Attributes", "number"),
    "flow": Label("流量", "Flow", "count"),
    "share": Label("占比", "Share", "share"),
    "type": Label("类型", "Type"),
    "expected_ratio": Label("实际/期望", "Observed/expected", "number"),
    "place": Label("地区", "Place"),
    "province": Label("省份", "Province"),
    "city": Label("城市", "City"),
    "region": Label("区域", "Region"),
    "country": Label("国家/地区", "Country"),
    "enable": Label("技术赋能", "Enabling", "count"),
    "enable_share": Label("赋能占比", "Enabling share", "share"),
    "input": Label("技术输入", "Input", "count"),
    "input_share": Label("输入占比", "Input share", "share"),
    "net": Label("净赋能", "Net", "share"),
    "base": Label("基数", "Base"),
    "base_n": Label("基数数量", "Base n", "count"),
    "count": Label("数量", "Count", "count"),
    "direction": Label("方向", "Direction"),
    "share_of_nodes": Label("节点占比", "Share of nodes", "share"),
    "links": Label("连接数", "Links", "count"),
    "share_of_links": Label("连接占比", "Share of links", "share"),
    "gini": Label("基尼系数", "Gini", "number"),
    "centralisation": Label("中心势", "Centralisation", "number"),
    "cut_degree": Label("截断处的度", "Degree at the cut", "count"),
    "tied": Label("同值节点数", "Tied", "count"),
    "tied_counted": Label("其中计入", "Tied that count", "count"),
    "period": Label("时段", "Period"),
    "level": Label("层级", "Level"),
    "side": Label("方面", "Side"),
    "hhi": Label("HHI", "HHI", "number"),
    "hhi_size_corrected": Label("HHI（规模校正）", "HHI (size-corrected)", "number"),
    "entropy": Label("熵", "Entropy", "number"),
    "top1_share": Label("首位占比", "Top-1 share", "share"),
    "top3_share": Label("前三占比", "Top-3 share", "share"),
    "intra_share": Label("内部占比", "Intra share", "share"),
    "active_units": Label("有流量单元数", "Active units", "count"),
    "units": Label("单元数", "Units", "count"),
    "pole_to_pole": Label("极→极", "Pole to pole", "share"),
    "pole_to_rest": Label("极→其余（扩散）", "Pole to rest (diffusion)", "share"),
    "rest_to_pole": Label("其余→极（极化）", "Rest to pole (polarisation)", "share"),
    "rest_to_rest": Label("其余→其余", "Rest to rest", "share"),
    "kanbur_zhang": Label("坎布尔—张指数", "Kanbur-Zhang", "number"),
    "replicates": Label("重抽样次数", "Replicates", "count"),
    "measure": Label("指标", "Measure"),
    "first_year": Label("首年", "First year"),
    "last_year": Label("末年", "Last year"),
    "first": Label("首年值", "First", "number"),
    "last": Label("末年值", "Last", "number"),
    "change": Label("变化", "Change", "number"),
    "low": Label("下限", "Low", "number"),
    "high": Label("上限", "High", "number"),
    "verdict": Label("判定", "Verdict"),
    "n": Label("度大于0的节点数", "Positive degrees", "count"),
    "zeros": Label("度为0的节点数", "Zeros", "count"),
    "xmin": Label("尾部起点xmin", "xmin", "count"),
    "alpha": Label("幂指数α", "alpha", "number"),
    "alpha_se": Label("α标准误", "alpha, standard error", "number"),
    "n_tail": Label("尾部节点数", "Nodes in the tail", "count"),
    "ks": Label("KS距离", "KS distance", "number"),
    "log_likelihood": Label("对数似然", "Log-likelihood", "number"),
    "bootstrap": Label("自助法次数", "Bootstrap replicates", "count"),
    "p": Label("p值", "p", "number"),
    "alternatives": Label("其他分布", "Alternatives"),
    "across": Label("交叉属性", "Across"),
    "lq": Label("区位熵", "Location quotient", "number"),
    "a": Label("甲", "A"),
    "b": Label("乙", "B"),
    "item": Label("条目", "Item"),
    "occurrences": Label("出现数", "Occurrences", "count"),
    "total_link_strength": Label("总共现强度", "Total link strength", "count"),
    "association": Label("关联强度", "Association strength", "scientific"),
    "cosine": Label("余弦", "Cosine", "number"),
    "jaccard": Label("杰卡德", "Jaccard", "number"),
    "inclusion": Label("包含", "Inclusion", "number"),
    "cluster": Label("聚类", "Cluster", "count"),
    "held": Label("所在", "Held"),
    "count_other": Label("数量（对照）", "Count, other", "count"),
    "rank_other": Label("排名（对照）", "Rank, other", "count"),
    "occurrences_other": Label("出现数（对照）", "Occurrences, other", "count"),
    "cluster_other": Label("聚类（对照）", "Cluster, other", "count"),
    "association_other": Label("关联强度（对照）", "Association strength, other", "scientific"),
    "cosine_other": Label("余弦（对照）", "Cosine, other", "number"),
    "jaccard_other": Label("杰卡德（对照）", "Jaccard, other", "number"),
    "inclusion_other": Label("包含（对照）", "Inclusion, other", "number"),
    "first_country": Label("第一作者国家/地区", "First author's country"),
    "partner_country": Label("合作者国家/地区", "Co-author's country"),
    "papers": Label("论文数", "Papers", "count"),
    "fractional": Label("论文数（分数计数）", "Papers, fractional", "number"),
    "estimate": Label("估计值", "Estimate", "number"),
    "standard_error": Label("标准误", "Standard error", "number"),
    "all_papers": Label("全部论文数", "All papers", "count"),
    "error": Label("误差", "Error", "number"),
    "international": Label("国际合作论文数", "International papers", "count"),
    "international_share": Label("国际合作占比", "International share", "share"),
    "partners": Label("合作国家/地区数", "Partner countries", "count"),
    "main_partner": Label("主要合作国家/地区", "Main partner"),
    "main_papers": Label("与其合作论文数", "Papers with it", "count"),
    "main_share": Label("与其合作占比", "Share with it", "share"),
    "co_author": Label("非第一作者论文数", "Papers as co-author", "count"),
    "topic": Label("主题", "Topic"),
    "all_share": Label("全部论文占比", "Share of all papers", "share"),
    "specialisation": Label("专业化指数", "Specialisation index", "number"),
    "institution": Label("机构", "Institution"),
    "share_gap": Label("占比之差", "Gap of shares", "share"),
    "amount": Label("数值", "Value", "count"),
    "relatedness_density": Label("相关密度", "Relatedness density", "number"),
    "unit": Label("单元", "Unit"),
    "field": Label("领域", "Field"),
    "eci": Label("经济复杂度ECI", "ECI", "number"),
    "pci": Label("领域复杂度PCI", "PCI", "number"),
    "diversity": Label("多样性", "Diversity", "count"),
    "ubiquity": Label("普遍性", "Ubiquity", "count"),
    "krugman": Label("克鲁格曼指数", "Krugman index", "number"),
    "krugman_rest": Label("克鲁格曼指数（对其余）", "Krugman index, to the rest", "number"),
    "association_difference": Label("关联强度之差", "Association strength, difference", "scientific"),
    "cosine_difference": Label("余弦之差", "Cosine, difference", "number"),
    "jaccard_difference": Label("杰卡德之差", "Jaccard, difference", "number"),
    "inclusion_difference": Label("包含之差", "Inclusion, difference", "number"),
    "mentions": Label("提及次数", "Mentions", "count"),
    "published": Label("公布值", "Published", "number"),
    "achieved": Label("达到值", "Achieved", "number"),
    "difference": Label("差", "Difference", "number"),
    "within": Label("在容差内", "Within"),
    "metric": Label("指标", "Metric"),
    "observed": Label("实际值", "Observed", "number"),
    "null_mean": Label("零模型均值", "Null mean", "number"),
    "null_sd": Label("零模型标准差", "Null sd", "number"),
    "z": Label("z值", "z", "number"),
    "ratio": Label("比值", "Ratio", "number"),
    "null": Label("零模型", "Null"),
    "seed": Label("种子", "Seed", "count"),
    "overlap": Label("与数据重合边占比", "Links shared with the data", "share"),
    "expected": Label("期望值", "Expected", "number"),
    "sd": Label("标准差", "Sd", "number"),
    "modularity_run": Label("模块度（单次运行）", "Modularity (one run)", "number"),
    "transitivity": Label("传递性", "Transitivity", "number"),
    "reciprocity": Label("互惠性", "Reciprocity", "number"),
    "max_core": Label("最大核数", "Largest core", "count"),
    "rich_club": Label("富人俱乐部边占比", "Rich club, share of links", "share"),
    "assortativity_out_in": Label("同配性（出度→入度）", "Assortativity, out to in", "number"),
    "assortativity_out_out": Label("同配性（出度→出度）", "Assortativity, out to out", "number"),
    "assortativity_in_in": Label("同配性（入度→入度）", "Assortativity, in to in", "number"),
    "assortativity_in_out": Label("同配性（入度→出度）", "Assortativity, in to out", "number"),
    "intra_province_share": Label("省内占比", "Share within a province", "share"),
    "feasible_density": Label("可行节点对密度", "Density over feasible pairs", "scientific"),
    "small_world_sigma": Label("小世界σ", "Small-world sigma", "number"),
    "small_world_omega": Label("小世界ω", "Small-world omega", "number"),
    "rank_median": Label("名次中位", "Rank, median", "count"),
    "printed": Label("公布值", "Printed", "number"),
    "allowance": Label("容差", "Allowance", "number"),
    "printed_rank": Label("公布名次", "Printed rank", "count"),
    "rank_difference": Label("名次差", "Rank difference", "count"),
    "left_out": Label("剔除", "Left out"),
    "mean_shift": Label("平均名次变动", "Mean rank shift", "number"),
    "max_shift": Label("最大名次变动", "Largest rank shift", "count"),
    "rank_without": Label("剔除后名次", "Rank without", "count"),
    "spearman": Label("斯皮尔曼相关", "Spearman", "number"),
    "factor": Label("因素", "Factor"),
    "first_order": Label("一阶占比", "First order", "share"),
    "first_order_se": Label("一阶标准误", "First order, standard error", "share"),
    "total_se": Label("总效应标准误", "Total, standard error", "share"),
    "draws": Label("抽样次数", "Draws", "count"),
    "dimension": Label("维度", "Dimension"),
    "gap": Label("差距", "Gap", "count"),
    "log_ratio": Label("对数比", "Log ratio", "number"),
    "leans_to": Label("倾向", "Leans to"),
    "leans_to_rca": Label("倾向（RCA）", "Leans to (RCA)"),
    "rules_differ": Label("规则不同", "Rules differ"),
    "leader": Label("领先者", "Leader"),
    "laggard": Label("落后者", "Laggard"),
    "gap_change": Label("差距变化", "Change of gap", "count"),
    "gap_first": Label("首期差距", "Gap, first", "count"),
    "gap_last": Label("末期差距", "Gap, last", "count"),
    "trend": Label("趋势", "Trend"),
    "intervals": Label("间隔数", "Intervals", "count"),
    "per_million": Label("每百万人", "Per million", "number"),
    "population": Label("人口", "Population", "count"),
    "population_year": Label("人口年份", "Population, year"),
    "population_source": Label("人口来源", "Population, source"),
    "growth": Label("增长", "Growth", "share"),
    "cagr": Label("年均增长", "Annual growth", "share"),
    "leader_count": Label("领先者数量", "Leader's count", "count"),
    "rest": Label("其余", "Rest", "count"),
    "without_leader": Label("不含领先者", "Without the leader", "count"),
    "lacking": Label("缺数的单元", "Units without a count", "count"),
    "leader_growth": Label("领先者增长", "Leader, growth", "share"),
    "rest_growth": Label("其余增长", "Rest, growth", "share"),
    "total_growth": Label("合计增长", "Total, growth", "share"),
    "without_growth": Label("不含领先者增长", "Without the leader, growth", "share"),
    "quadrant": Label("象限", "Quadrant"),
    "table": Label("表", "Table"),
    "rule": Label("规则", "Rule"),
    "where": Label("位置", "Where"),
    "computed": Label("核算", "Computed"),
    "note": Label("说明", "Note"),
    "columns": Label("列", "Columns"),
    "cells": Label("单元格数", "Cells", "count"),
    "findings": Label("待核对", "To be checked", "count"),
    "basis": Label("基准", "Basis"),
    "random": Label("C_rand", "C_rand", "scientific"),
    "over_random": Label("实际/C_rand", "Observed/C_rand", "number"),
    "over_null": Label("实际/零模型", "Observed/null", "number"),
    "break": Label("断点", "Break"),
    "over_breaks": Label("其中跨断点", "Of it over breaks", "number"),
    "years": Label("年数", "Years", "count"),
    "monotone": Label("单调", "Monotone"),
    "stretches": Label("连续区段", "Stretches"),
    "previous_year": Label("上一年份", "Previous year"),
    "edges_before": Label("上年边数", "Edges before", "count"),
    "entering": Label("新进入节点带来", "By entering nodes", "count"),
    "existing": Label("已有节点之间新增", "New between existing nodes", "count"),
    "leaving": Label("退出节点带走", "Gone with leaving nodes", "count"),
    "lapsed": Label("未延续", "Not renewed", "count"),
    "edges_change": Label("边数变化", "Change of edges", "count"),
    "entering_sample": Label("新进入：含新样本节点", "Entering: with a new sample node", "count"),
    "entering_partner": Label("新进入：仅新关系节点", "Entering: new partner nodes only", "count"),
    "removed": Label("移除节点数", "Removed", "count"),
    "intact": Label("移除前", "Intact", "number"),
    "left": Label("移除后", "Left", "number"),
    "kept": Label("保留比例", "Kept", "share"),
    "random_mean": Label("随机移除均值", "Random removal, mean", "share"),
    "random_sd": Label("随机移除标准差", "Random removal, sd", "share"),
    "random_z": Label("随机移除z值", "Random removal, z", "number"),
    "random_p": Label("随机移除p值", "Random removal, p", "number"),
    "linked_nodes": Label("有边的节点", "Linked nodes", "count"),
    "supplied_nodes": Label("有供应方的节点", "Supplied nodes", "count"),
    "largest_component": Label("最大弱连通分量节点", "Largest weak component", "count"),
    "by": Label("移除依据", "Removed by"),
    "receivers": Label("接收方数", "Receivers", "count"),
    "sole": Label("无其他供应方的接收方", "Receivers with no other supplier", "count"),
    "sole_share": Label("占其接收方", "Of its receivers", "share"),
    "sole_receivers": Label("单一供应方的接收方", "Receivers with one supplier", "count"),
    "sole_receivers_share": Label("单一供应方占比", "Share with one supplier", "share"),
    "suppliers": Label("供应方数", "Suppliers", "count"),
    "top_supplier": Label("最大供应方", "Top supplier"),
    "top_supplier_name": Label("最大供应方名称", "Top supplier, name"),
    "top_share": Label("最大供应方占比", "Top supplier's share", "share"),
    "top_share_null": Label("最大供应方占比：零模型", "Top supplier's share, null", "share"),
    "top_share_z": Label("最大供应方占比：z值", "Top supplier's share, z", "number"),
    "top_share_p": Label("最大供应方占比：p值", "Top supplier's share, p", "number"),
    "hhi_null": Label("HHI：零模型", "HHI, null", "number"),
    "hhi_z": Label("HHI：z值", "HHI, z", "number"),
    "hhi_p": Label("HHI：p值", "HHI, p", "number"),
    "synthetic": SYNTHETIC,
}

WORDS: dict[str, Label] = {
    "fault": Label("错误", "fault"),
    "warning": Label("警告", "warning"),
    "note": Label("提示", "note"),
    "sample": Label("样本节点", "sample"),
    "partner": Label("关系节点", "partner"),
    "intra": Label("区域内", "intra"),
    "inter": Label("跨区域", "inter"),
    "out": Label("连出", "out"),
    "in": Label("连入", "in"),
    "total": Label("合计", "total"),
    "annual": Label("当年", "annual"),
    "cumulative": Label("累计", "cumulative"),
    "enable": Label("赋能", "enable"),
    "input": Label("输入", "input"),
    "flow": Label("流量", "flow"),
    "rises": Label("上升", "rises"),
    "falls": Label("下降", "falls"),
    "undetermined": Label("不能判定", "undetermined"),
    "rising": Label("上升", "rising"),
    "falling": Label("下降", "falling"),
    "no monotone change": Label("无单调变化", "no monotone change"),
    "break": Label("断点（口径变化）", "break"),
    "each step": Label("每步同向", "each step"),
    "p < 0.05": Label("p<0.05", "p < 0.05"),
    "p >= 0.05": Label("p≥0.05", "p ≥ 0.05"),
    "steps both ways": Label("有升有降", "steps both ways"),
    "no change": Label("没有变化", "no change"),
    "only over a break": Label("只在断点处成立", "only over a break"),
    "too few years": Label("年数太少", "too few years"),
    "value": Label("实际值", "value"),
    "random": Label("实际/C_rand", "over C_rand"),
    "null": Label("实际/零模型", "over the null"),
    "standing": Label("在册", "standing"),
    "province": Label("省份", "province"),
    "city": Label("城市", "city"),
    "region": Label("区域", "region"),
    "country": Label("国家/地区", "country"),
    "both": Label("两者", "both"),
    "here": Label("仅此", "here"),
    "there": Label("仅彼", "there"),
    "items_here": Label("条目数（此）", "items here"),
    "items_there": Label("条目数（彼）", "items there"),
    "items_common": Label("共有条目数", "common items"),
    "items_only_here": Label("仅此有的条目数", "items here alone"),
    "items_only_there": Label("仅彼有的条目数", "items there alone"),
    "clusters_here": Label("聚类数（此）", "clusters here"),
    "clusters_there": Label("聚类数（彼）", "clusters there"),
    "items_compared": Label("比较划分的条目数", "items compared"),
    "nmi": Label("标准化互信息NMI", "NMI"),
    "ari": Label("调整兰德指数ARI", "ARI"),
}
"""Fixed words that appear as values of the columns in :data:`WORD_COLUMNS`."""
WORD_COLUMNS = (
    "kind", "severity", "type", "direction", "period", "side", "level", "verdict", "held",
    "measure", "basis", "rule",
)  # fmt: skip


_COUNTED = {
    "relations": "关系",
    "pairs": "节点对",
    "weight": "权重",
    "nodes": "节点",
    "sample nodes": "样本节点",
    "partner nodes": "关系节点",
}
_CONDITIONS = {
    "both ends in the 31 mainland provinces": "两端都在31个省区市内",
    "both ends given": "两端地点都已知",
    "the receiver in the 31 mainland provinces": "接收方在31个省区市内",
    "the receiver given a place": "接收方地点已知",
    "a positive out-degree": "连出度大于0",
    "a positive in-degree": "连入度大于0",
    "a positive total-degree": "度数大于0",
    "technology": "有技术类别",
    "application": "有应用领域",
    "industry": "有行业",
    "region": "有区域",
    "province": "有省份",
    "city": "有城市",
    "category": "有机构类型",
}


def base(text: str, language: str) -> str:
    """Return the base of a share in a language.

    >>> base("relations with both ends in the 31 mainland provinces", "zh")
    '两端都在31个省区市内的关系'
    >>> base("all nodes", "zh")
    '全部节点'
    >>> base("relations with a technology and an application", "zh")
    '有技术类别、有应用领域的关系'
    >>> base("relations within tertiary with an industry", "zh")
    '第三产业内有行业的关系'
    >>> base("top 20 of partner nodes by degree", "zh")
    '度数中心度居前的20个关系节点'
    """
    if language != "zh":
        return text
    if text.startswith("top "):
        return _leaders(text)
    counted, _, condition = text.partition(" with ")
    counted, _, within = counted.partition(" within ")
    if not condition:
        return "全部" + _COUNTED.get(counted.removeprefix("all "), counted)
    prefix = f"{_within(within)}内" if within else ""
    named = "、".join(map(_condition, condition.split(" and ")))
    return f"{prefix}{named}的{_COUNTED.get(counted, counted)}"


def _leaders(text: str) -> str:
    """Return the Chinese words for the base of what leading nodes are."""
    nodes, _, measure = text.removeprefix("top ").partition(" nodes by ")
    number, _, kind = nodes.partition(" of ")
    return f"{heading(measure, 'zh')}居前的{number}个{_COUNTED.get(f'{kind} nodes', '节点')}"


def _within(name: str) -> str:
    """Return the Chinese name of a sector or of a section or division of industry."""
    sector, industry = SECTORS.find(name), classified(name)
    return sector.zh if sector else industry.name_zh if industry else name


def _condition(text: str) -> str:
    bare = text.removeprefix("an ").removeprefix("a ") if text.count(" ") == 1 else text
    return _CONDITIONS.get(bare, bare)


def mark(synthetic: bool, language: str) -> str:
    """Return the words for synthetic data, or nothing.

    >>> mark(True, "zh"), mark(False, "zh")
    ('合成数据', '')
    """
    return SYNTHETIC.in_(language) if synthetic else ""


def marked(title: str, synthetic: bool, language: str) -> str:
    """Return a title, marked where the data are synthetic.

    >>> marked("Flows", True, "en"), marked("Flows", False, "en")
    ('[synthetic data] Flows', 'Flows')
    """
    return f"[{mark(synthetic, language)}] {title}" if synthetic else title


def heading(column: str, language: str, own: Mapping[str, Label] | None = None) -> str:
    """Return the heading of a column; its own name where none is known. ``own`` labels go before all others.

    >>> heading("average_degree", "zh"), heading("my_column", "en")
    ('平均度', 'my_column')
    >>> heading("gini_low", "zh")
    '基尼系数下限'
    """
    label = (own or {}).get(column) or LABELS.get(column)
    if label is not None:
        return label.in_(language)
    measure, end = _bound(column)
    if not end:
        return column
    return (
        f"{heading(measure, 'zh')}{LABELS[end].zh}"
        if language == "zh"
        else f"{heading(measure, 'en')}, {end}"
    )


def _bound(column: str) -> tuple[str, str]:
    """Return the measure a column bounds and which end of its interval it is; the end is blank for others."""
    measure, _, end = column.rpartition("_")
    return (measure, end) if end in ("low", "high") and measure in LABELS else (column, "")


def word(value: Any, column: str, language: str) -> Any:
    """Return a fixed word in a language, any other value as it is."""
    if column == "base" and isinstance(value, str):
        return base(value, language)
    if column not in WORD_COLUMNS or value not in WORDS:
        return value
    return WORDS[value].in_(language)


def style(column: str, own: Mapping[str, Label] | None = None) -> Style:
    """Return how a column's values are printed."""
    label = (own or {}).get(column) or LABELS.get(column) or LABELS.get(_bound(column)[0])
    return label.style if label else "text"


def missing(value: object) -> bool:
    """Tell None, NaN and pandas' NA from values; text is never missing.

    >>> missing(float("nan")), missing("nan"), missing(0)
    (True, False, False)
    """
    return value is None or (not isinstance(value, str) and str(value) in ("nan", "<NA>", "NaT"))


def printed(value: Any, column: str, language: str = "en", own: Mapping[str, Label] | None = None) -> str:
    """Return a value as it is printed for reading: blank where missing.

    >>> printed(12.0, "value"), printed(0.2794747, "value")
    ('12', '0.279')
    >>> printed(2.7244, "average_degree"), printed(0.00005, "density"), printed(83815, "edges")
    ('2.724', '5.000e-05', '83,815')
    """
    if missing(value):
        return ""
    kind = style(column, own)
    if isinstance(value, str) or (kind == "text" and not isinstance(value, float)):
        return str(word(value, column, language))
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    number = float(value)
    if kind in ("count", "text") and number == int(number):
        return f"{int(number):,}"
    if kind == "share":
        return f"{100 * number:.2f}%"
    return f"{number:.3e}" if kind == "scientific" else f"{number:.3f}"


def significant(value: object) -> str:
    """Return a number with four significant digits, for columns of different size; blank where missing.

    >>> significant(0.039156), significant(8.8556e-05), significant(83815.0), significant(0.0)
    ('0.03916', '8.856e-05', '83,815', '0')
    """
    if missing(value):
        return ""
    number = float(str(value))
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.4g}"


def empirical(p: object, replicates: object) -> str:
    """Return the p of a test by simulation, at its floor as the bound it is; blank where missing.

    >>> empirical(0.005, 199), empirical(0.42, 199)
    ('≤0.005', '0.420')
    """
    if missing(p):
        return ""
    number, least = float(str(p)), 1 / (int(str(replicates)) + 1)
    return f"≤{least:.2g}" if number <= least * (1 + 1e-9) else f"{number:.3f}"


_NOT_COMPARED = {
    "measures differ": Text("计量单位不同", "measures differ"),
    "periods differ": Text("时期不同", "periods differ"),
    "signs differ": Text("正负号不同", "signs differ"),
    "a value is missing": Text("缺值", "a value is missing"),
    "": Text("缺值", "a value is missing"),
}


def not_compared(reason: str, language: str) -> str:
    """Return why two values are not compared, as it is printed.

    >>> not_compared("measures differ", "zh"), not_compared("", "en")
    ('计量单位不同', 'a value is missing')
    """
    return _NOT_COMPARED[reason].in_(language)


_LAWS = {
    "exponential": Text("指数分布", "exponential"),
    "lognormal": Text("对数正态分布", "lognormal"),
    "stretched_exponential": Text("拉伸指数分布", "stretched exponential"),
    "truncated_power_law": Text("截断幂律", "truncated power law"),
    "poisson": Text("泊松分布", "Poisson"),
}
_UNTESTED = {
    "no bootstrap": Text("未做自助法", "no bootstrap"),
    "one value": Text("不同取值不足两个", "fewer than two different values"),
    "small tail": Text("尾部不足50个值", "fewer than 50 values in the tail"),
    "steep": Text("α大于10", "alpha over 10"),
}


def law(name: str, language: str) -> str:
    """Return the name of a distribution that a power law is compared with.

    >>> law("poisson", "zh"), law("truncated_power_law", "en")
    ('泊松分布', 'truncated power law')
    """
    return _LAWS[name].in_(language)


def power_law_verdict(text: str, language: str) -> str:
    """Return the verdict on a power law as it is printed.

    >>> power_law_verdict("not distinguished from lognormal, poisson", "zh")
    '未能与对数正态分布、泊松分布区分'
    >>> power_law_verdict("untested: steep", "en")
    'untested: alpha over 10'
    """
    chinese = language == "zh"
    if text in ("supported", "rejected"):
        return {"supported": "支持", "rejected": "拒绝"}[text] if chinese else text
    if text.startswith("untested: "):
        why = _UNTESTED[text.removeprefix("untested: ")]
        return f"未检验：{why.zh}" if chinese else f"untested: {why.en}"
    for start, before, after in (
        ("rejected for ", "拒绝：", "更优"),
        ("not distinguished from ", "未能与", "区分"),
    ):
        if text.startswith(start):
            names = [law(name, language) for name in text.removeprefix(start).split(", ")]
            return f"{before}{'、'.join(names)}{after}" if chinese else start + ", ".join(names)
    return text
