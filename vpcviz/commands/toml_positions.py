"""Where a key of a TOML file stands: the parser does not tell, but a message needs its line."""

import re

from vpcviz.errors import Problem

_PLACED = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
"""How `tomllib` ends its messages."""


def with_lines(text: str, problem: Problem, key: str) -> Problem:
    """The problem with the line and column of `key` (`fail-on`, `ignore[1].rule`), where that is found in `text`."""
    line = _line(text.splitlines(), key)
    if not line:
        return problem
    excerpt = text.splitlines()[line - 1]
    column = len(excerpt) - len(excerpt.lstrip()) + 1
    return Problem(problem.message, problem.file, line, column, problem.expected, problem.hint, excerpt)


def _line(lines: list[str], key: str) -> int:
    """The number of the line that a key is written in, or else its table; 0 where neither is found."""
    table, _, name = key.rpartition(".")
    start = 0
    found = re.search(r"\[(\d+)\]\Z", table)
    if found:
        name_of = re.escape(table[: found.start()].rpartition(".")[2])
        heads = [at for at, line in enumerate(lines, 1) if re.match(rf"\s*\[\[.*{name_of}\s*\]\]", line)]
        if int(found[1]) >= len(heads):
            return 0
        start = heads[int(found[1])]
    pattern = re.compile(rf"\s*(?:\[\[?)?[\w.\"-]*?[\"']?{re.escape(name)}[\"']?\s*(?:=|\]|\.)")
    for at, line in enumerate(lines[start:], start + 1):
        if start and line.lstrip().startswith("["):
            return start
        if pattern.match(line):
            return at
    return start


def not_toml(text: str, file: str, error: Exception) -> Problem:
    """That a text is no TOML, with the place that the parser tells."""
    found = _PLACED.search(str(error))
    lines = text.split("\n")
    end = text.rstrip().split("\n")
    line, column = (len(end), len(end[-1]) + 1) if found else (0, 0)
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(f"this is no TOML: {_PLACED.sub('', str(error))}", file, line, column, "a TOML file in UTF-8", "", excerpt)
