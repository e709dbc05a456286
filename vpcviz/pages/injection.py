"""Marked parts of Markdown files: found, checked and filled, with all else left byte for byte as it is."""

import re
import shlex
from collections.abc import Callable, Mapping
from typing import NamedTuple

from vpcviz.errors import Problem

BEGIN = re.compile(r"[ \t]*<!--[ \t]*BEGIN VPCVIZ\b(?P<words>.*?)-->[ \t]*")
END = re.compile(r"[ \t]*<!--[ \t]*END VPCVIZ[ \t]*-->[ \t]*")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")

FORM = "<!-- BEGIN VPCVIZ KIND SOURCE [option=value …] -->, and further down <!-- END VPCVIZ -->"


class Request(NamedTuple):
    """What a marker asks for: `kind` with its `words`, and options."""

    kind: str
    words: tuple[str, ...]
    options: Mapping[str, str]
    line: int


class MarkedPart(NamedTuple):
    """A marked part: the lines (from 0) of its markers, and what it asks for."""

    begin: int
    end: int
    request: Request


def marked_parts(file: str, text: str) -> tuple[list[MarkedPart], list[Problem]]:
    """The marked parts of a Markdown text, and what is wrong with its markers. Markers in code fences are text."""
    lines = text.splitlines()
    parts: list[MarkedPart] = []
    problems: list[Problem] = []
    open_at: tuple[int, Request] | None = None
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line) if open_at is None else None
        if fence or found:
            fence = _fence_after(line, fence, found)
            continue
        begin = BEGIN.fullmatch(line)
        if begin is not None:
            if open_at is not None:
                problems.append(_problem(file, open_at[0], lines, "this marker has no end before the next one begins"))
            request = _request(begin["words"], number + 1)
            if isinstance(request, str):
                problems.append(_problem(file, number, lines, request))
                request = Request("", (), {}, number + 1)
            open_at = (number, request)
        elif END.fullmatch(line):
            if open_at is None:
                problems.append(_problem(file, number, lines, "this marker ends what has no beginning"))
            else:
                parts.append(MarkedPart(open_at[0], number, open_at[1]))
            open_at = None
    if open_at is not None:
        problems.append(_problem(file, open_at[0], lines, "this marker has no end"))
    return parts, problems


def _fence_after(line: str, fence: str, found: re.Match[str] | None) -> str:
    """The fence that is open after a line: one that is as long as the open one, with nothing behind it, closes it."""
    if not fence:
        return found[1] if found else ""
    closing = _FENCE.match(line)
    closes = closing is not None and closing[1].startswith(fence) and line.strip() == closing[1]
    return "" if closes else fence


def _request(words: str, line: int) -> Request | str:
    try:
        parts = shlex.split(words)
    except ValueError as error:
        return f"the marker's words cannot be read: {str(error).lower()}"
    options = dict(part.split("=", 1) for part in parts if "=" in part)
    plain = [part for part in parts if "=" not in part]
    if not plain:
        return "the marker does not say what is wanted"
    return Request(plain[0], tuple(plain[1:]), options, line)


def _problem(file: str, number: int, lines: list[str], message: str) -> Problem:
    return Problem(message, file, number + 1, 1, FORM, excerpt=lines[number])


def filled(text: str, parts: list[MarkedPart], content: Callable[[Request], str]) -> str:
    """The text with each marked part's content between its markers; line ends are those of the file."""
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    for part in reversed(parts):
        inside = content(part.request).strip("\n")
        body = ["", *inside.split("\n"), ""] if inside else []
        lines[part.begin + 1 : part.end] = [line + ending for line in body]
    return "".join(lines)
