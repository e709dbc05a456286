"""The bytes of a file or of stdin, no more than a document may have."""

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from vpcviz.errors import InputError, Problem

LARGEST = 64 * 2**20
"""The most bytes that a file may have; a larger one is refused before it is read."""

_ENDLESS = LARGEST + 1
"""Of what is no file (stdin, a device) no more bytes than this are read: more than a document may have."""
_ENDINGS = (".yaml", ".yml", ".json")


def data_of(source: str) -> bytes:
    """What a file holds, or stdin (`-`). Raises InputError where it cannot be read, is empty or too large."""
    if source == "-":
        return _stdin(sys.stdin.buffer)
    if not source:
        raise InputError(Problem("the name of a source is empty", expected="a file, a folder, or - for stdin"))
    path = Path(source)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size if path.is_file() else 0
            data = b"" if size > LARGEST else file.read(_ENDLESS)
    except FileNotFoundError:
        raise InputError(Problem("there is no such file", source, hint=_like(path))) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"the file cannot be read: {getattr(error, 'strerror', None) or error}", source)) from None
    if size > LARGEST:
        most = f"at most {LARGEST // 2**20} MB; of a larger estate, a folder of several files"
        raise InputError(Problem(f"the file has {size // 2**20} MB", source, expected=most))
    if not data:
        raise InputError(Problem("the file is empty", source, expected="a spec, a snapshot, or JSON as the AWS CLI prints it"))
    return data


@lru_cache(maxsize=1)
def _stdin(stream: BinaryIO) -> bytes:
    """What stdin holds, be it asked for again."""
    return stream.read(_ENDLESS)


def _like(path: Path) -> str:
    """A hint at a file of a similar name in the same folder."""
    from vpcviz.spec.problems import nearest_word

    try:
        names = [other.name for other in path.parent.iterdir() if other.is_dir() or other.suffix.lower() in _ENDINGS][:1000]
    except (OSError, ValueError):
        return ""
    by_stem = {os.path.splitext(name)[0]: name for name in sorted(names, reverse=True)}  # endings are alike anyway
    found = by_stem.get(nearest_word(path.stem, by_stem), "")
    return f'did you mean "{found}"?' if found else ""
