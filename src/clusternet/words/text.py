"""What is said, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from clusternet.errors import ClusternetError


class Said:
    """What is said of values, in both languages; ``str`` gives the English words, which JSON and CSV hold.

    Records of this kind stand in tables as they are, and become words where they are printed or written.
    """

    __slots__ = ()

    def in_(self, language: str) -> str:
        """Return what is said in a language, ``zh`` or ``en``."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.in_("en")


class Text(NamedTuple):
    """A word, a title or a sentence in both languages; ``str`` gives the English one.

    Examples
    --------
    >>> title = Text("网络结构", "Network structure")
    >>> title.in_("zh"), title.in_("en")
    ('网络结构', 'Network structure')
    """

    zh: str
    en: str

    @classmethod
    def of(cls, say: Callable[[str], str]) -> Text:
        """Return what a function of the language says in each of them.

        >>> Text.of(lambda language: f"({language})")
        Text(zh='(zh)', en='(en)')
        """
        return cls(say("zh"), say("en"))

    def __str__(self) -> str:
        return self.en

    def in_(self, language: str) -> str:
        """Return what is said in a language, ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en

    def join(self, parts: Iterable[Text]) -> Text:
        """Return parts with this text between them.

        >>> COMMA.join([Text("北京市", "Beijing"), Text("上海市", "Shanghai")])
        Text(zh='北京市、上海市', en='Beijing, Shanghai')
        """
        said = list(parts)
        return Text(self.zh.join(each.zh for each in said), self.en.join(each.en for each in said))


def said_by(error: ClusternetError) -> Text:
    """Return the message of an error.

    >>> said_by(ClusternetError("no year", "没有年份"))
    Text(zh='没有年份', en='no year')
    """
    return Text(error.zh, str(error))


Tell = Callable[[str | Text], None]
"""What is called with a message: what is being done, or why a value is missing."""

COMMA = Text("、", ", ")
"""Between the names of a list."""
SEMICOLON = Text("；", "; ")
"""Between the parts of a sentence."""
COLON = Text("：", ": ")
NOTHING = Text("", "")


def language_of(name: object) -> Literal["zh", "en"]:
    """Return the language of a name: ``zh``, or else ``en``.

    >>> language_of("zh"), language_of(None)
    ('zh', 'en')
    """
    return "zh" if name == "zh" else "en"


def spoken(texts: Iterable[Text], language: str) -> list[str]:
    """Return texts in a language.

    >>> spoken([Text("度", "Degree"), NOTHING], "en")
    ['Degree', '']
    """
    return [text.in_(language) for text in texts]


def numbered(number: int, noun: str, verb: str = "") -> str:
    """Return how many there are of what an English noun with a plural in s names, and what they do.

    The s goes to the end of the noun, or where it has ``(s)``.

    >>> numbered(1, "row"), numbered(1200, "row"), numbered(0, "row")
    ('1 row', '1,200 rows', '0 rows')
    >>> numbered(1, "node(s) without a tie", "are"), numbered(2, "row", "have"), numbered(1, "row", "name")
    ('1 node without a tie is', '2 rows have', '1 row names')
    """
    noun = noun if "(s)" in noun else f"{noun}(s)"
    if number != 1:
        return f"{number:,} {noun.replace('(s)', 's')} {verb}".rstrip()
    return f"1 {noun.replace('(s)', '')} {_SINGULAR.get(verb, verb and f'{verb}s')}".rstrip()


_SINGULAR = {"are": "is", "have": "has", "were": "was"}


def some(names: Sequence[str], most: int | None = 5) -> Text:
    """Return the first names, with an ellipsis where there are more; all of them without a number.

    >>> some(["a", "b", "c"], 2)
    Text(zh='a、b……', en='a, b, ...')
    """
    more = ("……", ", ...") if most is not None and len(names) > most else NOTHING
    return Text(*(between.join(names[:most]) + end for between, end in zip(COMMA, more, strict=True)))


def listed(names: Iterable[str], language: str) -> str:
    """Return names as a list within a sentence.

    >>> listed(["北京市", "上海市"], "zh"), listed(["Beijing", "Shanghai"], "en")
    ('北京市、上海市', 'Beijing, Shanghai')
    """
    return COMMA.in_(language).join(names)
