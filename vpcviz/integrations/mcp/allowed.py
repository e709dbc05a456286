"""Which sources an assistant may name: those that the user gave at the start, files in allowed folders, and the live account."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

LIVE = "live"
"""The word for the live account."""

LISTED = 200
"""The most files that a listing names."""

ENDINGS = (".yaml", ".yml", ".json", ".tfstate", ".template")
"""Endings of files that may hold a network."""


class NotAllowedError(Exception):
    """A source that the user did not allow, or that is not there; the text is for the assistant."""


class NotThereError(NotAllowedError):
    """No such source; the text may name one that is."""


@dataclass(frozen=True)
class Allowed:
    """What may be read: `sources` by name, what is in `folders`, and the account if `live`."""

    sources: tuple[tuple[str, Path], ...] = ()
    folders: tuple[Path, ...] = ()
    live: bool = False

    @classmethod
    def of(cls, sources: Sequence[str], folders: Sequence[Path], live: bool) -> "Allowed":
        """What the user's words allow: `NAME=PATH` or `PATH` each. Raises ValueError, with the word, for what is not there."""
        named: dict[str, Path] = {}
        for word in sources:
            name, equals, path = word.partition("=")
            if not equals or Path(word).exists():
                name, path = Path(word).name, word
            if not Path(path).exists():
                raise ValueError(f"--source {word}: there is no file or folder {path}")
            if not name or name == LIVE or name in named:
                raise ValueError(f"--source {word}: the name {name!r} is {'taken' if name else 'empty'}; expected NAME=PATH")
            named[name] = Path(path).resolve()
        for folder in folders:
            if not folder.is_dir():
                raise ValueError(f"--allow {folder}: there is no such folder")
        return cls(tuple(named.items()), tuple(folder.resolve() for folder in folders), live)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files and folders that may be read, links resolved."""
        return (*(path for _, path in self.sources), *self.folders)

    def path_of(self, word: str) -> Path:
        """The file or folder that a word of the assistant's names. Raises NotThereError, with the nearest right name."""
        named = dict(self.sources)
        if word in named:
            return named[word]
        for folder in self.folders:
            try:
                path = Path(os.path.realpath(folder / word))
                if path.is_relative_to(folder) and (path.is_file() or path.is_dir()):
                    return path
            except (OSError, ValueError):
                continue
        near = get_close_matches(word[:200], self.words(), n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else " The tool `sources` lists what may be read."
        raise NotThereError(f"There is no source {word[:200]!r} that may be read.{hint}")

    def words(self) -> list[str]:
        """The words for all that may be read: names, then paths in the folders (the first of many), `live` last."""
        found = [name for name, _ in self.sources]
        for folder in self.folders:
            found += [str(path.relative_to(folder)) for path in _files(folder)][: LISTED - len(found)]
        return [*found, LIVE] if self.live else found


def _files(folder: Path) -> list[Path]:
    """The files of a folder that may hold networks, in order; hidden folders and links to folders are not entered, and what leads
    out of the folder or is no file (a pipe) is none."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        named = [Path(place, name) for name in sorted(names) if name.lower().endswith(ENDINGS)]
        found += [path for path in named if path.is_file() and path.resolve().is_relative_to(folder)]
        if len(found) > LISTED:
            break
    return found
