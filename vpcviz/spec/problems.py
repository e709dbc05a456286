"""Problems found in a document, each at a path; paths become lines and columns only when there is something to report."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import NamedTuple

from vpcviz.errors import InputError, Problem

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

Place = tuple[int, int]
"""Line and column, both counted from 1; (0, 0) is nowhere."""

KEY = -1
"""As the last part of a path: the key that a value stands under, not the value."""

MOST = 100
"""How many problems are reported at once."""


class Finding(NamedTuple):
    """A problem before it has a line."""

    path: Path
    message: str
    expected: str = ""
    hint: str = ""


class Problems:
    """Collects what is wrong with one document."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, path: Path, message: str, *, expected: str = "", hint: str = "") -> None:
        """Note a problem at `path`; the same one twice counts once."""
        finding = Finding(path, message, expected, hint)
        if finding not in self.findings[-8:]:
            self.findings.append(finding)

    def __bool__(self) -> bool:
        return bool(self.findings)

    def error(self, file: str, text: str, locate: Callable[[Iterable[Path]], list[Place]]) -> InputError:
        """The error that reports them all in the order of their lines; `locate` answers the places of paths."""
        findings = list(dict.fromkeys(self.findings))
        places = locate([finding.path for finding in findings])
        lines = split_lines(text)
        problems = []
        for finding, (line, column) in zip(findings, places, strict=True):
            excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
            problems.append(Problem(finding.message, file, line, column, finding.expected, finding.hint, excerpt))
        problems.sort(key=lambda problem: (problem.line, problem.column, problem.message))
        if len(problems) > MOST:
            more = len(problems) - MOST
            problems = [*problems[:MOST], Problem(f"{more} more problems are not shown", file)]
        return InputError(*problems)


def split_lines(text: str) -> list[str]:
    """The lines of `text` as YAML and editors count them: broken at LF, CR and CR LF only."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def nearest(word: str, right: Iterable[str]) -> str:
    """The hint `did you mean "…"?` for the right word most like `word`, "" where none is near."""
    if len(word) > 200:
        return ""
    lowered: dict[str, str] = {}
    for candidate in sorted(right):
        lowered.setdefault(candidate.lower().replace("-", "_"), candidate)
    found = get_close_matches(word.lower().replace("-", "_"), lowered, n=1, cutoff=0.6)
    return f'did you mean "{lowered[found[0]]}"?' if found else ""


def shown(value: object) -> str:
    """A value as messages quote it: text in quotes, shortened to 60 characters."""
    text = value if isinstance(value, str) else str(value)
    return f'"{text[:57]}…"' if len(text) > 60 else f'"{text}"'
