"""Whether files that are there are what vpcviz would write now; and where not, whether the network changed, or only vpcviz."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vpcviz.errors import VpcvizError
from vpcviz.render.origin import LARGEST, Origin, read_origin, read_source

if TYPE_CHECKING:
    from vpcviz.model import Network

PICTURES = (".svg", ".png", ".html", ".htm", ".pdf", ".drawio")
MOST_WORDS = 12
"""So many changes of a network are told for a picture; more are counted."""


class Output(Struct, frozen=True):
    """A file as vpcviz would write it now: its bytes, the network that it shows (None for what shows more than one), the sources
    that this was read from, and what made that network of them (a part of it, redacted).
    """

    path: Path
    data: bytes
    network: Network | None
    sources: Sequence[str] = ()
    prepared: Callable[[Network], Network] | None = None


def stale(output: Output) -> list[str]:
    """What is to be said of a file that is not up to date, a line each; [] where it is.

    Line ends do not count. A PNG counts as up to date where it was made of the same, whatever its bytes.
    """
    path = output.path
    try:
        there = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except FileNotFoundError:
        return [f"{path} is not there"]
    except OSError as error:
        return [f"{path} cannot be read: {error.strerror or error}"]
    if _same(there, output.data):
        return []
    old, new = read_origin(there), read_origin(output.data)
    if path.suffix.lower() not in PICTURES or new is None:
        return [f"{path} is not what would be written now"]
    if old is None:
        return [f"{path} does not tell what it was made of: another program wrote it, or an older vpcviz"]
    if old == new:
        return [] if path.suffix.lower() == ".png" else [f"{path} was changed after it was drawn"]
    return list(_reasons(output, there, old, new))


def _same(there: bytes, wanted: bytes) -> bool:
    return there == wanted or (b"\0" not in there and there.replace(b"\r\n", b"\n") == wanted.replace(b"\r\n", b"\n"))


def _reasons(output: Output, there: bytes, old: Origin, new: Origin) -> Iterator[str]:
    if old.network != new.network:
        yield f"{output.path} is old: the network has changed"
        yield from _what_changed(output, there, old)
    elif old.options != new.options:
        yield f"{output.path} is old: it was drawn with other options"
    else:
        yield f"{output.path} is old: only vpcviz has changed (pictures of format {old.format}, now {new.format})"


def _what_changed(output: Output, there: bytes, old: Origin) -> Iterator[str]:
    """The differences in words, where the network of the old picture can be found: in the picture, or in git."""
    from vpcviz.changes import compare
    from vpcviz.reports.changes import brief

    before = _embedded(there) or _committed(output, old)
    if before is None or output.network is None:
        return
    lines = brief(compare(before, output.network))
    yield from (f"  {line}" for line in lines[:MOST_WORDS])
    if not lines:
        yield "  in nothing that a comparison tells (its title, its gaps)"


def _embedded(there: bytes) -> Network | None:
    document = read_source(there)
    if document is None:
        return None
    from vpcviz.spec import load_document

    try:
        return load_document("the picture", document)
    except VpcvizError:
        return None


def _committed(output: Output, old: Origin) -> Network | None:
    """The sources as they were in the commit that last changed the picture, if that is what the picture was made of."""
    from vpcviz.commands.pictures import in_order
    from vpcviz.render.origin import origin_of
    from vpcviz.sources import load
    from vpcviz.sources.revisions import at_revision

    revision = _last_commit(output.path) if output.sources and "-" not in output.sources else ""
    if not revision:
        return None
    try:
        with ExitStack() as kept:
            words = [f"{revision}:./{Path(os.path.relpath(source)).as_posix()}" for source in output.sources]
            network = load([kept.enter_context(at_revision(word)) for word in words])
        network = output.prepared(network) if output.prepared else network
    except VpcvizError:
        return None
    return network if origin_of(in_order(network), {}).network == old.network else None


def _last_commit(path: Path) -> str:
    command = ["git", "log", "-1", "--format=%H", "--", path.name]
    try:
        done = subprocess.run(command, capture_output=True, check=False, cwd=path.parent)  # noqa: S603 - no shell; the user's own git
    except OSError:
        return ""
    return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else ""


def say_stale(outputs: Sequence[Output]) -> bool:
    """Say on stderr which files are not up to date and why; whether any is not."""
    import sys

    from vpcviz.text import terminal

    found = [line for output in outputs for line in stale(output)]
    for line in found:
        print(f"vpcviz: {terminal(line)}" if not line.startswith("  ") else f"  {terminal(line)}", file=sys.stderr)  # noqa: T201
    return bool(found)


def write_stale(outputs: Sequence[Output], *, quiet: bool) -> bool:
    """Write the files that are not up to date, all or none; whether there was any."""
    import sys

    from vpcviz.output import write_all
    from vpcviz.text import terminal

    old = [output for output in outputs if stale(output)]
    for folder in sorted({output.path.parent for output in old}):
        folder.mkdir(parents=True, exist_ok=True)
    write_all({output.path: output.data for output in old})
    if not quiet:
        for output in old:
            print(f"vpcviz: wrote {terminal(str(output.path))}", file=sys.stderr)  # noqa: T201
        print(f"vpcviz: {len(outputs) - len(old)} of {len(outputs)} files were up to date", file=sys.stderr)  # noqa: T201
    return bool(old)
