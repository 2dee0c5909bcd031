"""What the local page says."""

from __future__ import annotations

from clusternet.words.text import Text

# -- options -----------------------------------------------------------------------------------------------
YEAR = Text("截至年份（空白为全部）", "Up to year (blank for all)")
TOP = Text("列出前几位", "How many")
RELATION = Text("关系类型", "Relation")
LEVEL = Text("空间层级", "Level")
COUNT = Text("计数", "Count")
KIND = Text("节点类型", "Kind of node")
UNDIRECTED = Text("按无向网络计算", "Undirected view")
CONVENTION = Text("口径", "Convention")
WIDTH = Text("图宽", "Width")
HEADLINE = Text("在图上方写出发现", "State the finding above the figure")
BY = Text("按", "By")
BY_YEAR = Text("分年", "By year")
MEASURES = Text("指标", "Measures")
TITLE = Text("报告标题", "Title of the report")
AUTHOR = Text("作者", "Author")
FAST = Text("快速（不做随机网络检验）", "Fast (no random networks)")
ENTITIES = Text("网络图中列出全部机构名称", "Name every organisation in the network")
REPLACE = Text("替换已有的报告", "Replace a report that is there")

DEFAULT = Text("默认", "default")
RELATIONS = {
    "": DEFAULT,
    "all": Text("全部", "all"),
    "technology": Text("技术", "technology"),
    "human_capital": Text("人力资本", "human capital"),
    "investment": Text("投资", "investment"),
}
LEVELS = {
    "province": Text("省份", "province"),
    "city": Text("城市", "city"),
    "region": Text("地区", "region"),
    "country": Text("国家", "country"),
}
COUNTS = {
    "": DEFAULT,
    "relations": Text("关系条数", "relations"),
    "pairs": Text("节点对数", "pairs of nodes"),
    "weight": Text("权重", "weight"),
}
KINDS = {
    "all": Text("全部", "all"),
    "sample": Text("样本节点", "sample nodes"),
    "partner": Text("关系节点", "partner nodes"),
}
CONVENTIONS = {
    "": Text("Gephi（默认）", "Gephi (default)"),
    "networkx": Text("networkx", "networkx"),
    "igraph": Text("igraph", "igraph"),
}
WIDTHS = {
    "85mm": Text("85 mm（单栏）", "85 mm (one column)"),
    "150mm": Text("150 mm", "150 mm"),
    "180mm": Text("180 mm（通栏）", "180 mm (full width)"),
    "260mm": Text("260 mm（投影）", "260 mm (slides)"),
}
COLUMNS = {
    "technology": Text("技术", "technology"),
    "application": Text("应用领域", "field of application"),
    "industry": Text("行业", "industry"),
    "region": Text("地区", "region"),
    "province": Text("省份", "province"),
    "city": Text("城市", "city"),
    "category": Text("机构类型", "category"),
}
MEASURE_SETS = {"": Text("度数", "degrees"), "all": Text("全部（较慢）", "all (slower)")}

# -- what is offered ---------------------------------------------------------------------------------------
METRICS = Text("历年网络结构", "Structure by year")
TABLES = Text("报告的表2至表10", "Tables 2 to 10 of the report")
CENTRALITY = Text("中心度排名", "Most central nodes")
CONCENTRATION = Text("度数集中度", "Concentration of degrees")
COMMUNITIES = Text("社区概况", "Communities")
POWERLAW = Text("度数分布是否服从幂律", "Whether degrees follow a power law")
ROBUSTNESS = Text("对头部机构的依赖", "What depends on the giants")
FLOWS = Text("最大的流动", "Largest flows")
MARGINS = Text("各地供给与接受", "What places supply and receive")
MATRIX = Text("流动矩阵", "Matrix of flows")
DISTRIBUTION = Text("分布", "Distribution")
POLARISATION = Text("流动的极化与扩散", "Concentration of flows")
TREND = Text("网络结构的变化（折线）", "Structure by year (lines)")
SANKEY = Text("流动（桑基图）", "Flows (Sankey)")
HEATMAP = Text("流动矩阵（热力图）", "Flows (heat map)")
CHORD = Text("流动（弦图）", "Flows (chord)")
FLOWMAP = Text("流动（示意地图）", "Flows (schematic map)")
BARS = Text("分布（条形图）", "Distribution (bars)")
TAIL = Text("度数分布的尾部", "Tail of the degrees")
NETMAP = Text("网络图", "Network")
REPORT = Text("整份报告", "The whole report")

# -- the page ----------------------------------------------------------------------------------------------
BRAND = Text("价值网络", "Value network")
TAG, OTHER_KEY = Text("zh-CN", "en"), Text("en", "zh")
OTHER_LANGUAGE = Text("English", "中文")
PROJECT = Text("数据", "Data")
CHECK = Text("核对", "Check")
STRUCTURE = Text("结构与中心度", "Structure")
PLACES = Text("流动与分布", "Flows")
FIGURES = Text("图", "Figures")
WHOLE = Text("报告", "Report")

