"""Conformed tables to one node table and one edge table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.places import china
from clusternet.schema import cells, coding
from clusternet.schema import columns as schema
from clusternet.schema.columns import ORIGIN, PLACE_SHARED, REPORTER, SHARED
from clusternet.schema.findings import Finding, NodeText, counts, done, wording
from clusternet.words.text import SEMICOLON, Text

NEARLY_ALL = 0.9
"""Share of refused rows from which the rest is taken for no network."""

_PLACES = ("province", "city", "region", "country")


def assemble(
    relations: list[pd.DataFrame],
    nodes: list[pd.DataFrame],
    found: list[Finding],
    said: dict[str, pd.DataFrame] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join tables into one node table and one edge table.

    Parameters
    ----------
    relations, nodes
        From :func:`clusternet.schema.conform.edge_rows` and :func:`clusternet.schema.conform.node_rows`.
    found
        Findings are added here.
    said
        For each node column that edge rows carry, every ``id`` and ``value`` with its origin is added here.

    Returns
    -------
    nodes : DataFrame
        Node tables first, then the ends of edges in the order they are seen.
    edges : DataFrame
        ``source`` and ``target`` are categories of the node index.

    Raises
    ------
    EmptyNetworkError
        If no relation is left; the message counts the reasons.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.schema.conform import edge_rows
    >>> from clusternet.schema.rows import from_frame
    >>> found = []
    >>> rows = edge_rows(from_frame(pd.DataFrame({"from": ["a"], "to": ["b"]}), "edges"), found=found)
    >>> nodes, edges = assemble([rows], [], found)
    >>> nodes.index.tolist(), len(edges)
    (['a', 'b'], 1)
    """
    filled = [each for each in relations if len(each)]
    if not filled:
        raise EmptyNetworkError.of("no_valid_row", why=_reasons(found))
    edges = _whole_ids(coding.stacked(filled, ignore_index=True), nodes, found)
    edges = _once(edges, found)
    table = _one_table(nodes, found)
    edges = _by_name(table, edges, found)
    table, edges = _numbered(table, edges)
    table, edges = _carried(table, edges, found, {} if said is None else said)
    edges = edges.drop(columns=SHARED, errors="ignore")
    first = ["source", "target", "year", "relation", "weight"]
    order = [name for name in first if name in edges] + [name for name in edges if name not in first]
    return table, edges[order]


def require_rows(relations: list[pd.DataFrame], found: list[Finding]) -> None:
    """Refuse data of which nearly every row is refused: what is left of them is no network.

    Raises
    ------
    SchemaError
        With the number of rows refused, the reasons and the first of them.
    """
    faults = {(each.file, each.sheet, each.line): each for each in found if each.severity == "fault"}
    rows = sum(len(edges[list(ORIGIN)].drop_duplicates()) for edges in relations) if faults else 0
    if not rows or len(faults) < NEARLY_ALL * (len(faults) + rows):
        return  # of no row at all the join says so
    first, tally = next(iter(faults.values())), counts(faults.values())
    reasons = [_many(problem, number) for problem, number in tally.items()]
    raise SchemaError.of(
        "mostly_refused",
        number=len(faults),
        of=len(faults) + rows,
        reasons=reasons,
        place=_place(first),
        value=first.value,
    )


def _whole_ids(edges: pd.DataFrame, nodes: list[pd.DataFrame], found: list[Finding]) -> pd.DataFrame:
    """Read ids that a spreadsheet or program made decimal numbers (101.0) as the ids they are (101).

    An id is taken for another alone where that other stands somewhere too.
    """
    ends = [name for name in ("source", "target", REPORTER) if name in edges]
    lists = {coding.list_of(edges[name]): coding.coded(edges[name])[1] for name in ends}
    texts = [*lists.values(), *(table.index.to_numpy(dtype=object) for table in nodes)]
    decimal = {text for each in texts for text in each[cells.wholes(each)]}
    known = {text for each in texts for text in each} if decimal else set()
    meant = {text: text[:-2] for text in decimal if text[:-2] in known}
    if not meant:
        return edges
    for name in ends:
        rows = edges[edges[name].isin(list(meant))]
        _report_whole(rows[~rows[name].duplicated()], name, meant, found)
        edges[name] = edges[name].astype(object).replace(meant)
    for place, table in enumerate(nodes):
        rows = table[table.index.isin(list(meant))].assign(id=lambda each: each.index)
        _report_whole(rows, "id", meant, found)
        nodes[place] = table.rename(index=meant)
    return edges


