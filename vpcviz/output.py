"""Writes results: whole files or none, and bytes to stdout."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from vpcviz.errors import UsageError


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write all `files` or none: each goes to a temporary file beside its place, and all are moved there at the end.

    Raises UsageError where a file cannot be written; temporary files are removed then, and when the process is interrupted.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            try:
                waiting.append((_write_beside(path, data), path))
            except OSError as error:
                raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
        while waiting:
            temporary, path = waiting[0]
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            with suppress(OSError):
                os.unlink(temporary)


def _write_beside(path: Path, data: bytes) -> str:
    """A temporary file with `data` in the folder of `path`, with the permissions that a new file there would get."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    number, temporary = mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        os.chmod(temporary, mode)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def write_stdout(data: bytes) -> None:
    """Bytes to stdout, unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
