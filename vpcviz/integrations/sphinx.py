"""Sphinx: the directive `vpcviz`, for HTML and LaTeX.

extensions = ["vpcviz.integrations.sphinx"]

.. vpcviz:: network.yaml
   :detail: full
   :alt: The shop's network
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.logging import getLogger

from vpcviz import __version__
from vpcviz.errors import VpcvizError
from vpcviz.integrations.drawing import CHOICES, FLAGS, TEXTS, draw, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

LOG = getLogger(__name__)


class VpcvizDirective(SphinxDirective):
    """Draws the source that is its argument (from the document's folder), or the spec that is its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, "Callable[[str], Any]"]] = {
        **{name: directives.unchanged for name in (*TEXTS, *CHOICES) if name != "source"},
        **dict.fromkeys(FLAGS, directives.flag),
    }

    def run(self) -> list[nodes.Node]:
        """An image that each builder takes in the format that it knows best; an error is the document's."""
        options = {name: value or name for name, value in self.options.items()}
        folder = Path(self.env.doc2path(self.env.docname)).parent
        if self.arguments:
            options["source"] = self.arguments[0]
            self.env.note_dependency(str(folder / self.arguments[0]))
        try:
            picture = draw("\n".join(self.content), {"theme": "light", **options}, folder, ("svg", "png"))
        except VpcvizError as error:
            raise self.error(said(error)) from None
        if picture.small:
            LOG.info("vpcviz: %s", picture.small)
        stem = self._written(picture.data)
        image = nodes.image(uri=f"{stem}.*", alt=picture.words)
        self.set_source_info(image)
        return [image]

    def _written(self, data: Any) -> str:
        """Write the picture beside the build's doctrees, under a name that its content gives; its path as from the sources."""
        kept = Path(self.env.doctreedir) / "vpcviz"
        kept.mkdir(parents=True, exist_ok=True)
        name = sha256(data["svg"]).hexdigest()[:16]
        for ending, content in data.items():
            (kept / f"{name}.{ending}").write_bytes(content)
        below = Path(self.env.doc2path(self.env.docname)).parent
        return Path(os.path.relpath(kept / name, below)).as_posix()


def setup(app: "Sphinx") -> dict[str, Any]:
    """Enter the directive."""
    app.add_directive("vpcviz", VpcvizDirective)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
