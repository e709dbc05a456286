"""Pages as Markdown files, as one HTML file, and the inventory as CSV: the same bytes for the same network."""

import csv
import io
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape as html_escape
from xml.sax.saxutils import quoteattr

from vpcviz.pages.blocks import Link, Page, Picture, Table
from vpcviz.render.html_page import html_page
from vpcviz.reports.markdown import escape
from vpcviz.reports.markdown import table as markdown_table
from vpcviz.text import clean

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection"."""


def markdown(page: Page) -> str:
    """A page as Markdown that GitHub, MkDocs and MyST read alike; pictures are files beside it."""
    lines = [f"# {escape(page.title)}", ""]
    for block in page.blocks:
        if isinstance(block, Table):
            lines += [f"## {escape(block.title)}", "", *markdown_table(block.headers, block.rows, block.right)]
        elif isinstance(block, Picture):
            lines.append(f"![{escape(block.words)}]({block.file})")
        elif isinstance(block, Link):
            lines.append(f"- [{escape(block.words)}]({block.page}.md)")
            continue
        else:
            lines.append(escape(block))
        lines.append("")
    return "\n".join(_apart(lines)).rstrip("\n") + "\n"


def _apart(lines: Sequence[str]) -> Iterable[str]:
    """A blank line after a list, too."""
    for index, line in enumerate(lines):
        yield line
        if line.startswith("- [") and index + 1 < len(lines) and lines[index + 1] and not lines[index + 1].startswith("- ["):
            yield ""


STYLE = """\
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem;color:CanvasText;background:Canvas}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#8881}
.right{text-align:right;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
img{max-width:100%;height:auto;background:#fff}
section{border-top:1px solid #8886;margin-top:3rem}
@media print{section{break-before:page}}
"""


def html(pages: Sequence[Page]) -> str:
    """All pages as one HTML file that loads nothing: pictures are in it, pages are sections with links between them."""
    title = pages[0].title if pages else ""
    body = "\n".join(_section(page) for page in pages)
    return html_page(title, f"<main>\n{body}\n</main>", [STYLE])


def _section(page: Page) -> str:
    parts = [f"<section id={quoteattr(page.name)}>", f"<h2>{_text(page.title)}</h2>"]
    links: list[str] = []
    for block in [*page.blocks, ""]:
        if links and not isinstance(block, Link):
            parts.append(f"<ul>{''.join(links)}</ul>")
            links = []
        if isinstance(block, Table):
            parts += [f"<h3>{_text(block.title)}</h3>", f'<div class="wide"><table>{_rows(block)}</table></div>']
        elif isinstance(block, Picture):
            data = b64encode(block.svg).decode()
            parts.append(f'<p><img alt={quoteattr(clean(block.words))} src="data:image/svg+xml;base64,{data}"></p>')
        elif isinstance(block, Link):
            links.append(f'<li><a href="#{block.page}">{_text(block.words)}</a></li>')
        elif block:
            parts.append(f"<p>{_text(block)}</p>")
    return "\n".join([*parts, "</section>"])


def _rows(table: Table) -> str:
    def cell(tag: str, index: int, text: str) -> str:
        marks = (' scope="col"' if tag == "th" else "") + (' class="right"' if index in table.right else "")
        return f"<{tag}{marks}>{_text(text)}</{tag}>"

    head = "".join(cell("th", index, text) for index, text in enumerate(table.headers))
    rows = ("".join(cell("td", index, text) for index, text in enumerate(row)) for row in table.rows)
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody>"


def _text(text: str) -> str:
    return html_escape(clean(text))


def comma_separated(table: Table) -> str:
    """A table as CSV (RFC 4180, LF); what a spreadsheet would run as a formula begins with an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(table.headers)
    for row in table.rows:
        writer.writerow([f"'{text}" if _FORMULA.match(text) else text for text in map(clean, row)])
    return written.getvalue()
