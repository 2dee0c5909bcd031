"""Traditional Chinese letters of headers, words and places, and the simplified ones of the same."""

from __future__ import annotations

_TRADITIONAL = (
    "來標權類別領應業區國編號稱機構關係時間數單產術輸賦樣點實體與終節訂約資質線網發佈總額參兩種"
    "雙無詳計匯學廠會團銀醫藥車電腦軟書館華財歷廣東陝遼寧龍內雲蘇慶貴廈門瀋陽濟連長滬錫鎮紹興溫"
    "嶺寶雞灣縣鄉鄭營棗莊煙濰萊蕪滄張維爾羅烏魯齊綏錦撫順遷鹽揚勞務創藝農漁礦築險證報頻視覺語識"
    "處聯動駕駛據鏈塊見幹細膠傳裝備製檢測試驗設開組織協議員個億萬買賣進許讓購採貸債價積極優勢調"
    "統結經貿"
    "簽筆頭負責請專驅齡歲課師導韓緬紐蘭亞陸臘愛倫薩衛聖納賓盧"
)
_SIMPLIFIED = (
    "来标权类别领应业区国编号称机构关系时间数单产术输赋样点实体与终节订约资质线网发布总额参两种"
    "双无详计汇学厂会团银医药车电脑软书馆华财历广东陕辽宁龙内云苏庆贵厦门沈阳济连长沪锡镇绍兴温"
    "岭宝鸡湾县乡郑营枣庄烟潍莱芜沧张维尔罗乌鲁齐绥锦抚顺迁盐扬劳务创艺农渔矿筑险证报频视觉语识"
    "处联动驾驶据链块见干细胶传装备制检测试验设开组织协议员个亿万买卖进许让购采贷债价积极优势调"
    "统结经贸"
    "签笔头负责请专驱龄岁课师导韩缅纽兰亚陆腊爱伦萨卫圣纳宾卢"
)
SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Traditional letter -> simplified one, for comparing with the package's own words; names stay as written."""