FOLDER = Text("项目文件夹的路径", "Path of the project folder")
FOLDER_HINT = Text("例如 D:\\数据\\2023 或 /home/me/data", "for example D:\\data\\2023 or /home/me/data")
OPEN = Text("打开", "Open")
SHIPPED = Text("用随附的合成数据试一试", "Try the synthetic network that comes along")
DROP = Text("或把工作簿拖到这里，复制进该文件夹", "Or drop workbooks here: they are copied into the folder")
CHOOSE = Text("选择文件", "Choose files")
NONE_CHOSEN = Text("未选择", "none chosen")
NO_FOLDER = Text("先写明项目文件夹的路径", "Name the project folder first")
MISSING = Text("没有这个文件夹：{}", "No such folder: {}")
NOT_TAKEN = Text("未复制 {}：只收表格和网络文件（{}）", "{} was not copied: tables and graph files only ({})")
THERE = Text("未复制 {}：文件夹中已有同名文件", "{} was not copied: the folder holds a file of that name")
COPIED = Text("已复制 {}", "{} copied")
TOO_LARGE = Text("未复制 {}：超过 {} 字节的上限", "{} was not copied: larger than the limit of {} bytes")
UNDERSTAND = Text("读懂这个文件夹", "Look at the folder")
AGAIN = Text("补上新的文件和工作表", "Add new files and sheets")
HOW = Text(
    "程序先看每个文件和工作表，写出 dataset.toml：哪些是关系，每列是什么。下面可以改正，改动都存入该文件。",
    "Every file and sheet is looked at and dataset.toml written: which hold ties, what each column is. "
    "Correct it below; what you change is saved there.",
)
UNDERSTOOD = Text("读懂的内容", "What was understood")
READ = Text("读入 {} 条关系、{} 个节点，拒收 {} 行", "{} relations, {} nodes; {} rows refused")
SHEET = Text("工作表 {}", "sheet {}")
TIES = Text("关系", "ties")
NODES = Text("节点", "nodes")
UNUSED = Text("（不用）", "(not used)")
SAVE = Text("保存", "Save")
SAVED = Text("已保存到 {}", "Saved to {}")
CANNOT = Text("无法读取：{}", "Cannot be read: {}")

REMEDIES = Text("可以一键补救的", "What one click mends")
NO_REMEDY = Text("没有可以由设置补救的问题。", "Nothing that a setting would mend.")
ROWS = Text("{} 行", "{} rows")
FINDINGS = Text("逐条核对结果", "Findings, one by one")
FIRST_FINDINGS = Text("列出前 {} 条，共 {} 条", "The first {} of {}")
COMPLETE = Text("待补全的表", "Tables to complete")
COMPLETE_HOW = Text(
    "双击单元格即可填写；改动存入项目文件夹中的表，随后重新核对。",
    "Click a cell twice to fill it in. What you write is saved in the table in the folder.",
)
WHICH = Text("表", "Table")
ADD_YES = Text("把选中的行记为同一机构", "Selected rows are one organisation")
NO_TABLES = Text("没有待补全的表。", "No table to complete.")
SETTING = Text("设置 {}", "Set {}")
SETTINGS = {
    "fill": Text("沿用上一行的名称", "Take the name above"),
    "split": Text("拆成多个名称", "Cut into several names"),
    "missing": Text("“{}”表示没有名称", "“{}” means that there is no name"),
}
ANSWERS = {
    "both": Text("双向", "both ways"),
    "enable": Text("赋能（样本到合作方）", "enable (sample to partner)"),
    "input": Text("输入（合作方到样本）", "input (partner to sample)"),
    "keep": Text("照读", "read them"),
    "drop": Text("不读", "leave them out"),
    "first": Text("取首年", "the first year"),
    "last": Text("取末年", "the last year"),
    ".": Text("点号是小数点", "the point is the decimal sign"),
    ",": Text("逗号是小数点", "the comma is the decimal sign"),
    "weight": Text("用作权重", "use as weight"),
    "year": Text("用作年份", "use as year"),
}

ANALYSIS = Text("做什么", "What")
RUN = Text("计算", "Run")
DRAW = Text("绘制", "Draw")
STOP = Text("停止", "Stop")
RUNNING = Text("正在计算，已 {} 秒", "Running for {} s")
WORKING = Text("正在计算", "Running")
STOPPED = Text("已停止。", "Stopped.")
ENDED = Text(
    "程序意外结束（{}）；其他内容不受影响。", "The run ended by itself ({}); nothing else is affected."
)
SAME = Text("同样的命令", "The same on the command line")
COPY = Text("复制", "Copy")
DOWNLOAD = Text("下载", "Download")
OPEN_FIRST = Text("先在“数据”页打开一个项目。", "Open a project on the page Data first.")
OUT = Text("报告写入的文件夹", "Folder for the report")
WRITE = Text("生成报告", "Write the report")
WRITTEN = Text("报告在 {}", "The report is in {}")
VIEW = Text("打开 {}", "Open {}")
SYNTHETIC = Text("合成数据：只供试用，不说明任何事实", "Synthetic data: for trying only; they prove nothing")
