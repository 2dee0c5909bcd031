"""What is said, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Text(NamedTuple):
    """A word, a title or a sentence in both languages.

    Examples
    --------
    >>> title = Text("网络结构", "Network structure")
    >>> title.in_("zh"), title.in_("en")
    ('网络结构', 'Network structure')
    """

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return what is said in a language, ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


def listed(names: Iterable[str], language: str) -> str:
    """Return names as a list within a sentence.

    >>> listed(["北京市", "上海市"], "zh"), listed(["Beijing", "Shanghai"], "en")
    ('北京市、上海市', 'Beijing, Shanghai')
    """
    return Text("、", ", ").in_(language).join(names)
