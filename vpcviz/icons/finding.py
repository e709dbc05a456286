"""Finds an icon by its name: the user's folder first, then our own icons, then those of the `diagrams` package."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from vpcviz.errors import InputError, Problem
from vpcviz.icons.aws_package import in_package
from vpcviz.icons.reading import read_png, read_svg

_NAME = re.compile(r"[a-z0-9][a-z0-9._+-]*(?:/[a-z0-9][a-z0-9._+-]*){0,5}")
_ENDINGS = (".svg", ".png")
LONGEST = 200
"""A name has at most so many characters: file systems refuse longer ones."""


class Icon(NamedTuple):
    """An icon: `id` (of what it shows: two that differ never share one), `view_box`, and `content`, inert SVG markup in UTF-8 text.
    `contained` says that it is known to keep to its view box."""

    id: str
    view_box: str
    content: str
    contained: bool = False


class IconSet:
    """Our icons and the `diagrams` package's, with the user's `folder` (`--icons DIR`) before them: there,
    `nat-gateway.svg` takes the place of our own `nat-gateway`, and `team/thing.png` is `team/thing`. The folder may be AWS's own
    icon package, as it is."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise InputError(Problem(f"{folder} is not a folder of icons", file=str(folder)))
        self._folder = folder
        self._found: dict[str, Icon] = {}

    def find(self, name: str) -> Icon:
        """The icon of that name: `nat-gateway` (ours), `aws/database/rds` (the `diagrams` package's), or the user's own.

        Raises InputError where there is none, with the nearest names, and where the file is refused.
        """
        icon = self._found.get(name)
        if icon is None:
            icon = self._found[name] = self._load(name)
        return icon

    def _load(self, name: str) -> Icon:
        path = self._path(name)
        if path is None:
            near = self.suggest(name)
            hint = f"did you mean {' or '.join(near)}?" if near else ""
            raise InputError(Problem(f"there is no icon {name!r}", expected="a name of ours or of the diagrams package", hint=hint))
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(Problem(f"the icon cannot be read: {error.strerror}", file=str(path))) from error
        icon_id = _icon_id(name, data)
        view_box, content = (read_svg if path.suffix == ".svg" else read_png)(data, str(path), icon_id)
        return Icon(icon_id, view_box, content, path.suffix == ".png" or path.is_relative_to(own_folder()))

    def _path(self, name: str) -> Path | None:
        """The file of an icon. A name never leads out of its folder, not even by a symbolic link."""
        if not is_name(name):
            return None
        for root in self._roots():
            for ending in _ENDINGS:
                path = root / (name + ending)
                if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                    return path
            if root == self._folder:
                found = in_package(root, name)
                if found is not None:
                    return found
        return None

    def _roots(self) -> list[Path]:
        return [root for root in (self._folder, own_folder(), diagrams_folder()) if root is not None]

    def suggest(self, name: str) -> list[str]:
        """Up to three names of icons that are near `name`, best first."""
        from difflib import get_close_matches

        known = sorted({found for root in self._roots() for found in _names(root)})
        wanted = name.lower().strip("/").removesuffix(".png").removesuffix(".svg").replace("_", "-")[:80]
        by_last: dict[str, list[str]] = {}
        for found in known:
            by_last.setdefault(found.rpartition("/")[2], []).append(found)
        near = get_close_matches(wanted, known, n=3, cutoff=0.75)
        for last in get_close_matches(wanted.rpartition("/")[2], sorted(by_last), n=3, cutoff=0.75):
            near.extend(found for found in by_last[last] if found not in near)
        return near[:3]


def is_name(name: str) -> bool:
    """Whether a text can be an icon's name: a relative path of plain words that leads out of no folder."""
    return len(name) <= LONGEST and bool(_NAME.fullmatch(name)) and ".." not in name


@cache
def _default() -> IconSet:
    return IconSet()


def find(name: str) -> Icon:
    """The icon of that name among ours and the `diagrams` package's. Raises InputError where there is none."""
    return _default().find(name)


def suggest(name: str) -> list[str]:
    """Up to three names of icons that are near `name`, best first."""
    return _default().suggest(name)


@cache
def own_folder() -> Path:
    """The folder of our own icons: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_icons"
    return installed if installed.is_dir() else package.parent / "icons"


@cache
def diagrams_folder() -> Path | None:
    """The folder of the `diagrams` package's icons, found without importing it; None where it is not installed."""
    spec = find_spec("diagrams")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))).parent / "resources"
    return folder if folder.is_dir() else None


@cache
def _names(root: Path) -> tuple[str, ...]:
    return tuple(
        sorted(
            path.relative_to(root).with_suffix("").as_posix()
            for path in root.rglob("*")
            if path.suffix in _ENDINGS and path.is_file()
        )
    )


def _icon_id(name: str, data: bytes) -> str:
    """An id of letters, digits and `-`, that no icon of other content has, in this picture or in another one on the same page."""
    import hashlib

    return f"icon-{re.sub('[^a-z0-9]+', '-', name)}-{hashlib.sha256(name.encode() + bytes(1) + data).hexdigest()[:8]}"
