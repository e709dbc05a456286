"""A file or folder as a git revision has it: `HEAD~1:network.yaml`, as `git show` names it."""

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs

from vpcviz.errors import InputError, Problem

LARGEST = 256 * 2**20
"""So many bytes of a revision are read at most (a folder of dumps, all files together)."""

_FORM = re.compile(r"(?P<revision>[^-:][^:]*):(?P<path>.+)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def is_revision(word: str) -> bool:
    """Whether a word that is no existing path may name a file in a git revision."""
    return bool(_FORM.fullmatch(word)) and not _DRIVE.match(word) and not Path(word).exists()


@contextmanager
def at_revision(word: str) -> Iterator[str]:
    """The path of a temporary copy of what `REVISION:PATH` names, as long as the context lasts.

    Raises InputError where git is missing, or knows no such revision or path.
    """
    found = _FORM.fullmatch(word)
    if found is None:
        raise InputError(
            Problem("this names no file of a git revision", word, expected="REVISION:PATH, such as HEAD~1:network.yaml")
        )
    what = _git(word, "cat-file", "-t", word).decode().strip()
    name = Path(found["path"]).name or "network"
    with TemporaryDirectory(prefix="vpcviz-") as folder:
        target = Path(folder) / name
        if what == "blob":
            size = int(_git(word, "cat-file", "-s", word))
            if size > LARGEST:
                raise InputError(Problem(f"the file has {size // 2**20} MB", word, expected=f"at most {LARGEST // 2**20} MB"))
            target.write_bytes(_git(word, "cat-file", "blob", word))
        elif what == "tree":
            _unpack(_git(word, "archive", "--format=tar", word), target)
        else:
            raise InputError(Problem(f"git says that this is a {what}", word, expected="a file or a folder"))
        try:
            yield str(target)
        except InputError as error:  # who reads it never saw the copy
            raise InputError(*(structs.replace(one, file=one.file.replace(str(target), word)) for one in error.problems)) from None


def _unpack(archive: bytes, target: Path) -> None:
    """The files of a folder; what a link leads to is not followed."""
    target.mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            if member.isfile() or member.isdir():
                tar.extract(member, target, filter="data")


def _git(word: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - no shell; the user's own git
    except FileNotFoundError:
        raise InputError(Problem("there is no such file, and no git to look for a revision", word)) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        words = reason[0].removeprefix("fatal: ") if reason else f"git ended with {done.returncode}"
        hint = "paths stand as from the repository's top folder; ./ begins one from here" if "path" in words else ""
        raise InputError(Problem(f"there is no such file, and git says: {words}", word, hint=hint))
    return done.stdout
