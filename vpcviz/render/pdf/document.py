"""The PDF document: made by fpdf2, without a date, with an id that follows from what is in it, and with our tags."""

import logging
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from fpdf import FPDF
from fpdf.output import OutputProducer
from fpdf.syntax import Name, Raw

from vpcviz.render.pdf.tags import Tags


class Document(FPDF):
    """A document whose id follows from what is in it, not from when it was made."""

    digest = ""
    origin = ""
    """What the picture was made of, in words: an entry of its own in the document's information."""

    def file_id(self) -> str:
        """The two ids of the trailer."""
        return f"<{self.digest}><{self.digest}>"


def new_document() -> Document:
    """An empty document, in points."""
    # What a font lacks is said by the command, in one line.
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    document = Document(unit="pt")
    document.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # it is not written
    document.set_producer("vpcviz")
    document.set_margin(0)
    document.set_auto_page_break(False)
    document.set_lang("en")
    return document


def written(document: Document, tags: Tags) -> bytes:
    """The document as bytes. fpdf2 dates each; a date would make two of the same picture differ."""

    class Producer(OutputProducer):
        """Writes a document without its date, and with our tags."""

        def _add_info(self) -> Any:
            info = super()._add_info()
            info.creation_date = None  # type: ignore[assignment]
            if document.origin:
                info.vpcviz = Raw(f"({document.origin})")  # type: ignore[attr-defined]
            return info

        def _add_structure_tree(self) -> Any:
            for made in tags.objects():
                self._add_pdf_obj(made)
            return tags.root

    told = sha256()
    for number, page in document.pages.items():
        told.update(bytes(page.contents))  # type: ignore[arg-type]
        page.struct_parents = number - 1
        page.tabs = Name("S")  # type: ignore[attr-defined] # links are reached in the order of the tags
    document.digest = told.hexdigest()[:32].upper()
    return bytes(document.output(output_producer_class=Producer))
