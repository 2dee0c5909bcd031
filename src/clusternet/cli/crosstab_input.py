"""What ``specialisation`` measures: units and fields, of a table of records or of a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.cli.emit import Progress, say
from clusternet.cli.records import Kind, Material, material
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
from clusternet.notes import specialisation as notes
from clusternet.words import labels
from clusternet.words.text import Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.crosstabs import Crosstab, Plan
    from clusternet.records.specialisation import Specialisation
    from clusternet.space.quotients import Tally
    from clusternet.typing import Count
    from clusternet.words.naming import Holds


UNIT, FIELD = "source_province", "technology"


@dataclass(frozen=True)
class Asked:
    """What units and fields are, and from where on a unit is specialised."""

    unit: str | None
    field: str | None
    value: str | None
    columns: list[str] | None
    transpose: bool
    count: Count
    regions: str
    threshold: float
    thesaurus: str | None
    separator: str | None
    kind: Kind | None
    sheet: str

    def read(self, request: Request, progress: Progress) -> tuple[Material, Request]:
        """Read the data, and apply the selection."""
        progress("reading")
        named = tuple(name for name in (self.unit, self.field, self.value) if name)
        return material(request, *named, kind=self.kind, sheet=self.sheet, technology=True)

    @property
    def plan(self) -> Plan:
        """What the columns of a table hold."""
        from clusternet.io.tables.crosstabs import Plan

        if (self.field or self.value) and (self.columns is not None or self.transpose):
            raise Misuse.of("long_or_wide")
        if self.value and not (self.unit and self.field):
            raise Misuse.of("needs", option="--value", first="--unit", second="--field")
        return Plan(self.unit, self.field, self.value, self.columns or (), self.transpose)

    def measured(self, request: Request, part: Material) -> Specialisation:
        """Return who is specialised in what."""
        return self.counted(request, part)[0]

    def counted(self, request: Request, part: Material) -> tuple[Specialisation, Tally | None]:
        """Return who is specialised in what, and what was counted; None if values were not counted here."""
        from clusternet.records import significance as behind
        from clusternet.records import specialisation as measure

        if part.network is not None:
            if self.thesaurus:
                raise Misuse.of("thesaurus_of_tables")
            plan, options = self.plan, {"count": self.count, "region_map": self.regions}
            values = _of_network(request, part, plan, self.count, self.regions)
            found = measure.measure(values, threshold=self.threshold)
            ends = plan.unit or UNIT, plan.field or FIELD
            return found, behind.of_network(part.network, found.values, *ends, **options)  # type: ignore[arg-type]
        rows = _of_records(request, part, self.plan, self)
        values = measure.wide(rows.units, rows.fields, rows.values)
        found = measure.measure(values, threshold=self.threshold)
        return found, behind.of_records(rows.units, rows.fields, found.values) if rows.counted else None


def _of_network(
    request: Request,
    given: Material,
    plan: Plan,
    count: Count,
    regions: str,
) -> pd.DataFrame:
    from clusternet.records import specialisation as measure

    unit, field = plan.unit or UNIT, plan.field or FIELD
    if plan.value or plan.columns or plan.transpose:
        raise Misuse.of("of_tables_not_network")
    assert given.network is not None
    found = measure.of_network(given.network, unit, field, count=count, region_map=regions)
    if found.outside and not request.quiet:
        own = given.network.about.places == "own" or unit.endswith("_country")
        place = "" if own or labels.holds(unit) != "place" else " in the 31 mainland provinces"
        lacking = f"without a {unit}{place} or a {field}, not in the base"
        within = "（31个省区市内）" if place else ""
        heads = [labels.heading(key, "zh") for key in attributes(given, plan)]
        columns = f"{heads[0]}{within}或{heads[1]}"
        at = f"{given.title}: " if given.title else ""
        number = numbered(found.outside, "relation")
        say(Text(f"{at}{found.outside:,} 条关系没有{columns}，未计入", f"{at}{number} {lacking}"))
    return found.table


def attributes(given: Material, plan: Plan) -> tuple[str, str]:
    """Return which attributes units and fields are, or the headers of their columns."""
    from clusternet.schema.tables import CROSSTAB, attribute

    unit, field = plan.unit, plan.field
    if given.records is not None:
        wide = plan.columns or plan.transpose
        unit = unit or given.records.find(CROSSTAB["unit"]) or "unit"
        field = field or ("" if wide else given.records.find(CROSSTAB["field"])) or "field"
    return attribute(unit or UNIT), attribute(field or FIELD)


def holdings(given: Material, plan: Plan) -> tuple[Holds, Holds]:
    """Return what the names of units and fields are; the units of a table are taken for places."""
    unit, field = (labels.holds(key) for key in attributes(given, plan))
    return unit or ("" if given.network is not None else "place"), field


def _of_records(request: Request, given: Material, plan: Plan, asked: Asked) -> Crosstab:
    from clusternet.io.tables.crosstabs import crosstab
    from clusternet.io.tables.thesaurus import read_thesaurus
    from clusternet.records import specialisation as measure
    from clusternet.schema.multivalued import SEPARATORS

    assert given.records is not None
    words = read_thesaurus(asked.thesaurus)
    found = crosstab(given.records, plan, separators=asked.separator or SEPARATORS, thesaurus=words)
    values = measure.wide(found.units, found.fields, found.values)
    request.tell(given.records.remarks)
    if not request.quiet:
        units, fields = values.shape
        names = [str(name) for name in values.columns]
        say(notes.crosstab_note(found, given.title, (units, fields), names))
    return found


def each_year(given: Material, *, cumulative: bool) -> Iterator[tuple[int, Material]]:
    """Yield every year of the data, alone or with all before it."""
    from clusternet.errors import SchemaError

    years = given.network.years if given.network is not None else []
    if given.records is not None:
        years = given.records.years
    if not years:
        raise SchemaError.of("no_years_by_year", title=given.title)
    for year in years:
        first = None if cumulative else year
        if given.network is not None:
            yield year, Material(network=given.network.window(first, year))
        elif given.records is not None:
            yield year, Material(records=given.records.within(first, year))
