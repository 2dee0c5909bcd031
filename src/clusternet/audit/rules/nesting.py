"""Cities in provinces in regions, flows against what a place sends and receives, one place at two levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from clusternet.audit.ledger import At, Ledger, amount, shown
from clusternet.audit.meaning import fold
from clusternet.audit.printed import Interval, total
from clusternet.audit.rules.territory import Listing, listings, named_alike, resolved, tables_alike
from clusternet.audit.tables import Report, Table
from clusternet.places import china
from clusternet.places.gazetteer import ONE_CITY

_NEAR = Fraction(1, 10)


def check(report: Report, ledger: Ledger) -> None:
    """Check the places of a report."""
    found = list(listings(report))
    for upper, lower in _pairs(found):
        _same_place(upper, lower, ledger)
        _inside(upper, lower, ledger)
    _regions(found, ledger)
    for flows in found:
        if flows.key[-1]:
            _margins(flows, found, ledger)
    for table in report.tables:
        if table.pair is not None:
            _types(table, ledger)


# -- two levels ----------------------------------------------------------------------------------------------


def _pairs(found: list[Listing]) -> Iterator[tuple[Listing, Listing]]:
    """Yield listings of provinces and of cities that count the same."""
    for upper in found:
        if upper.level != "province":
            continue
        lowers = [each for each in found if each.level == "city" and _comparable(upper, each)]
        same = [each for each in lowers if each.table is upper.table]
        nearest = min(same, key=lambda each: _distance(upper, each), default=None)
        for lower in lowers if nearest is None else [nearest]:
            if lower.table is upper.table or _counts_the_same(upper, lower):
                yield upper, lower


def _distance(upper: Listing, lower: Listing) -> int:
    """Return how many blocks lie between two of a table; the ones below come first."""
    order = {id(block): place for place, block in enumerate(upper.table.blocks)}
    steps = order[id(lower.block)] - order[id(upper.block)]
    return steps if steps > 0 else len(order) - steps


def _comparable(one: Listing, two: Listing) -> bool:
    return one.key == two.key and one.shares == two.shares and one.side == two.side and named_alike(one, two)


def _counts_the_same(upper: Listing, lower: Listing) -> bool:
    """Whether two tables count the same: by the municipalities in both, else by their names."""
    shared = [place for place in lower.values if place in upper.values and set(place) <= ONE_CITY]
    if not shared:
        return tables_alike(upper.table, lower.table)
    near = 0
    for place in shared:
        one, two = upper.values[place][1], lower.values[place][1]
        near += one.meets(two) or abs(one.middle - two.middle) <= _NEAR * abs(one.middle)
    return near * 2 >= len(shared)


def _same_place(upper: Listing, lower: Listing, ledger: Ledger) -> None:
    shared = [place for place in lower.values if place in upper.values and set(place) <= ONE_CITY]
    for place in shared:
        above, one = upper.values[place]
        row, two = lower.values[place]
        if not one.meets(two):
            ledger.doubt(
                "same_place",
                At(lower.table, lower.column, row),
                printed=lower.text(row),
                computed=f"{upper.text(above)} ({upper.table.name}:{upper.table.lines[above]})",
                allowance=amount(one.half + two.half),
                note=(
                    "直辖市在省级表和城市表中应当相同",
                    "a municipality is its own province: both levels must be equal",
                ),
            )
    if shared:
        names = [f"{upper.table.name}.{upper.column.name}", lower.column.name]
        ledger.apply("same_place", lower.table, names, len(shared), (lower.block.words, lower.block.words))


def _inside(upper: Listing, lower: Listing, ledger: Ledger) -> None:
    """Check that the cities listed do not exceed their province."""
    held: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for place in lower.values:
        homes = [resolved(name) for name in place]
        held.setdefault(tuple(home.province if home else "" for home in homes), []).append(place)
    for home, inside in held.items():
        if all(place == home for place in inside):
            continue  # a municipality alone: see same_place
        parts = total(lower.values[place][1] for place in inside)
        cities = "、".join("-".join(place) for place in inside)
        if home in upper.values:
            row, value = upper.values[home]
            if parts.low > value.high:
                note = (f"所辖城市 {cities} 之和超过该省", f"the cities {cities} exceed their province")
                _exceeds(upper, row, parts, value, note, ledger)
        elif upper.last is not None and parts.low > upper.last.high and len(upper.values) > 2:
            row = lower.values[inside[0]][0]
            note = (
                "该省未列入省级表，却超过表中末位",
                "its province is not listed, yet it exceeds the last one listed",
            )
            ledger.doubt(
                "nesting",
                At(lower.table, lower.column, row),
                printed=lower.text(row),
                computed=f"≤ {float(upper.last.high):g} ({upper.table.name})",
                allowance=amount(parts.half + upper.last.half),
                severity="medium",
                note=note,
            )
    names = [f"{upper.table.name}.{upper.column.name}", lower.column.name]
    ledger.apply("nesting", lower.table, names, len(lower.values))


def _exceeds(
    upper: Listing, row: int, parts: Interval, value: Interval, note: tuple[str, str], ledger: Ledger
) -> None:
    cell = upper.column.cells[row]
    ledger.doubt(
        "nesting",
        At(upper.table, upper.column, row),
        printed=upper.text(row),
        computed=f"≥ {shown(parts, cell.decimals if cell else 0)}",
        allowance=amount(parts.half + value.half),
        note=note,
    )


# -- regions -------------------------------------------------------------------------------------------------


def _regions(found: list[Listing], ledger: Ledger) -> None:
    """Check regions against the provinces and cities listed in them, under every map of the regions."""
    extents: list[tuple[str, bool, Listing, int, str]] = []
    for upper in (each for each in found if each.level == "region"):
        for lower in found:
            if lower.level == "region" or lower.table is not upper.table or not _comparable(upper, lower):
                continue
            if not _nearest(upper, lower, found):
                continue
            for region, (row, value) in upper.values.items():
                sums = [_within(region[0], name, lower) for name in china.region_maps()]
                if sums and all(each.low > value.high for each in sums):
                    least = min(sums, key=lambda each: each.low)
                    note = (f"所辖{_zh(lower)}之和超过该区域", f"the {_en(lower)} in it exceed the region")
                    _exceeds(upper, row, least, value, note, ledger)
                if lower.level == "province":
                    extents += _extents(region[0], upper, row, lower)
            ledger.apply(
                "nesting",
                upper.table,
                [upper.column],
                len(upper.values),
                (upper.block.words, upper.block.words),
            )
    _two_extents(extents, ledger)


def _zh(lower: Listing) -> str:
    return "省份" if lower.level == "province" else "城市"


def _en(lower: Listing) -> str:
    return "provinces" if lower.level == "province" else "cities"


def _nearest(upper: Listing, lower: Listing, found: list[Listing]) -> bool:
    """Whether no other listing of regions lies between two blocks of a table."""
    order = {id(block): place for place, block in enumerate(upper.table.blocks)}
    one, two = order[id(upper.block)], order[id(lower.block)]
    others = [order[id(each.block)] for each in found if each.level == "region" and each.table is upper.table]
    return two > one and not any(one < other < two for other in others)


def _within(region: str, name: str, lower: Listing) -> Interval:
    members = [
        value for place, (_, value) in lower.values.items() if china.region(place[0], map=name) == region
    ]
    return total(members)


def _extents(
    region: str, upper: Listing, row: int, lower: Listing
) -> list[tuple[str, bool, Listing, int, str]]:
    """Return how a region compares with a province that only some maps count to it as a whole."""
    seen = []
    for place, (_, value) in lower.values.items():
        inside = {china.region(place[0], map=name) == region for name in china.region_maps()}
        cell = upper.values[(region,)][1]
        if len(inside) == 2 and (value.meets(cell) or value.low > cell.high):
            text = f"{place[0]} {lower.text(lower.values[place][0])}"
            seen.append((f"{region}|{place[0]}", value.meets(cell), upper, row, text))
    return seen


def _two_extents(extents: list[tuple[str, bool, Listing, int, str]], ledger: Ledger) -> None:
    for name in dict.fromkeys(each[0] for each in extents):
        seen = [each for each in extents if each[0] == name]
        if len({same for _, same, *_ in seen}) < 2:
            continue
        few = min((True, False), key=lambda same: sum(each[1] == same for each in seen))
        region, province = name.split("|")
        for _, same, listing, row, text in seen:
            if same == few:
                ledger.doubt(
                    "nesting",
                    At(listing.table, listing.column, row),
                    printed=listing.text(row),
                    computed=text,
                    allowance="",
                    severity="low",
                    note=(
                        f"{region}在别处等于{province}，此处不等：范围似有两种口径",
                        f"elsewhere {region} equals {province}, here it does not: perhaps drawn in two ways",
                    ),
                )


# -- flows ---------------------------------------------------------------------------------------------------


def _margins(flows: Listing, found: list[Listing], ledger: Ledger) -> None:
    """Check that the flows listed of a place do not exceed what it sends or receives in all."""
    for side, end in (("out", 0), ("in", 1)):
        sums: dict[str, list[Interval]] = {}
        rows: dict[str, int] = {}
        for pair, (row, value) in flows.values.items():
            sums.setdefault(pair[end], []).append(value)
            rows.setdefault(pair[end], row)
        fitting = [
            each
            for each in found
            if each.side == side
            and each.level == flows.level
            and each.shares == flows.shares
            and not each.key[-1]
        ]
        scored = [(_over(sums, each), each) for each in fitting]
        if not scored:
            continue
        over, margin = min(scored, key=lambda each: each[0])
        shared = [place for place in sums if (place,) in margin.values]
        if not shared or over * 2 > len(shared):
            continue
        for place, values in sums.items():
            held = total(values)
            if (place,) not in margin.values:
                continue
            row, value = margin.values[(place,)]
            if held.low > value.high:
                ledger.doubt(
                    "margins",
                    At(margin.table, margin.column, row),
                    printed=margin.text(row),
                    computed=f"≥ {float(held.middle):.4g} ({flows.table.name})",
                    allowance=amount(held.half + value.half),
                )
        names = [f"{flows.table.name}.{flows.column.name}", margin.column.name]
        ledger.apply("margins", margin.table, names, len(shared), (margin.block.words, margin.block.words))


def _over(sums: dict[str, list[Interval]], margin: Listing) -> int:
    return sum(
        total(values).low > margin.values[(place,)][1].high
        for place, values in sums.items()
        if (place,) in margin.values
    )


_WITHIN = ("内部", "省内", "市内", "本地", "区内", "intra", "within", "internal", "local")
_ACROSS = ("跨", "之间", "外部", "inter-", "inter_", "across", "between", "cross", "external")


def _types(table: Table, ledger: Ledger) -> None:
    """Check the column that says whether a flow stays within its place."""
    assert table.pair is not None
    one, two = (table.columns[place] for place in table.pair)
    for column in table.columns:
        if column.role != "text" or column in (one, two):
            continue
        said: dict[int, bool] = {}
        for row, text in enumerate(column.texts):
            plain = fold(text)
            within = any(word in plain for word in _WITHIN)
            if within != any(word in plain for word in _ACROSS):
                said[row] = within
        wrong = [row for row, within in said.items() if (one.texts[row] == two.texts[row]) != within]
        if len(wrong) * 2 > len(said):
            continue  # words about something else
        for row in wrong:
            ends = ("两端不同", "the ends differ") if said[row] else ("两端相同", "both ends are equal")
            ledger.doubt(
                "type",
                At(table, column, row),
                printed=column.texts[row],
                computed=f"{one.texts[row]}-{two.texts[row]}",
                note=ends,
            )
        if said:
            ledger.apply("type", table, [column], len(said))
