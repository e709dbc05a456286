"""Hostile text in Markdown: nothing of it is markup, for readers of Markdown, and for generators of sites that read templates in it."""

import re
from html import unescape

import pytest

markdown = pytest.importorskip("markdown")

from vpcviz.reports.markdown import escape  # noqa: E402

TEMPLATES = (
    "{{ 6*7 }}",
    "{% include x %}",
    "{x}",
    "{{< shortcode >}}",
    "{{% shortcode %}}",
    "{# note #}",
    "{{{ x }}}",
    "${x}",
    "#{x}",
)


@pytest.mark.parametrize("text", TEMPLATES)
def test_templates_stay_text(text: str) -> None:
    """Jekyll, Hugo and MkDocs' macros read the source; MDX braces that are not escaped; Vue the finished page."""
    source = escape(text)
    assert re.search(r"\{\{|\{%|\{#|\}\}", source) is None
    assert re.search(r"(?<!\\)[{}]", source) is None
    page = markdown.markdown(source)
    assert "{{" not in page
    assert unescape(page.replace("\u2060", "")) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["https://example.com/x", "see www.example.com", "a@example.com", "ftp://x"])
def test_names_are_no_links(text: str) -> None:
    source = escape(text)
    assert "<!--" not in source, "MDX takes no comments"
    page = markdown.markdown(source, extensions=["pymdownx.magiclink"])
    assert "<a " not in page
    assert unescape(page.replace("\u2060", "")) == f"<p>{text}</p>"