def _report_whole(rows: pd.DataFrame, name: str, meant: dict[str, str], found: list[Finding]) -> None:
    for text, *place in zip(rows[name], *(rows[each] for each in ORIGIN), strict=True):
        file, sheet, line = place
        action = done("counted_as", meant[text])
        found.append(Finding("decimal_id", file, sheet, int(line), name, text, action))


def _by_name(table: pd.DataFrame, edges: pd.DataFrame, found: list[Finding]) -> pd.DataFrame:
    """Put the id of a node in the place of its name, where an end is no id and the name of one node alone."""
    if "name" not in table:
        return edges
    said = table["name"].dropna()
    said = said[~said.isin(table.index)]
    ids: dict[str, list[str]] = {}
    for node, text in said.items():
        ids.setdefault(str(text), []).append(str(node))
    met: dict[str, tuple[int, str]] = {}
    joined: dict[str, pd.Series | pd.Categorical] = {}
    for end in ("source", "target"):
        codes, texts = coding.coded(edges[end])
        named = np.array([text in ids for text in texts], dtype=bool)
        if not named.any():
            continue
        places, rows = np.unique(codes, return_index=True)
        for place, row in zip(places.tolist(), rows.tolist(), strict=True):
            if 0 <= place < len(texts) and named[place]:
                met[texts[place]] = min(met.get(texts[place], (row, end)), (row, end))
        one = [ids[text][0] if len(ids.get(text, ())) == 1 else text for text in texts]
        joined[end] = coding.column_of(codes, np.array(one, dtype=object))
    for text, (row, _) in sorted(met.items(), key=lambda each: each[1]):
        origin: list[Any] = [edges[name].iat[row] for name in ORIGIN]
        file, sheet, line = origin
        several = len(ids[text]) > 1
        problem = "name_of_several" if several else "joined_by_name"
        action = done("kept_bare") if several else done("counted_as", ids[text][0])
        found.append(Finding(problem, str(file), str(sheet), int(line), "", text, action))
    return edges.assign(**joined)


