"""A Word document as a zip of parts, of which only those that change are written anew."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from clusternet.errors import FormatError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_MOST = 1 << 29
"""Bytes that the parts may be, unpacked."""


def w(name: str) -> str:
    """Return a name of the namespace of Word's text."""
    return f"{{{W}}}{name}"


@dataclass(eq=False)
class Package:
    """The parts of a document.

    Attributes
    ----------
    name
        Of the file, for messages.
    held
        Part name -> bytes, in their order.
    trees
        Those that were parsed.
    """

    name: str
    held: dict[str, bytes]
    infos: dict[str, zipfile.ZipInfo]
    trees: dict[str, Any] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def texts(self) -> Iterator[str]:
        """Yield the parts that hold text, the document first."""
        yield from sorted((name for name in self.held if _TEXTS.fullmatch(name)),
                          key=lambda name: (name != "word/document.xml", name))  # fmt: skip

    def tree(self, name: str) -> Any:
        """Return the root of a part.

        Raises
        ------
        FormatError
            If it is no XML, or declares entities.
        """
        from lxml import etree

        if name not in self.trees:
            data = self.held[name]
            if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
                raise FormatError.of("word_entities", name=self.name, part=name)
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                self.trees[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as error:
                raise FormatError.of("word_xml", name=self.name, part=name, why=error) from error
        return self.trees[name]

    def add(self, name: str, data: bytes) -> None:
        """Add a part, or replace what one holds."""
        self.held[name] = data

    def relation(self, part: str, kind: str, target: str) -> str:
        """Return the id of a relation of a part to a target, made where there is none."""
        from lxml import etree

        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels"
        if name not in self.held:
            self.held[name] = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        root = self.tree(name)
        for each in root:
            if each.get("Target") == target and each.get("Type") == kind:
                return str(each.get("Id"))
        taken = {each.get("Id") for each in root}
        number = next(at for at in range(1, len(taken) + 2) if f"rIdC{at}" not in taken)
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"rIdC{number}", Type=kind, Target=target)
        self.touched.add(name)
        return f"rIdC{number}"

    def target(self, part: str, identity: str) -> str:
        """Return the part that a relation leads to; blank where there is none."""
        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels"
        for each in self.tree(name) if name in self.held else ():
            if each.get("Id") == identity and each.get("TargetMode") != "External":
                target = str(each.get("Target"))
                return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        return ""

    def declare(self, suffix: str, kind: str, *, part: str = "") -> None:
        """Declare the type of the files with a suffix, or of one part."""
        from lxml import etree

        name = "[Content_Types].xml"
        root = self.tree(name)
        key, value = ("PartName", f"/{part}") if part else ("Extension", suffix)
        if any(each.get(key, "").lower() == value.lower() for each in root):
            return
        tag = "Override" if part else "Default"
        made = etree.Element(f"{{{_TYPES}}}{tag}", {key: value, "ContentType": kind})
        root.insert(0, made) if tag == "Default" else root.append(made)
        self.touched.add(name)

    def packed(self) -> bytes:
        """Return the document; parts that were not touched as they were, all entries with their old dates."""
        from lxml import etree

        for name in sorted(self.touched):
            self.held[name] = etree.tostring(
                self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
            )
        result = BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
            for name, data in self.held.items():
                about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                if name in self.infos:
                    about.date_time = self.infos[name].date_time
                about.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
                target.writestr(about, data)
        return result.getvalue()


def read(data: bytes, path: Path) -> Package:
    """Return the parts of a document.

    Parameters
    ----------
    data
        The file.
    path
        Its name, for messages.

    Raises
    ------
    FormatError
        If it is no Word document.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as source:
            infos = {entry.filename: entry for entry in source.infolist() if not entry.is_dir()}
            if sum(entry.file_size for entry in infos.values()) > _MOST:
                raise FormatError.of("word_too_large", name=path.name)
            held = {name: source.read(name) for name in infos}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        raise _not_word(path) from error
    if "word/document.xml" not in held or "[Content_Types].xml" not in held:
        raise _not_word(path)
    return Package(path.name, held, infos)


def _not_word(path: Path) -> FormatError:
    return FormatError(
        f"{path.name}: not a readable Word document; save it as .docx",
        f"{path.name}：不是可读的 Word 文档；请另存为 .docx",
    )
