"""`vpcviz draw --split`: one picture for each VPC, region or account in a folder, and an index picture that links to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vpcviz.commands.split_parts import By, Drawn, Part, Shown, parts_to_draw
from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.commands.freshness import Output
    from vpcviz.commands.pictures import Request
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.model.selection import Selection


INDEX = "index.svg"

LONGEST = 80
"""The most characters of a file name that come from a resource's name."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending. Source: Win32 documentation, "Naming Files, Paths, and Namespaces"."""


def make_split(network: Network, options: Options, request: Request, by: By) -> Drawn:
    """Draw a network in parts: as pages of one document, where the one output is a file of a format that has pages, else as a
    folder of pictures. Raises UsageError for more than one output, for formats of the map, and where there is nothing to split."""
    from vpcviz.commands.atlas import atlas_of, make_atlas

    document = atlas_of(request.outputs, request.format)
    return make_atlas(network, options, request, by, document) if document else _make_folder(network, options, request, by)


def outputs_of(made: Drawn, sources: Sequence[str], prepared: Callable[[Network], Network]) -> list[Output]:
    """The files of a split as a check compares them: what was read of the `sources` is `prepared`, and each shows a part of it."""
    from vpcviz.commands.freshness import Output

    return [
        Output(Path(name), data, made.shown[name].network, sources, _part_of(made.shown[name].selection, prepared))
        for name, data in made.files.items()
    ]


def _part_of(selection: Selection | None, prepared: Callable[[Network], Network]) -> Callable[[Network], Network]:
    from vpcviz.model.narrowing import narrow

    return prepared if selection is None else lambda whole: narrow(prepared(whole), selection)


def draw_split(network: Network, options: Options, request: Request, by: By) -> tuple[str, Sequence[str]]:
    """Draw a network in parts and write all files, or none; what was drawn comes back in words, and what of it could not be drawn
    or read. A folder is made if it is not there. Raises as `make_split` does."""
    from vpcviz.output import write_all, write_stdout

    made = make_split(network, options, request, by)
    files = {Path(name): data for name, data in made.files.items()}
    if made.folder is not None:
        write_folder(made.folder, files)
    elif request.outputs[0] == "-":
        write_stdout(made.files["-"])
    else:
        write_all(files)
    return made.words, made.warnings


def _make_folder(network: Network, options: Options, request: Request, by: By) -> Drawn:
    """One picture for each VPC, region or account, and an index."""
    from vpcviz.commands.paper import too_small
    from vpcviz.commands.pictures import answering, make_scene, picture_bytes
    from vpcviz.model.narrowing import narrow
    from vpcviz.model.titles import title_of

    folder, ending = check_folder(request.outputs, request.format)
    parts = parts_to_draw(network, by)
    names = file_names(parts, ending)
    files = {str(folder / INDEX): _index(network, options, request, by, names)}
    shown = {str(folder / INDEX): Shown(network)}
    title = options.title or title_of(network)
    small = ""
    for part in parts:
        own = narrow(network, part.selection)
        own_options = replace(options, title=f"{title}: {part.label}", fold_defaults=False)
        own_request = answering(request, request.asked, own)
        scene = make_scene(own, own_options, own_request)
        small = small or too_small(scene, own_options, own, name=part.label)
        name = str(folder / names[part.id])
        files[name], shown[name] = picture_bytes(own, own_options, scene, ending, own_request), Shown(own, part.selection)
    word = "VPC" if by == "vpc" else by
    words = f"drew {len(parts)} picture{'s' if len(parts) != 1 else ''}, one for each {word}, and {INDEX} into {folder}"
    return Drawn(files, words, [small] if small else [], folder, shown)


def check_folder(outputs: Sequence[str], given: str) -> tuple[Path, str]:
    """The folder that a split goes into and the ending of its pictures; raises UsageError, before anything is read, for others.

    A name that ends as a picture's does, and is no folder yet, is taken for a slip: a file is meant, and has no pages.
    """
    from vpcviz.render.formats import DEFAULT, by_ending, formats

    if len(outputs) != 1 or outputs[0] == "-":
        raise UsageError("--split writes into one folder: give one -o FOLDER")
    ending = given or DEFAULT
    pictures = [f"--format {made.name}" for made in formats().values() if not made.map_only]
    if formats()[ending].map_only:
        raise UsageError(f"--split draws pictures; expected {' or '.join(pictures)}")
    folder = Path(outputs[0])
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; --split writes into a folder")
    told = by_ending(outputs[0])
    if told and not folder.exists():
        wish = f" with --format {told.name}" if not told.map_only and told.name != ending else ""
        words = f"{told.name.upper()} has no pages, so --split writes a folder of files"
        raise UsageError(f"{folder}: {words}; expected -o FOLDER{wish}, or -o FILE.pdf or FILE.drawio")
    return folder, ending


def file_names(parts: Iterable[Part], ending: str) -> dict[str, str]:
    """A file name for each part by its id: safe on every system, and different even where case does not count."""
    names: dict[str, str] = {}
    taken = {INDEX.casefold(), f"index.{ending}"}
    for part in parts:
        stem = _safe(part.label) or _safe(part.id) or "part"
        candidates = [stem, f"{stem}-{_safe(part.id)}"] + [f"{stem}-{number}" for number in range(2, len(names) + 4)]
        name = next(f"{candidate}.{ending}" for candidate in candidates if f"{candidate}.{ending}".casefold() not in taken)
        taken.add(name.casefold())
        names[part.id] = name
    return names


def _safe(text: str) -> str:
    """The letters, digits, dots, dashes and underscores of a text; anything else becomes a dash."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)[:LONGEST].strip("-._")
    return f"vpcviz-{stem}" if _RESERVED.fullmatch(stem) else stem


def _index(network: Network, options: Options, request: Request, by: By, names: dict[str, str]) -> bytes:
    """The map of the whole, each part's box a link to its picture."""
    from vpcviz.commands.pictures import make_scene, picture_bytes
    from vpcviz.scene import groups

    options = replace(options, view="map", fold_defaults=False)
    scene = make_scene(network, options, request)
    for group in groups(scene.parts):
        if group.kind == by and group.id in names:
            group.href = names[group.id]
    return picture_bytes(network, options, scene, "svg", request)


def write_folder(folder: Path, files: dict[Path, bytes]) -> None:
    """Write all files of a folder or none; it is made if it is not there. Raises UsageError where it cannot be."""
    from vpcviz.output import write_all

    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {folder} cannot be made: {error.strerror or error}") from None
    try:
        write_all(files)
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
