"""The forty named organisations of Tables 3 and 4, in their true places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A named organisation.

    Attributes
    ----------
    province, city
        Seat in the mainland; empty for organisations abroad.
    founded
        Year of foundation (of the business, where it is a division of a group).
    first_year
        First year it has ties in the synthetic network.
    category
        Kind of organisation, a key of the category vocabulary.
    country
        Seat abroad; China otherwise.
    """

    province: str
    city: str
    founded: int
    first_year: int = 2014
    category: str = "enterprise"
    country: str = "中国"


NAMED_SAMPLES: dict[str, Named] = {
    "华为": Named("广东省", "深圳市", 1987),
    "腾讯": Named("广东省", "深圳市", 1998),
    "京东": Named("北京市", "北京市", 1998),
    "中国移动": Named("北京市", "北京市", 2000),
    "阿里云": Named("浙江省", "杭州市", 2009),
    "中国电信": Named("北京市", "北京市", 2000),
    "百度": Named("北京市", "北京市", 2000),
    "中国联通": Named("北京市", "北京市", 1994),
    "中兴通讯": Named("广东省", "深圳市", 1985),
    "华为云": Named("广东省", "深圳市", 2011, 2016),
    "腾讯云": Named("广东省", "深圳市", 2010),
    "阿里巴巴": Named("浙江省", "杭州市", 1999),
    "科大讯飞": Named("安徽省", "合肥市", 1999),
    "钉钉": Named("浙江省", "杭州市", 2014),
    "新华三": Named("浙江省", "杭州市", 2003),
    "用友": Named("北京市", "北京市", 1988),
    "小米": Named("北京市", "北京市", 2010),
    "特斯联": Named("北京市", "北京市", 2015, 2015),
    "云从科技": Named("广东省", "广州市", 2015, 2015),
    "拼多多": Named("上海市", "上海市", 2015, 2015),
}

NAMED_PARTNERS: dict[str, Named] = {
    "清华大学": Named("北京市", "北京市", 1911, category="university"),
    "英特尔": Named("", "", 1968, category="foreign", country="美国"),
    "高通": Named("", "", 1985, category="foreign", country="美国"),
    "微软": Named("", "", 1975, category="foreign", country="美国"),
    "中国信通院": Named("北京市", "北京市", 1957, category="institute"),
    "北京大学": Named("北京市", "北京市", 1898, category="university"),
    "浙江大学": Named("浙江省", "杭州市", 1897, category="university"),
    "上海交通大学": Named("上海市", "上海市", 1896, category="university"),
    "英伟达": Named("", "", 1993, category="foreign", country="美国"),
    "上汽集团": Named("上海市", "上海市", 1997),
    "中国科学院": Named("北京市", "北京市", 1949, category="institute"),
    "长安汽车": Named("重庆市", "重庆市", 1996),
    "IBM": Named("", "", 1911, category="foreign", country="美国"),
    "复旦大学": Named("上海市", "上海市", 1905, category="university"),
    "Arm 中国": Named("广东省", "深圳市", 2018),
    "亚马逊": Named("", "", 1994, category="foreign", country="美国"),
    "OPPO": Named("广东省", "东莞市", 2004),
    "北京航空航天大学": Named("北京市", "北京市", 1952, category="university"),
    "重庆市政府": Named("重庆市", "重庆市", 1997, category="government"),
    "上海市政府": Named("上海市", "上海市", 1949, category="government"),
}
