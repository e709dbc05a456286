"""MkDocs, Zensical and whatever else reads Markdown by Python-Markdown: a fence for `pymdownx.superfences`.

markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: vpcviz
          class: vpcviz
          format: !!python/name:vpcviz.integrations.mkdocs.fence
          validator: !!python/name:vpcviz.integrations.mkdocs.options
"""

import logging
from base64 import b64encode
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from vpcviz.errors import VpcvizError
from vpcviz.integrations.drawing import draw, said

LOG = logging.getLogger("mkdocs.vpcviz")
"""MkDocs counts warnings of loggers below `mkdocs`: under `--strict` one of them fails the build."""


def options(language: str, inputs: Mapping[str, str | bool], options: dict[str, str], attrs: dict[str, str], md: Any) -> bool:
    """Take the words behind the fence's name as options; unknown ones are told by `fence`."""
    for name, value in inputs.items():
        options[name] = name if value is True else str(value)
    return True


def fence(
    source: str,
    language: str,
    css_class: str,
    options: Mapping[str, str],
    md: Any,
    attrs: Mapping[str, str] | None = None,
    **_: Any,
) -> str:
    """The picture of a fence as HTML; where it cannot be drawn, a box that says why, and a warning in the log.

    Paths of sources begin where the site is built (the folder of mkdocs.yml).
    """
    try:
        picture = draw(source, options, Path.cwd())
    except VpcvizError as error:
        words = said(error)
        LOG.warning("vpcviz: %s", words)
        return f'<pre class="{escape(css_class)} vpcviz-error">{escape(words)}</pre>'
    if picture.small:
        LOG.info("vpcviz: %s", picture.small)  # no warning: a small picture fails no strict build
    data = b64encode(picture.data["svg"]).decode()
    return f'<p class="{escape(css_class)}"><img alt="{escape(picture.words)}" src="data:image/svg+xml;base64,{data}"></p>'
