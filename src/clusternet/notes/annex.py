"""The annex of a report: how to read it, how each section is measured, and its terms."""

from __future__ import annotations

from collections.abc import Collection

from clusternet.words.text import NOTHING, Text

TITLE = Text("附录：读法、方法与术语", "Annex: how to read, methods, glossary")
READ, METHODS, GLOSSARY = Text("读法", "How to read"), Text("方法", "Methods"), Text("术语", "Glossary")

_READ = (
    Text(
        "占比以表下所注基数为分母；基数不同的占比不可相加或相比。",
        "Shares are of the base under each table; shares of different bases neither add up nor compare.",
    ),
    Text(
        "年份一般为累计：某年的数值含此前各年的关系；注明“当年”的除外。",
        "Years add up: a year holds the relations of all years before it, unless it is called annual.",
    ),
    Text(
        "区间为95%区间；区间不含0（比值为1）才谈升降或高低。",
        "Intervals are of 95%; a rise or a difference is spoken of only where they exclude 0 (1 for ratios).",
    ),
    Text(
        "“其他”合并未单列的地区或类别，使合计不变。",
        "“Other” stands for all places or values that are not listed, so that totals stay what they are.",
    ),
    Text(
        "空格表示无法计算或未观测，0表示观测到没有。",
        "A blank was not observed or cannot be computed; 0 was observed to be none.",
    ),
)

_METHODS = {
    "structure": Text(
        "平行关系合并为一条边；路径长度只计可达的节点对。",
        "Parallel relations are one edge; path lengths are over pairs that reach one another.",
    ),
    "leaders": Text("按度数中心度排名，并列者同名次。", "Ranked by degree; ties share their rank."),
    "platforms": Text(
        "平台子网络：一端为平台的关系。", "The sub-network of platforms: relations with one at an end."
    ),
    "space": Text(
        "流量由来源地到去向地；期望值假定来源与去向相互独立。",
        "Flows run from origin to destination; the expected flow takes the two as independent.",
    ),
    "backbone": Text(
        "只留权重超出两端总量所决定的流向或边；q控制错误发现率（Benjamini–Hochberg）。",
        "Kept are flows or links heavier than their ends explain; q bounds the rate of false discoveries "
        "(Benjamini and Hochberg).",
    ),
    "gravity": Text(
        "流量以泊松伪极大似然（PPML）拟合，来源地与去向地各有效应，标准误双向聚类。",
        "Flows are fitted by Poisson pseudo-maximum likelihood with an effect for every origin and "
        "destination; standard errors are clustered by both.",
    ),
    "profiles": Text(
        "画像汇集其他分析的数值：流量、专业化、名次及其稳健区间、趋势检验。",
        "Profiles gather what other analyses give: flows, specialisation, ranks with intervals, trends.",
    ),
    "degrees": Text(
        "幂律以极大似然拟合，下界取KS距离最小处，p由自助法得出（Clauset、Shalizi、Newman，2009）。",
        "The power law is fitted by maximum likelihood above the cut-off of least KS distance; p is by "
        "bootstrap (Clauset, Shalizi and Newman 2009).",
    ),
    "communities": Text(
        "社区由多次运行中模块度最高的划分给出；网络图按社区分区后以力导向布局。",
        "Communities are the partition of highest modularity of several runs; the map lays out each "
        "community by forces.",
    ),
    "distribution": Text(
        "一条关系有多个取值时逐一计入。", "A relation with several values counts for each of them."
    ),
    "cooccurrence": Text(
        "同一记录同时有两个条目即共现；与各条目出现数不变时偶然的共现数相比。",
        "Items stand together where one record has both; compared with what chance gives for their "
        "frequencies.",
    ),
    "specialisation": Text(
        "区位熵不低于1即为专业化；复杂度（ECI、PCI）由专业化矩阵的第二特征向量给出。",
        "Specialised: a location quotient of 1 or above; ECI and PCI are the second eigenvector of who is "
        "specialised in what.",
    ),
    "index": Text(
        "指标标准化后按维度加权平均；排名区间由改变标准化、权重与合成方式的随机抽取得出。",
        "Normalised indicators are averaged within and over dimensions; rank intervals are by draws of "
        "normalisation, weights and means.",
    ),
    "polarisation": Text(
        "集中度为占比平方和（HHI），按规模校正；变化在企业数与关系数相同的抽样上比较。",
        "Concentration is the sum of squared shares (HHI), corrected for size; changes are compared "
        "at equal numbers of firms and relations.",
    ),
    "trends": Text(
        "升降只看区段内逐年变化的方向（符号检验），跨断点的变化不计。",
        "Rising or falling goes by the steps within the stretches (sign test); none over a break counts.",
    ),
    "dependence": Text(
        "只有一个供给方的接受方为单一依赖。", "A receiver with one supplier depends on it alone."
    ),
    "robustness": Text(
        "按度数从大到小移除节点，与随机移除同样个数相比。",
        "Nodes are removed from the highest degree down, and as many at random.",
    ),
    "formation": Text(
        "每个新节点对是一次选择，以条件logit与随机备选相比（McFadden）。",
        "Each new pair is one choice, compared with alternatives drawn at random (McFadden's logit).",
    ),
    "chance": Text(
        "随机网络保持每个节点的度数（及抽样框），换边生成。",
        "Random networks keep the degree of each node (and the frame of the sample), by swapping edges.",
    ),
    "comparison": Text(
        "差按来源逐步分解，各步之和等于差。", "Differences are split step by step; the steps add up to them."
    ),
}

