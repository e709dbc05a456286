"""Writes results: whole files or none, and bytes to stdout."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from vpcviz.errors import UsageError


class Spooled:
    """A file in the making: its beginning, which is known last, and the rest, which waits in a temporary file."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def write_to(self, file: BinaryIO) -> None:
        """Write all of it."""
        file.write(self._head)
        self._rest.seek(0)
        while part := self._rest.read(1 << 18):
            file.write(part)


def spool() -> BinaryIO:
    """A file that nobody else sees; in memory where the system has no place for one."""
    from tempfile import TemporaryFile  # It takes 4 ms to load, and most commands write no file.

    try:
        return TemporaryFile()
    except OSError:
        return BytesIO()


def write_all(files: Mapping[Path, bytes | Spooled]) -> None:
    """Write all `files` or none: each goes to a temporary file beside its place, and all are moved there at the end.

    A symbolic link stays one: the file that it leads to is written. What is no file (a device, a named pipe) is written to as it
    is. Raises UsageError where a file cannot be written; temporary files are removed then, and when the process is interrupted.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            with _explained(path):
                target = _target(path)
                if not _is_special(target):
                    waiting.append((_write_beside(target, data), target))
        for path, data in files.items():
            with _explained(path):
                if _is_special(_target(path)):
                    with _target(path).open("wb") as file:
                        _write(data, file)
        while waiting:
            with _explained(waiting[0][1]):
                os.replace(*waiting[0])
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            with suppress(OSError):
                os.unlink(temporary)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Errors of the operating system as a UsageError that names the file."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _target(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    return target


def _is_special(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _write(data: bytes | Spooled, file: BinaryIO) -> None:
    if isinstance(data, Spooled):
        data.write_to(file)
    else:
        file.write(data)


def _write_beside(target: Path, data: bytes | Spooled) -> str:
    """A temporary file with `data` in the folder of `target`, with the permissions that `target` has or would get."""
    from tempfile import mkstemp

    number, temporary = mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            _write(data, file)
        os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def write_stdout(data: bytes | Spooled) -> None:
    """Bytes to stdout, unchanged."""
    sys.stdout.flush()
    _write(data, sys.stdout.buffer)
    sys.stdout.buffer.flush()
