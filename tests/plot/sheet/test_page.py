"""The page round a figure: its size, its words, its file."""

from __future__ import annotations

import re
import warnings
import zlib

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from matplotlib.image import imread
from PIL import Image

from clusternet.errors import ClusternetError, FormatError
from clusternet.output.result import Words
from clusternet.plot.sheet import fonts, page, saving
from clusternet.plot.sheet.page import Page

WORDS = Words("省际技术流向", ("节点 30,765 · 边 83,815",), "zh", synthetic=True)


def drawn(ax):
    wide, high = page.in_millimetres(ax)
    ax.plot([0, wide], [0, high])
    ax.text(10, 10, "北京市 ОРРО −1.5% é")


def published(path, *, words=WORDS, **options):
    saving.publish(lambda width: page.Plan(width, 40.0, drawn), path, page=Page(**options), words=words)
    return path


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_figure_same_bytes(tmp_path, suffix):
    one = published(tmp_path / f"one.{suffix}", dpi=60).read_bytes()
    assert one == published(tmp_path / f"two.{suffix}", dpi=60).read_bytes()


def test_one_drawing_gives_every_form(tmp_path):
    plans = []

    def plan(width):
        plans.append(width)
        return page.Plan(width, 40.0, drawn)

    with page.context():
        ax = page.printed(plan, Page(), WORDS)
        told = saving.Said(WORDS.heading, page.described(ax, WORDS))
        for suffix in (".png", ".pdf", ".svg"):
            saving.write(page.figure_of(ax), tmp_path / f"one{suffix}", said=told)
    assert plans == [Page().inner]
    for suffix in (".png", ".pdf", ".svg"):
        alone = published(tmp_path / f"other{suffix}", outlines=True).read_bytes()
        assert (tmp_path / f"one{suffix}").read_bytes() == alone


def test_a_plan_makes_axes_of_its_size():
    seen = []
    ax = page.Plan(80.0, 30.0, lambda ax: seen.append((ax, page.in_millimetres(ax)))).draw()
    assert seen == [(ax, (pytest.approx(80), pytest.approx(30)))]
    assert page.width_of(ax) == pytest.approx(80)
    assert page.width_of(None) == Page().width


@pytest.mark.parametrize("words", [WORDS, Words("title " * 30, ("a", "b" * 300)), Words()])
def test_what_title_and_caption_take_of_a_page(words):
    with page.context():
        ax = page.printed(lambda width: page.Plan(width, 40.0, drawn), Page(), words)
    high = page.figure_of(ax).get_figheight() * page.MM
    above, below = page.around(ax)
    assert high * (1 - above - below) == pytest.approx(40 + 2 * 2.5)
    texts = [text.get_window_extent() for text in page.figure_of(ax).texts]
    frame = page.figure_of(ax).bbox
    shown = (frame.height * below, frame.height * (1 - above))
    assert not any(shown[0] + 1 < box.y1 and box.y0 < shown[1] - 1 for box in texts)


def test_nothing_outside_changes(tmp_path):
    before = dict(mpl.rcParams)
    published(tmp_path / "x.pdf")
    assert dict(mpl.rcParams) == before


def test_a_png_has_the_width_asked_for(tmp_path):
    high, wide, _ = imread(published(tmp_path / "x.png", width=100, dpi=127)).shape
    assert wide == 500
    assert high > 200


def test_a_bare_page_still_says_that_data_are_synthetic():
    with page.context():
        texts = [text.get_text() for text in page._sheet(40, Page(bare=True), WORDS).figure.texts]
        plain = page._sheet(40, Page(bare=True), Words("title", ("caption",))).figure.texts
    assert texts == ["合成数据"]
    assert not plain


def test_title_and_caption_say_that_data_are_synthetic():
    with page.context():
        texts = [text.get_text() for text in page._sheet(40, Page(), WORDS).figure.texts]
    assert texts == ["[合成数据] 省际技术流向", "注：节点 30,765 · 边 83,815"]


def test_long_titles_break_inside_the_page():
    with page.context():
        for text in ("前二十条省际技术赋能流量，" * 6, "the twenty largest flows between provinces " * 6):
            lines = page.wrapped(text, 11, 120)
            assert len(lines) > 1
            assert all(page.text_width(line, 11) <= 120 for line in lines)
            assert not any(line.startswith("，") for line in lines)
            assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_pdf_text_can_be_selected_and_its_font_is_true_type(tmp_path):
    data = published(tmp_path / "x.pdf").read_bytes()
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            streams.append(zlib.decompress(found[1]))
        except zlib.error:
            streams.append(found[1])
    files = [stream for stream in streams if stream[:4] in (b"\0\1\0\0", b"OTTO", b"true")]
    assert files
    assert all(stream[:4] == b"\0\1\0\0" for stream in files)
    maps = b"".join(stream for stream in streams if b"beginbfrange" in stream or b"beginbfchar" in stream)
    assert "京".encode("utf-16-be").hex().encode() in maps.lower()


def test_texts_keep_their_fonts_after_a_pdf(tmp_path):
    with page.context():
        ax = page.new_axes((60, 30))
        text = ax.text(0.5, 0.5, "北京")
        saving.write(ax.figure, tmp_path / "x.pdf")
    assert text.get_fontfamily()[0] == fonts.FAMILY


def test_outlines_of_a_page_hold_its_characters_and_no_tables_of_layout():
    from io import BytesIO

    from fontTools.ttLib import TTFont

    _, data = fonts.web("北京市 é")
    with TTFont(BytesIO(data)) as outlines:
        assert set(map(ord, "北京市é")) <= set(outlines.getBestCmap())
        assert not {"GSUB", "GPOS", "GDEF", "BASE", "VORG", "DSIG"} & set(outlines.keys())


