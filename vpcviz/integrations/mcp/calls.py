"""A tool's call: a command with sources in a folder of its own, few at once, and its output as an answer."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import anyio
from mcp.types import CallToolResult

from vpcviz.integrations.mcp.allowed import NotAllowedError, NotThereError
from vpcviz.integrations.mcp.answers import said, told
from vpcviz.integrations.mcp.running import Ran, TimedOutError, run
from vpcviz.integrations.mcp.sources import Given, Sources

AT_ONCE = 4
"""How many commands run at once; further calls wait."""

LONGEST_WORD = 4096
"""The most characters of a value; no id, name or address has more."""

ANSWERED = (0, 1)
"""Exit codes of an answer: 1 says that something is not delivered, or was found."""


@dataclass
class Calls:
    """Runs the tools' commands over what may be read."""

    sources: Sources
    _few: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(AT_ONCE))

    async def __call__(
        self,
        command: str,
        options: Sequence[str],
        sources: Sequence[tuple[str, str]],
        *,
        offset: int = 0,
        answer: Callable[[Ran, Path], CallToolResult] | None = None,
    ) -> CallToolResult:
        """Run `command` over sources (each named, or a spec as text) and give what it prints, or what `answer` makes of it.

        Words of the assistant are values of options (`--from=…`), never options themselves.
        """
        problem = next(filter(None, map(_problem, options)), "")
        if problem:
            return said(problem, failed=True)
        async with self._few:
            try:
                given = [await self.sources.given(source, spec) for source, spec in sources]
                return await self._run(command, options, given, offset, answer)
            except NotThereError as error:
                return told(str(error), failed=True)  # it may name a file, which anyone may have named
            except NotAllowedError as error:
                return said(str(error), failed=True)
            except TimedOutError:
                return said(
                    f"This took longer than {self.sources.seconds:g} s and was stopped. Ask for less: one VPC, detail=overview,"
                    " or a narrower question; the user can give more time (vpcviz mcp --timeout).",
                    failed=True,
                )

    async def _run(
        self,
        command: str,
        options: Sequence[str],
        given: Sequence[Given],
        offset: int,
        answer: Callable[[Ran, Path], CallToolResult] | None,
    ) -> CallToolResult:
        texts = [each.text for each in given if each.text]
        if len(texts) > 1:
            return said("Only one of the two may be a spec as text; name a source for the other.", failed=True)
        with tempfile.TemporaryDirectory(dir=self.sources.folder) as folder:
            arguments = [command, *options, "--", *(each.word for each in given)]
            ran = await run(arguments, Path(folder), self.sources.bounds, self.sources.seconds, texts[0] if texts else b"")
            ran = ran._replace(err=_named(ran.err, given))
            if ran.code not in ANSWERED or (ran.code and not ran.out):
                return told(ran.err or f"vpcviz ended with exit code {ran.code}", failed=True)
            if answer is not None:
                return answer(ran, Path(folder))
            return told(_named(ran.out.decode(errors="replace"), given), offset=offset, notes=ran.err)


def _problem(option: str) -> str:
    """What keeps an option from being given to a command; "" where nothing does."""
    name, _, value = option.removeprefix("--").partition("=")
    if len(value) > LONGEST_WORD:
        return f"The value for `{name}` has {len(value):,} characters; expected at most {LONGEST_WORD:,}."
    return f"The value for `{name}` holds a character that no text has (NUL)." if "\0" in value else ""


def _named(text: str, given: Sequence[Given]) -> str:
    """Messages with the sources' words in them instead of their places on this disk."""
    for each in given:
        text = text.replace(each.word, each.called) if each.word != "-" else text
    return text
