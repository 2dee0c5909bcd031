"""What is said on stderr, and printed of tables that are no network, is in the language asked for."""

from __future__ import annotations

import re

import pytest

from letters import HAN, LATIN, METHODS

FILES = {
    "edges": {
        "zh": "来源,目标,年份,关系类型\n甲,乙,2019,投融资\n,乙,2019,投融资\n乙,丙,,投融资\n",
        "en": "source,target,year,relation\nA,B,2019,investment\n,B,2019,investment\nB,C,,investment\n",
    },
    "loop": {
        "zh": "来源,目标,年份\n甲,甲,2019\n乙,丙,2020\n",
        "en": "source,target,year\nA,A,2019\nB,C,2020\n",
    },
    "rows": {
        "zh": "国家,年份,论文数\n中国,2019,5\n美国,2019,9\n中国,2020,7\n日本,2020,1\n",
        "en": "country,year,papers\nChina,2019,5\nUnited States,2019,9\nChina,2020,7\nJapan,2020,1\n",
    },
    "odd": {
        "zh": '国家,论文数,被引数\n中国,"1.250,5",3\n美国,9,4\n未知,2,1\n欧盟,8,5\n合计,"1.269,5",13\n',
        "en": 'country,papers,cites\nChina,"1.250,5",3\nFrance,9,4\nunknown,2,1\nEU,8,5\n'
        'Total,"1.269,5",13\n',
    },
    "wide": {
        "zh": "地区,语音,视觉,合计\n北京,3,1,4\n上海,1,4,5\n合计,4,5,9\n",
        "en": "region,speech,vision,total\nBeijing,3,1,4\nShanghai,1,4,5\nTotal,4,5,9\n",
    },
    "people": {"zh": "国家,人口\n中国,1400\n", "en": "country,population\nChina,1400\n"},
    "frame": {
        "zh": "指标,年份,中国,美国,单位\n专家,2022,26,28,%\n规模,2023,2130,900,亿元；亿美元\n",
        "en": "indicator,period,China,United States,measure\nstaff,2022,2,2,%\nsize,2023,2130,900,CNY;USD\n",
    },
    "papers": {
        "zh": "论文,第一作者国家,作者国家\n一,中国,中国;美国\n二,,日本\n三,美国,美国;中国\n",
        "en": "paper,first_author_country,author_countries\na,China,China;United States\nb,,Japan\n"
        "c,United States,United States;China\n",
    },
    "table": {
        "zh": "地区,领域,数值\n北京,语音,3\n北京,视觉,1\n上海,语音,1\n上海,视觉,4\n",
        "en": "region,field,value\nBeijing,speech,3\nBeijing,vision,1\nShanghai,speech,1\nShanghai,vision,4",
    },
    "shares": {
        "zh": "地区,占比\n北京,60%\n上海,30%\n合计,95%\n",
        "en": "place,share\nBeijing,60%\nShanghai,30%\nTotal,95%\n",
    },
}
"""Tables of names and headers in both scripts, with what is to be said of them."""

SAID = (
    ("metrics loop --columns density,average_path_length,average_clustering,modularity", "2019"),
    ("metrics loop --columns diameter --convention networkx", "2020"),
    ("centrality loop --measures all --convention networkx", "networkx"),
    ("nullmodel loop -B 2", ""),
    ("trends loop -B 2 --columns average_path_length", "2019"),
    ("metrics edges --year 2030 --columns nodes,edges", "2030"),
    ("check edges", None),
    ("alias suggest edges", None),
    ("counts rows --year 2020", None),
    ("counts rows --yearly", None),
    ("counts odd", "1"),
    ("specialisation wide", "--"),
    ("counts rows --year 2020 --population people", ""),
    ("compare frame", "--rate"),
    ("collaboration papers --countries", "1"),
    ("specialisation table", ""),
    ("specialisation table --units", ""),
    ("audit shares", ""),
)


def foreign(text, language):
    """Return the words of the other script that are no method, option, file or quotation of a library."""
    text = re.sub(
        r"原文：.*|\S*\.(?:csv|toml|md)\b|`[^`]*`|--\w+(?: \w+)?|\w+ = \S+|merge|yes|score|shares", "", text
    )
    return (HAN if language == "en" else LATIN).findall(text if language == "en" else METHODS.sub("", text))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("line", "said"), SAID)
def test_what_is_printed_and_said_is_in_the_language(run, tmp_path, line, said, language):
    for name, texts in FILES.items():
        (tmp_path / f"{name}.csv").write_text(texts[language], encoding="utf-8")
    words = [f"{each}.csv" if each in FILES else each for each in line.split()]
    done = run(*words, "--lang", language, "--format", "md", cwd=tmp_path, code=None)
    assert done.out
    assert foreign(done.out, language) == []
    assert foreign(done.err, language) == []
    if said is not None:
        assert done.err
        assert said in done.err


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "拒收 1 行"), ("en", "1 row refused"), (None, "1 row refused")]
)
def test_refusals_follow_the_language(run, tmp_path, language, word):
    file = tmp_path / "edges.csv"
    file.write_text(FILES["edges"]["zh"], encoding="utf-8")
    asked = ("--lang", language) if language else ()
    assert word in run("metrics", file, "--columns", "nodes", *asked).err
    assert run("metrics", file, "--columns", "nodes", "--quiet", *asked).err == ""


@pytest.fixture
def published(request):
    return request.config.rootpath / "edges/nankai/targets"


def test_published_numbers_are_named_in_the_language(shipped, published):
    from clusternet.synthetic import load
    from clusternet.synthetic.verify import _Checked, _platform_network, _seats, _trends

    checked = _Checked(shipped, load(published))
    names = [row[0] for part in (_seats, _trends) for row in part(checked)]
    assert len(names) > 20
    for language in ("zh", "en"):
        assert not [name for name in names if foreign(name.in_(language), language)]
    assert next(_platform_network(checked))[0].in_("zh") == "表6，2015年：节点数"


def test_published_numbers_keep_the_names_of_the_data_in_files(shipped, published):
    from clusternet.synthetic import load
    from clusternet.synthetic.verify import _Checked, _seats

    assert "长江三角洲" in str(next(_seats(_Checked(shipped, load(published))))[0])
