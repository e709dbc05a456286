"""Tags of a PDF: a tree of what its pages hold in reading order, for readers who cannot see it, and for programs.

An element is a paragraph, a table's row, a section; what is painted belongs to one by a number, given on each page from 0 on.
Source: ISO 32000-1, "Logical structure", "Marked content".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fpdf.syntax import PDFObject, PDFString


class Element(PDFObject):
    """An element of the tree: its role (`Sect`, `P`, …), the elements and numbers that it holds, in words `title` and `alt`;
    `actual` is what its text says, where the order of its letters on the page does not tell."""

    __slots__ = ("actual", "alt", "kids", "page", "parent", "role", "title")

    def __init__(self, role: str, parent: PDFObject, page: Any, title: str = "", alt: str = "") -> None:
        super().__init__()
        self.role, self.parent, self.page, self.title, self.alt = role, parent, page, title, alt
        self.actual = ""
        self.kids: list[Element | int] = []

    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        """The object's bytes, as text."""
        kids = " ".join(str(kid) if isinstance(kid, int) else kid.ref for kid in self.kids)
        told = (("T", self.title), ("Alt", self.alt), ("ActualText", self.actual))
        words = "".join(f"/{key} {PDFString(text).serialize()}" for key, text in told if text)
        page = f"/Pg {self.page.ref}" if self.page is not None else ""
        return f"{self.id} 0 obj\n<</Type/StructElem/S/{self.role}/P {self.parent.ref}{page}{words}/K[{kids}]>>\nendobj"


class Tree(PDFObject):
    """The root of the tree, which also tells to which element each number of each page belongs."""

    def __init__(self, tags: Tags) -> None:
        super().__init__()
        self.tags = tags

    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        """The object's bytes, as text."""
        pages = "\n".join(
            f"{page} [{' '.join(element.ref for element in elements)}]" for page, elements in sorted(self.tags.marked.items())
        )
        count = max(self.tags.marked, default=-1) + 1
        kids = f"/K {self.tags.document.ref}/ParentTree <</Nums[{pages}]>>/ParentTreeNextKey {count}"
        return f"{self.id} 0 obj\n<</Type/StructTreeRoot{kids}>>\nendobj"


class Tags:
    """The tree in the making. `marked` are the elements of each page (from 0) by their numbers."""

    def __init__(self) -> None:
        self.root = Tree(self)
        self.document = Element("Document", self.root, None)
        self.marked: dict[int, list[Element]] = {}

    def element(self, role: str, parent: Element, page: Any, title: str = "", alt: str = "") -> Element:
        """A new element at the end of what `parent` holds, on a page (fpdf2's object)."""
        made = Element(role, parent, page, title, alt)
        parent.kids.append(made)
        return made

    def mark(self, element: Element, page: int) -> int:
        """The number of what is painted next on a page (from 0), which belongs to that element."""
        elements = self.marked.setdefault(page, [])
        elements.append(element)
        element.kids.append(len(elements) - 1)
        return len(elements) - 1

    def objects(self) -> Iterator[PDFObject]:
        """All objects of the tree but elements that hold nothing, which are taken out."""
        yield self.root
        yield self.document
        yield from _below(self.document)


def _below(element: Element) -> Sequence[Element]:
    found: list[Element] = []
    kept: list[Element | int] = []
    for kid in element.kids:
        if isinstance(kid, int):
            kept.append(kid)
            continue
        inner = _below(kid)
        if kid.kids:
            kept.append(kid)
            found += [kid, *inner]
    element.kids = kept
    return found
