"""`vpcviz info`: what a picture was made of."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Option

if TYPE_CHECKING:
    from vpcviz.render.origin import Origin


class InfoFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"


def info(
    picture: Annotated[Path, Argument(metavar="PICTURE", help="An SVG, PNG, HTML, PDF or draw.io file that vpcviz drew.")],
    report_format: Annotated[InfoFormat, Option("--format", help="The format of the report.")] = InfoFormat.TEXT,
) -> None:
    """Say what a picture was made of.

    Hashes of its network and of the options that it was drawn with, the number of vpcviz's pictures, and whether the picture holds
    the network itself. `vpcviz draw --check` and `vpcviz build --check` go by them.

    Exit code 0; 2 where vpcviz did not draw the file.

    Examples:

      vpcviz info network.svg
    """
    from vpcviz.output import write_stdout
    from vpcviz.render.origin import read_source

    data, origin = _read(picture)
    source = read_source(data)
    as_json = report_format == InfoFormat.JSON
    write_stdout((_json(origin, source) if as_json else _text(origin, source)).encode())


def _read(picture: Path) -> tuple[bytes, Origin]:
    """A picture's bytes, and what it was made of. Raises InputError where it does not tell."""
    from vpcviz.errors import InputError, Problem
    from vpcviz.render.origin import LARGEST, read_origin

    try:
        with picture.open("rb") as file:
            data = file.read(LARGEST)
    except OSError as error:
        raise InputError(Problem(f"the file cannot be read: {error.strerror or error}", str(picture))) from None
    origin = read_origin(data)
    if origin is None:
        expected = "an SVG, PNG, HTML, PDF or draw.io file of vpcviz"
        raise InputError(Problem("the file does not tell what it was made of", str(picture), expected=expected))
    return data, origin


def _json(origin: Origin, source: bytes | None) -> str:
    import json

    told = {"network": origin.network, "options": origin.options, "format": origin.format, "source": source is not None}
    return json.dumps(told, indent=2) + "\n"


def _text(origin: Origin, source: bytes | None) -> str:
    from vpcviz.render.origin import FORMAT

    held = (
        f"in the picture ({len(source)} bytes): `vpcviz draw` takes it as a source" if source is not None else "not in the picture"
    )
    now = "as this vpcviz draws" if origin.format == FORMAT else f"this vpcviz draws {FORMAT}"
    lines = [f"network  {origin.network}", f"options  {origin.options}", f"format   {origin.format} ({now})", f"source   {held}"]
    return "\n".join(lines) + "\n"