def _numbered(table: pd.DataFrame, edges: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the ends that the node table lacks, in the order of the rows; make both ends codes of its index."""
    listed = pd.Series(table.index, dtype=object)
    (own, *ends), texts = coding.together([listed, edges["source"], edges["target"]])
    order = pd.unique(np.concatenate([own, np.column_stack(ends).ravel()]))
    number = np.full(len(texts), -1, dtype=np.int64)
    number[order] = np.arange(len(order))
    if len(order) > len(table):
        table = table.reindex(pd.Index(texts[order], dtype=object))
    table = table.rename_axis("id")
    codes = {
        name: pd.Categorical.from_codes(number[end], categories=table.index)
        for name, end in zip(("source", "target"), ends, strict=True)
    }
    return table, edges.assign(**codes)


def one_each(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row an id; the first value of each column is kept.

    >>> one_each(pd.DataFrame({"city": [None, "上海市"]}, index=["甲", "甲"], dtype=object))["city"].tolist()
    ['上海市']
    """
    if table.index.is_unique:
        return table
    repeated = table.index.duplicated()
    firsts = {name: column.dropna() for name, column in table.items()}
    rows = table.index[~repeated]
    return pd.DataFrame(
        {name: column[~column.index.duplicated()].reindex(rows) for name, column in firsts.items()},
        index=rows,
    )


def _reasons(found: list[Finding]) -> Text:
    """Return why rows were refused: every problem with its count and its first place."""
    faults = [each for each in found if each.severity == "fault"]
    first = {each.problem: each for each in reversed(faults)}
    said = []
    for problem, number in counts(faults).items():
        many, where = _many(problem, number), first[problem]
        zh = f"{many.zh}，首个在 {where.file} 第{where.line}行"
        said.append(Text(zh, f"{many.en}, first in {where.file} line {where.line}"))
    return SEMICOLON.join(said) if said else Text("表格为空", "the tables are empty")


def _many(problem: str, number: int) -> Text:
    return Text(f"{wording(problem, 'zh')}：{number:,}", f"{wording(problem, 'en')}: {number:,}")


def _place(finding: Finding) -> Text:
    """Return the cell that a finding is of."""
    file, sheet, line, column = finding.file, finding.sheet, finding.line, finding.column
    told = [
        Text(file, file),
        *([Text(f"工作表 {sheet}", f"sheet {sheet}")] if sheet else []),
        Text(f"第{line}行", f"line {line}"),
        *([Text(f"{column} 列", f"column {column}")] if column else []),
    ]
    return Text("，", ", ").join(told)


def _once(edges: pd.DataFrame, found: list[Finding]) -> pd.DataFrame:
    """Count a tie recorded by both of its firms once (same ends, year and relation)."""
    if REPORTER not in edges:
        return edges
    tie = [column for column in ("source", "target", "year", "relation") if column in edges]
    surveyed = edges.loc[edges[REPORTER].notna(), [*tie, REPORTER]]
    nth = surveyed.groupby([*tie, REPORTER], dropna=False, sort=False, observed=True).cumcount()
    counted = surveyed.assign(nth=nth)
    rows = surveyed.index[counted.duplicated([*tie, "nth"])]
    both = surveyed.index[counted.duplicated([*tie, "nth"], keep=False)]
    edges.loc[both, ["source_kind", "target_kind"]] = "sample"  # each of the two reported the tie
    for place in zip(*(edges.loc[rows, name] for name in (*ORIGIN, "source", "target")), strict=True):
        file, sheet, line, source, target = place
        value = NodeText(source, " → ", target)
        found.append(Finding("double_coded", file, sheet, int(line), "", value, done("counted_once")))
    return edges.drop(index=rows, columns=REPORTER).reset_index(drop=True)


def _one_table(nodes: list[pd.DataFrame], found: list[Finding]) -> pd.DataFrame:
    """Stack node tables; of two values for one cell the first is kept."""
    if not nodes:
        return pd.DataFrame(index=pd.Index([], dtype=object, name="id"))
    filled = [each for each in nodes if len(each)] or nodes[:1]
    stacked = pd.concat(filled) if len(filled) > 1 else filled[0]
    table = one_each(stacked)
    if len(table) < len(stacked):
        for name in stacked.columns.difference(list(ORIGIN), sort=False):
            _report_second(stacked, table, str(name), found)
    return table.drop(columns=list(ORIGIN), errors="ignore")


def _report_second(stacked: pd.DataFrame, table: pd.DataFrame, name: str, found: list[Finding]) -> None:
    """Report every value of a column that is not the one kept."""
    said = stacked[stacked[name].notna().to_numpy()]
    kept = table[name].reindex(said.index)
    other = _differs(name, said[name].to_numpy(dtype=object), kept.to_numpy(dtype=object))
    if not other.any():
        return
    problem = "kind_conflict" if name == "kind" else "attribute_conflict"
    places = [said[column][other] if column in said else [""] * other.sum() for column in ORIGIN]
    for node, value, first, *place in zip(
        said.index[other], said[name][other], kept[other], *places, strict=True
    ):
        file, sheet, line = place
        where = (file, sheet, int(line) if line else None, name)
        said_there = NodeText(node, f": {value}")
        found.append(Finding(problem, *where, said_there, done("kept_value", first)))


def _carried(
    table: pd.DataFrame, edges: pd.DataFrame, found: list[Finding], stated: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Move node attributes that edge rows carry (source_city, target_kind) into the node table."""
    carried = [column.name for column in schema.NODES if column.name != "id"]
    for name in carried:
        sides = [end for end in ("source", "target") if f"{end}_{name}" in edges]
        if not sides:
            continue
        known = table[name].dropna() if name in table else pd.Series(dtype=object)
        said = stated[name] = _said(edges, name, sides, known, found)
        if name == "kind":
            said = said.sort_values("value", ascending=False, kind="stable")  # sample before partner
        values = said.drop_duplicates("id").set_index("id")["value"]
        own = table[name] if name in table else pd.Series(index=table.index, dtype=object)
        merged = own.where(own.notna(), values.reindex(table.index))
        _report_conflicts(said, merged, name, found)
        table[name] = _filled_kind(merged) if name == "kind" else merged
        edges = edges.drop(columns=[f"{end}_{name}" for end in sides])
    if "kind" in table:
        table["kind"] = _filled_kind(table["kind"])
    return table, edges


def _said(
    edges: pd.DataFrame, name: str, sides: list[str], known: pd.Series, found: list[Finding]
) -> pd.DataFrame:
    """Return every (id, value) that edge rows state, in row order; what was said for several names last."""
    parts = [
        edges[[end, f"{end}_{name}", *ORIGIN]].set_axis(["id", "value", *ORIGIN], axis=1) for end in sides
    ]
    marks = edges[SHARED].fillna(0).astype(int) if SHARED in edges else pd.Series(0, index=edges.index)
    weak = marks // PLACE_SHARED if name in _PLACES else marks % PLACE_SHARED
    weak = weak.sort_values(kind="stable")
    parts = [part.loc[weak.index].dropna(subset="value") for part in parts]
    if weak.gt(1).any():
        several = pd.concat([part[weak.loc[part.index] > 0].astype({"id": object}) for part in parts])
        parts = _of_first(parts, several.assign(weak=weak), name, known, found)
    said = pd.concat([part.drop_duplicates(["id", "value"]).astype({"id": object}) for part in parts])
    said = said.iloc[np.lexsort((said.index.to_numpy(), weak.loc[said.index].to_numpy()))]
    return said.drop_duplicates(["id", "value"])


def _of_first(
    parts: list[pd.DataFrame], several: pd.DataFrame, name: str, known: pd.Series, found: list[Finding]
) -> list[pd.DataFrame]:
    """Leave a place beside several names to the first of them, where the others mostly lie elsewhere.

    Whether they do is seen in those others that have a place of their own in a node table or another row.
    """
    here = pd.MultiIndex.from_frame(several[["id", *ORIGIN]])
    later = several[~here.isin(here[several["weak"].eq(1)])]  # an end that all of the rows share is first too
    alone = pd.concat(parts)
    alone = alone[~alone.index.isin(several.index)].drop_duplicates("id")
    own = known.combine_first(alone.set_index("id")["value"])
    checked = later[later["id"].isin(own.index)].drop_duplicates()
    there = own.reindex(checked["id"]).to_numpy(dtype=object)
    apart = int(_differs(name, checked["value"].to_numpy(dtype=object), there).sum())
    if 2 * apart <= len(checked):
        return parts
    action = done("place_of_first", len(checked), apart)
    lost = later[~later["id"].isin(own.index)].drop_duplicates(["id", "value"])
    for node, value, file, sheet, line in lost[["id", "value", *ORIGIN]].itertuples(index=False, name=None):
        found.append(
            Finding("ambiguous_split", file, sheet, int(line), name, NodeText(node, f": {value}"), action)
        )
    gone = pd.MultiIndex.from_frame(later[["id", *ORIGIN]])
    return [part[~pd.MultiIndex.from_frame(part[["id", *ORIGIN]]).isin(gone)] for part in parts]


def _differs(name: str, said: NDArray[np.object_], kept: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark values that are not the one kept; two spellings of one place are the same."""
    other = np.asarray(said != kept, dtype=bool)
    if name in ("province", "city"):
        for row in np.flatnonzero(other).tolist():
            one, two = china.resolve(str(said[row])), china.resolve(str(kept[row]))
            other[row] = one is None or two is None or (one.province, one.city) != (two.province, two.city)
    return other


def _report_conflicts(said: pd.DataFrame, merged: pd.Series, name: str, found: list[Finding]) -> None:
    problem = "kind_conflict" if name == "kind" else "attribute_conflict"
    kept = merged.reindex(said["id"]).to_numpy(dtype=object)
    other = said[_differs(name, said["value"].to_numpy(dtype=object), kept)]
    for node, value, file, sheet, line in other.itertuples(index=False, name=None):
        action = done("kept_value", merged[node])
        said_there = NodeText(node, f": {value}")
        found.append(Finding(problem, file, sheet, int(line), name, said_there, action))


def _filled_kind(kind: pd.Series) -> pd.Series:
    """Whoever is no sample is a partner node, once anything names the samples."""
    return kind.astype(object).where(kind.notna(), "partner") if kind.eq("sample").any() else kind
