"""Pictures as images of Markdown, `![The shop](shop.vpcviz.yaml){ detail=full }`: for all that reads it by Python-Markdown.

markdown_extensions:
  - attr_list
  - vpcviz.integrations.markdown_images:
      folder: docs
"""

import logging
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from vpcviz.errors import UsageError, VpcvizError
from vpcviz.integrations.drawing import OPTIONS, draw, said

LOG = logging.getLogger("mkdocs.vpcviz.images")
"""MkDocs counts warnings of loggers below `mkdocs`: under `--strict` one of them fails the build."""

ENDINGS = (".vpcviz.yaml", ".vpcviz.yml", ".vpcviz.json")
"""What images are drawn of."""

AFTER_ATTRIBUTES = 5
"""The priority: attr_list (8) has run, MkDocs' treatment of paths (0) has not."""


class Pictures(Treeprocessor):
    """Puts a picture in the place of each image that names a spec or snapshot."""

    def __init__(self, md: Markdown, folder: Path) -> None:
        super().__init__(md)
        self.folder = folder

    def run(self, root: Element) -> None:
        """Draw the images of a page."""
        for image in root.iter("img"):
            source = unquote(image.get("src", "")).partition("#")[0]
            if source.lower().endswith(ENDINGS) and "://" not in source:
                self._draw(image, source)

    def _draw(self, image: Element, source: str) -> None:
        chosen = {name: image.attrib.pop(name) for name in list(image.attrib) if name in OPTIONS and name not in ("alt", "title")}
        if "source" in chosen:
            LOG.warning("vpcviz: %s: an image has its source already", source)
        try:
            path = self._path(source)
            words = {"title": image.get("title", ""), "alt": image.get("alt", "")}
            options = {**chosen, **{name: text for name, text in words.items() if text}, "source": str(path)}
            picture = draw("", options, Path())
        except VpcvizError as error:
            words_of = said(error).replace(str(self.folder), "")
            LOG.warning("vpcviz: %s", words_of)
            _say(image, words_of)
            return
        image.set("alt", picture.words)
        image.set("src", f"data:image/svg+xml;base64,{b64encode(picture.data['svg']).decode()}")

    def _path(self, source: str) -> Path:
        """The file: beside the page where MkDocs tells which it is, or else in the folder. Raises UsageError."""
        page = _page(self.md)
        tried = [*([page.parent / source] if page else []), self.folder / source.lstrip("/")]
        for path in tried:
            if path.is_file():
                return path
        raise UsageError(f"{source}: there is no such file beside the page{'' if page else f' (looked for in {self.folder})'}")


def _page(md: Markdown) -> Path | None:
    """The page's own file, as MkDocs' treatment of paths knows it."""
    if "relpath" not in md.treeprocessors:
        return None
    file: Any = getattr(md.treeprocessors["relpath"], "file", None)
    place = getattr(file, "abs_src_path", None)
    return Path(place) if place else None


def _say(image: Element, words: str) -> None:
    """Make the image a box that says why there is no picture."""
    image.tag = "code"
    image.attrib.clear()
    image.set("class", "vpcviz vpcviz-error")
    image.text = words


class Images(Extension):
    """The Markdown extension; `folder` is where paths begin, where the site's generator does not tell of which page it is."""

    def __init__(self, **options: Any) -> None:
        self.config = {"folder": [".", "Where the paths of images begin, unless the page's own folder is known."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take part in the making of pages."""
        md.treeprocessors.register(Pictures(md, Path(self.getConfig("folder"))), "vpcviz_images", AFTER_ATTRIBUTES)


def makeExtension(**options: Any) -> Images:  # noqa: N802 - Python-Markdown's name
    """What Python-Markdown asks a module for."""
    return Images(**options)