def test_a_pdf_is_the_same_after_others_were_written(tmp_path):
    first = published(tmp_path / "a.pdf").read_bytes()
    other = Words("数据来源：上海市", (), "zh")
    published(tmp_path / "b.pdf", words=other)
    assert published(tmp_path / "a.pdf").read_bytes() == first


def test_a_character_that_no_font_has_is_an_error(tmp_path):
    target = tmp_path / "x.png"
    ax = page.new_axes((60, 30))
    ax.text(0.5, 0.5, "\U00012000")
    with pytest.raises(
        ClusternetError, match=r"x.png: no font has the character .* \(U\+12000\); --font"
    ) as told:
        saving.write(ax.figure, target)
    assert "字体中没有字符" in told.value.zh
    assert not target.exists()
    plan = page.Plan(60, 30, lambda ax: ax.text(0, 0, "\U00012000"))
    with pytest.raises(ClusternetError, match=r"x\.svg: no font"):  # and not the name of a scratch file
        saving.publish(lambda _: plan, tmp_path / "x.svg", page=Page(), words=Words())


def test_wrong_suffix_folder_and_font(tmp_path):
    with pytest.raises(FormatError, match=r"accepted: \.png, \.svg, \.pdf"):
        published(tmp_path / "x.gif")
    with pytest.raises(FormatError, match="does not exist"):
        published(tmp_path / "no" / "x.png")
    with pytest.raises(ClusternetError, match="not installed"):
        published(tmp_path / "x.png", font="No Such Family")
    with pytest.raises(ClusternetError, match="no such file"):
        published(tmp_path / "x.png", font="missing.ttf")


def test_fonts_are_converted_once_for_several_figures(tmp_path, monkeypatch):
    from clusternet.plot.sheet import fonts

    made = []
    convert = fonts._true_type
    monkeypatch.setattr(fonts, "_true_type", lambda *given: made.append(convert(*given)) or made[-1])
    with page.context():
        figures = [page.figure_of(page.new_axes((40, 20))) for _ in "ab"]
        for figure, text in zip(figures, ("北京", "上海"), strict=True):
            figure.text(0.1, 0.5, text)
        with fonts.embeddable(*figures):
            for number, figure in enumerate(figures):
                saving.write(figure, tmp_path / f"{number}.pdf", drawn=True)
    assert sum(each is not None for each in made) == 1
    assert all((tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF") for number in range(2))


def sized(path):
    """Return the width of a PDF or SVG in millimetres."""
    found = re.search(
        rb"MediaBox \[ 0 0 ([\d.]+) " if path.suffix == ".pdf" else rb'width="([\d.]+)pt"', path.read_bytes()
    )
    return float(found[1]) / 72 * 25.4


@pytest.mark.parametrize(("width", "size"), [(60, None), (300, None), (150, 16)])
def test_type_and_marks_scale_with_the_width_and_the_page_keeps_its_size(tmp_path, width, size):
    given = Page(width=width, dpi=72, size=size)
    seen = []

    def ink(ax):
        page.in_millimetres(ax)
        seen.append(ax.get_xlim()[1])
        ax.text(5, 5, "北京市", size=8)

    for suffix in (".png", ".svg", ".pdf"):
        path = tmp_path / f"a{suffix}"
        saving.publish(lambda wide: page.Plan(wide, 40.0, ink), path, page=given, words=WORDS)
    assert seen[0] == pytest.approx(width / given.scale - 2 * page.MARGIN)
    assert sized(tmp_path / "a.svg") == pytest.approx(width, abs=0.1)
    assert sized(tmp_path / "a.pdf") == pytest.approx(width, abs=0.1)
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.width == pytest.approx(width / 25.4 * 72, abs=1.5)
        assert picture.info["dpi"] == pytest.approx((72, 72), abs=0.1)
    assert given.scale == {60: 0.85, 300: pytest.approx(1.23, abs=0.01), 150: 2}[width]


def test_european_names_are_set_in_letters_of_one_hand():
    with page.context():
        names = fonts.families()
        assert names[1] == "Source Sans Second"
        figure = page.figure_of(page.new_axes((60, 20)))
        figure.text(0.1, 0.5, "Łódź Škofja České İstanbul 北京")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            figure.draw_without_rendering()
        first, second = (font_manager.get_font(font_manager.findfont(name)) for name in names[:2])
        tall = []
        for font in (first, second):
            font.set_size(100, 72)
            tall.append(font.load_char(ord("x")).height)
    assert tall[0] == pytest.approx(tall[1], rel=0.02)


def test_lines_end_where_the_next_piece_would_pass_the_width():
    def one_by_one(text, size, wide):
        lines, line = [], ""
        for piece in page._pieces(text):
            if line and page.text_width((line + piece).rstrip(), size) > wide:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return [*lines, line.rstrip()] if line.strip() else lines

    text = "网络平台企业（AVTo）的  relations of firms，12% of all；平台 network-wide。   Source: own data  "
    with page.context():
        for wide in (1, 5, 20, 33, 60, 400):
            for start in range(len(text)):
                assert page.wrapped(text[start:], 6.5, wide) == one_by_one(text[start:], 6.5, wide)


def test_letters_are_as_wide_on_a_screen_as_they_were_measured():
    text = "Complementary cumulative degree distribution (CCDF) of the network"
    with page.context():
        figure = page.figure_of(page.new_axes((150, 20)))
        figure.set_dpi(50)
        wide = figure.text(0, 0, text, size=11).get_window_extent(figure.canvas.get_renderer()).width
        assert wide / 50 * page.MM == pytest.approx(page.text_width(text, 11), rel=0.005)
