"""The sources of a call, as the commands take them: allowed, redacted where that is wanted, the live account now and then."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import anyio

from vpcviz.integrations.mcp.allowed import LIVE, Allowed, NotAllowedError, NotThereError
from vpcviz.integrations.mcp.confined import Bounds
from vpcviz.integrations.mcp.running import run

FRESH = 600.0
"""For how many seconds the live account is not read again."""

SOME = 10
"""So many sources are named where one is to be chosen."""

LONGEST_SPEC = 2**20
"""The most characters of a spec that is given as text."""


class Given(NamedTuple):
    """One source of a command: its `word` on the command line, what it is `called`, and the text that it has as stdin."""

    word: str
    called: str
    text: bytes = b""


@dataclass
class Sources:
    """What may be read, how, and copies of it that may be told. `folder` is for those copies; it is the server's own."""

    allowed: Allowed
    folder: Path
    redact: bool = False
    access: Sequence[str] = ()
    """The options of the live account, as the command line has them."""
    seconds: float = 60.0
    _made: dict[str, tuple[object, float, Path]] = field(default_factory=dict)
    _lock: anyio.Lock = field(default_factory=anyio.Lock)

    async def given(self, source: str, spec: str = "") -> Given:
        """The source that is named, or the spec that is written out. Raises NotAllowedError, TimedOutError."""
        if source and spec:
            raise NotAllowedError("Give either `source` or `spec`, not both.")
        if not source and not spec:
            source = self._only()
        if len(spec) > LONGEST_SPEC:
            raise NotAllowedError(f"The spec has {len(spec):,} characters; expected at most {LONGEST_SPEC:,}.")
        if spec:
            return Given("-", "<stdin>", spec.encode())
        if source == LIVE:
            if not self.allowed.live:
                raise NotAllowedError("The live account may not be read: the server was started without --live.")
            return Given(str(await self._copy(LIVE, None, [*self.access])), LIVE)
        path = self.allowed.path_of(source)
        if self.redact:
            return Given(str(await self._copy(source, path, [str(path)])), source)
        return Given(str(path), source)

    def _only(self) -> str:
        """The one source that there is. Raises NotThereError, with what there is."""
        words = self.allowed.words()
        if len(words) == 1:
            return words[0]
        some = f": {', '.join(words[:SOME])}{' …' if len(words) > SOME else ''}" if words else "; nothing else may be read"
        raise NotThereError(f"Give `source` (a word of the tool `sources`) or `spec` (the text of one){some}")

    @property
    def bounds(self) -> Bounds:
        """What a command may read: with redaction the redacted copies alone."""
        return Bounds((str(self.folder),) if self.redact else (str(self.folder), *map(str, self.allowed.roots)))

    async def _copy(self, name: str, path: Path | None, arguments: Sequence[str]) -> Path:
        """A snapshot of a source, redacted where that is wanted: made anew when the source has changed, or is old."""
        async with self._lock:
            state = await anyio.to_thread.run_sync(_state, path) if path else None
            kept = self._made.get(name)
            if kept and kept[0] == state and (path is not None or time.monotonic() - kept[1] < FRESH):
                return kept[2]
            target = self.folder / f"{len(self._made) if kept is None else kept[2].stem}.json"
            command = ["scan", "-q", "-o", str(target), *(["--redact"] if self.redact else []), *arguments]
            bounds = Bounds((str(path), str(self.folder)) if path else (), online=path is None)
            ran = await run(command, self.folder, bounds, self.seconds)
            if ran.code:
                why = "" if self.redact else f"\n{ran.err}"
                raise NotAllowedError(f"{name} cannot be read{why or '; the user can see why with `vpcviz validate`'}.")
            self._made[name] = (state, time.monotonic(), target)
            return target


def _state(path: Path) -> tuple[tuple[str, int, int], ...]:
    """When the files of a source were last written, and how large they are."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    found = []
    for file in files[:10_000]:
        status = file.stat()
        found.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(found)
