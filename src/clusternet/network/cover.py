"""What a data set says at the front of a report: who wrote it, for whom, and how it is cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cover:
    """The ``[report]`` table of a ``dataset.toml``.

    Attributes
    ----------
    title, subtitle, institution, date, cite, licence
        As they are printed; empty where the data set does not say.
    authors
        Names, in their order.
    sections
        Keys of the sections wanted, in the order of the report; all if empty.
    level
        Of places: province, city, region or country; what the data name if empty.
    places
        How many places flow figures show by name; 0 for what each figure shows by itself.
    breaks
        Years in which the data began to be collected in another way.
    years
        First and last year that tables by year show and compare; None for all.
    texts
        Key of a section, or ``summary``, -> the authors' own text; a blank line ends a paragraph.

    Examples
    --------
    >>> Cover(texts={"space": "One paragraph."}).paragraphs("space")
    ['One paragraph.']
    """

    title: str = ""
    subtitle: str = ""
    institution: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    cite: str = ""
    licence: str = ""
    sections: tuple[str, ...] = ()
    level: str = ""
    places: int = 0
    breaks: tuple[int, ...] = ()
    years: tuple[int, int] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def paragraphs(self, section: str) -> list[str]:
        """Return the authors' text on a section.

        Parameters
        ----------
        section
            Its key.
        """
        parts = self.texts.get(section, "").replace("\r\n", "\n").split("\n\n")
        return [" ".join(part.split()) for part in parts if part.strip()]
