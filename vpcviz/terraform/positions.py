"""Finds where the .tf files of a configuration declare a resource or call a module: file, line and column by address.

Only the heads of blocks are looked for (`resource "aws_vpc" "main" {`), so a file that does not parse still tells of what comes
before and after. Source: HCL Native Syntax Specification, "Structural Elements", "Comments", "Template Expressions".
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LARGEST = 4 * 2**20
_MOST_FILES = 2000
_DEEPEST = 16
"""So many modules are followed one inside another."""

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+)|(?P<line>\n)|(?P<note>\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<here><<-?(?P<mark>[A-Za-z_][\w-]*)[^\n]*\n)|(?P<word>[A-Za-z_][\w-]*)|(?P<quote>")|(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_SOURCE = re.compile(r'(?:^|[{;])[ \t]*source[ \t]*=[ \t]*"([^"\\$%]*)"', re.MULTILINE)
_CLOSING = re.compile(r"^\}", re.MULTILINE)
_KEY = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')


class Position(NamedTuple):
    """Where a block begins; line and column count from 1."""

    file: str
    line: int
    column: int


class Block(NamedTuple):
    """The head of a block at the top of a file: its type, its labels, where it is, and (of a module) its source."""

    type: str
    labels: tuple[str, ...]
    position: Position
    source: str = ""


class Positions:
    """The declarations of a configuration whose root module is in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = 0
        self._modules: dict[str, dict[tuple[str, ...], Block]] = {}
        self._installed = _installed(folder)

    def of(self, address: str) -> Position | None:
        """Where the resource of an address is declared; where its module's files are not at hand, where the module is called."""
        parts = _parts(address)
        at: Position | None = None
        place, path = self.folder, ""
        for name in parts[0][:_DEEPEST]:
            call = self._blocks(place).get(("module", name))
            if call is None:
                return at
            at = call.position
            path = f"{path}.{name}" if path else name
            inner = self._folder_of(place, path, call.source)
            if inner is None:
                return at
            place = inner
        found = self._blocks(place).get(parts[1])
        return found.position if found is not None else at

    def _folder_of(self, place: Path, path: str, source: str) -> Path | None:
        if path in self._installed:
            return self.folder / self._installed[path]
        return place / source if source.startswith(("./", "../")) else None

    def _blocks(self, folder: Path) -> dict[tuple[str, ...], Block]:
        key = os.path.normpath(folder)
        if key not in self._modules:
            found: dict[tuple[str, ...], Block] = {}
            for name, text in self._texts(folder):
                for block in _blocks(text, name):
                    found.setdefault((block.type, *block.labels), block)
            self._modules[key] = found
        return self._modules[key]

    def _texts(self, folder: Path) -> Iterator[tuple[str, str]]:
        try:
            names = sorted(one.name for one in folder.iterdir() if one.name.endswith((".tf", ".tofu", ".tf.json", ".tofu.json")))
        except OSError:
            return
        for name in names:
            path = folder / name
            self._files += 1
            try:
                if self._files <= _MOST_FILES and path.is_file() and path.stat().st_size <= _LARGEST:
                    yield os.path.normpath(path), path.read_text("utf-8", "replace")
            except OSError:
                continue


def _blocks(text: str, file: str) -> Iterator[Block]:
    if not file.endswith(".json"):
        return blocks(text, file)
    from vpcviz.terraform.json_positions import json_heads

    return (
        Block(kind, labels, Position(file, line, column), source) for kind, labels, line, column, source in json_heads(text, file)
    )


def _parts(address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the modules of an address, and what its block is called there."""
    words = _KEY.sub("", address).split(".")
    modules: list[str] = []
    while len(words) > 2 and words[0] == "module":
        modules.append(words[1])
        words = words[2:]
    kind = "data" if words[:1] == ["data"] else "resource"
    return tuple(modules), (kind, *words[1 if kind == "data" else 0 :][:2])


def _installed(folder: Path) -> dict[str, str]:
    """The folders of modules by their path, as `terraform init` notes them in .terraform/modules/modules.json."""
    try:
        document = json.loads((folder / ".terraform" / "modules" / "modules.json").read_bytes()[:_LARGEST])
    except (OSError, ValueError, RecursionError):
        return {}
    modules = document.get("Modules") if isinstance(document, dict) else None
    found = {}
    for one in modules if isinstance(modules, list) else ():
        key, place = (one.get("Key"), one.get("Dir")) if isinstance(one, dict) else (None, None)
        if isinstance(key, str) and key and isinstance(place, str):
            found[key] = place
    return found


def blocks(text: str, file: str) -> Iterator[Block]:
    """The heads of the blocks at the top of a file."""
    scanner = _Scanner(text)
    depth = 0
    head: list[str] = []
    at = (0, 0)
    for sort, value, place in scanner.tokens():
        if depth:
            depth += (value == "{") - (value == "}") if sort == "sign" else 0
            continue
        if sort == "sign" and value == "{":
            if head:
                source = scanner.source() if head[0] == "module" else ""
                yield Block(head[0], tuple(head[1:]), Position(file, *at), source)
            head, depth = [], 1
        elif sort in ("line", "sign"):
            head = []
        elif sort in ("word", "text"):
            at = at if head else place
            head.append(value)


class _Scanner:
    """The tokens of HCL that matter here; texts are whole, whatever stands in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._line, self._begin, self._counted = 1, 0, 0

    def tokens(self) -> Iterator[tuple[str, str, tuple[int, int]]]:
        """(what it is, its text, its line and column) one after another."""
        while match := _TOKEN.match(self.text, self.position):
            begin = self.position
            self.position = match.end()
            kind = match.lastgroup or ""
            if match["here"]:
                self._skip_here(match["mark"])
                yield "line", "", self._place(begin)
            elif match["quote"]:
                yield "text", self._quoted(), self._place(begin)
            elif match["word"] or match["sign"] or match["line"]:
                yield ("line" if match["line"] else "word" if match["word"] else kind), match[0], self._place(begin)

    def _place(self, position: int) -> tuple[int, int]:
        self._line += self.text.count("\n", self._counted, position)
        self._begin = self.text.rfind("\n", 0, position) + 1
        self._counted = position
        return self._line, position - self._begin + 1

    def _skip_here(self, mark: str) -> None:
        end = re.compile(rf"^[ \t]*{re.escape(mark)}[ \t\r]*$", re.MULTILINE).search(self.text, self.position)
        self.position = end.end() if end else len(self.text)

    def _quoted(self) -> str:
        """The text up to its closing quote; what is in `${…}` is passed over with its own texts and braces."""
        begin = self.position
        waiting = ["text"]
        while waiting and self.position < len(self.text):
            sign = self.text[self.position]
            self.position += 1
            ahead = self.text[self.position : self.position + 2]
            if waiting[-1] == "code":
                if sign in '"{':
                    waiting.append("text" if sign == '"' else "code")
                elif sign == "}":
                    waiting.pop()
            elif sign == '"' or (sign == "\n" and len(waiting) == 1):
                waiting.pop()
            elif sign == "\\":
                self.position += 1
            elif sign in "$%" and ahead[:1] == "{":
                waiting.append("code")
                self.position += 1
            elif sign in "$%" and ahead == f"{sign}{{":  # `$${` stands for itself
                self.position += 2
        return self.text[begin : self.position - 1]

    def source(self) -> str:
        """What the block that was just entered gives as its `source`; "" where that is no plain text."""
        end = _CLOSING.search(self.text, self.position)
        found = _SOURCE.search(self.text, self.position, end.start() if end else len(self.text))
        return found[1] if found else ""