_GLOSSARY = {
    "structure": (
        (Text("密度", "Density"), Text("边数与可能边数之比。", "Edges over the edges there could be.")),
        (
            Text("平均路径长度", "Average path length"),
            Text(
                "可达节点对之间最少的边数，取平均。",
                "Fewest edges between nodes that reach one another, on average.",
            ),
        ),
        (
            Text("聚类系数", "Clustering"),
            Text("邻居之间也相连的比例。", "How often the neighbours of a node are tied to one another."),
        ),
    ),
    "leaders": (
        (
            Text("度、连入度、连出度", "Degree, in-degree, out-degree"),
            Text(
                "与节点相连的边数；指向它的；由它发出的。",
                "Edges of a node; those that point to it; those it sends.",
            ),
        ),
        (
            Text("样本节点、关系节点", "Sample node, partner node"),
            Text(
                "调查的对象；仅作为其对方出现的节点。",
                "A node that was surveyed; one that is there as its partner only.",
            ),
        ),
    ),
    "profiles": (
        (
            Text("区位熵（LQ）", "Location quotient (LQ)"),
            Text(
                "某领域在一地的比重与在全体的比重之比。",
                "The share of a field in a place over its share in all.",
            ),
        ),
        (
            Text("相关密度", "Relatedness density"),
            Text(
                "与某领域相关的领域中已专业化的比重，按相关度加权。",
                "Of the fields related to a field, the part already specialised in, weighted by relatedness.",
            ),
        ),
    ),
    "degrees": (
        (
            Text("基尼系数", "Gini coefficient"),
            Text("0为均等，1为全归一个节点。", "0 where all have the same, 1 where one has all."),
        ),
    ),
    "communities": (
        (
            Text("模块度", "Modularity"),
            Text(
                "社区内部的边比随机情形多出的比例。",
                "The share of edges within communities beyond that of chance.",
            ),
        ),
    ),
    "polarisation": (
        (
            Text("极化、扩散", "Polarisation, diffusion"),
            Text("流向极核与由极核流出的占比。", "Shares that flow to the poles, and from them."),
        ),
    ),
    "chance": (
        (
            Text("z", "z"),
            Text(
                "与随机网络均值之差，以其标准差计。", "Distance from the mean of random networks, in its sd."
            ),
        ),
    ),
}


def annex(sections: Collection[str]) -> list[tuple[Text, list[tuple[Text, Text]]]]:
    """Return the parts of the annex: their titles, and lines with what each is on.

    Parameters
    ----------
    sections
        Keys of those in the report: what is not in it is not explained.

    Examples
    --------
    >>> [(title.en, len(lines)) for title, lines in annex(["structure"])]
    [('How to read', 5), ('Methods', 1), ('Glossary', 3)]
    """
    titled = {key: SECTIONS[key] for key in _METHODS if key in sections}
    parts = [
        (READ, [(NOTHING, line) for line in _READ]),
        (METHODS, [(title, _METHODS[key]) for key, title in titled.items()]),
        (GLOSSARY, [entry for key in _GLOSSARY if key in sections for entry in _GLOSSARY[key]]),
    ]
    return [part for part in parts if part[1]]


SECTIONS = {
    "structure": Text("网络结构", "Structure"),
    "leaders": Text("核心节点", "Leading nodes"),
    "platforms": Text("平台", "Platforms"),
    "space": Text("空间流向", "Flows between places"),
    "backbone": Text("骨干网络", "Backbone"),
    "gravity": Text("引力模型", "Gravity"),
    "profiles": Text("画像", "Profiles"),
    "degrees": Text("度分布", "Degrees"),
    "communities": Text("社区与网络图", "Communities and map"),
    "distribution": Text("分布", "Distributions"),
    "cooccurrence": Text("共现", "Co-occurrence"),
    "specialisation": Text("专业化", "Specialisation"),
    "index": Text("综合指数", "Composite index"),
    "polarisation": Text("集聚与极化", "Concentration and polarisation"),
    "trends": Text("演化趋势", "Trends"),
    "dependence": Text("供给依赖", "Dependence"),
    "robustness": Text("核心节点移除", "Removal"),
    "formation": Text("新关系的形成", "Formation"),
    "chance": Text("随机网络", "Random networks"),
    "comparison": Text("对照", "Side by side"),
}
"""What methods are on, in a word or two."""
