"""What a `vpcviz.toml` lists for `vpcviz build`: pictures and reports, each with its source and its outputs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from vpcviz.errors import Problem
from vpcviz.layout.view_names import DEFAULT, ViewName

Texts = tuple[str, ...]


class PictureEntry(Struct, frozen=True, kw_only=True):
    """A `[[picture]]`: keys as the options of `vpcviz draw` are called; paths stand as from the file's folder."""

    source: Texts
    output: Texts
    parameter: Texts = ()
    detail: Literal["overview", "presentation", "standard", "full"] = "standard"
    view: ViewName = DEFAULT
    theme: Literal["light", "dark", "auto"] = "light"
    vpc: Texts = ()
    region: Texts = ()
    account: Texts = ()
    tag: Texts = ()
    exclude: Texts = ()
    split: Literal["", "vpc", "region", "account"] = ""
    page: str = ""
    show: Texts = ()
    title: str = ""
    scale: float = 1.0
    width: int = 0
    icons: str = ""
    font: Texts = ()
    all: bool = False
    findings: bool = False
    trace: Texts = ()
    cost: bool = False
    attributes: bool = False
    redact: bool = False
    embed_source: bool = False


class ReportEntry(Struct, frozen=True, kw_only=True):
    """A `[[report]]`: `kind` names the command that makes it, `format` its format; `docs` writes a folder, .html or .csv."""

    kind: Literal["check", "cost", "gaps", "docs"]
    source: Texts
    output: Texts
    parameter: Texts = ()
    format: Literal["text", "json", "markdown"] = "markdown"
    detail: Literal["overview", "presentation", "standard", "full"] = "standard"
    theme: Literal["light", "dark", "auto"] = "light"
    findings: bool = False
    cost: bool = False
    redact: bool = False


Entry = PictureEntry | ReportEntry
CLASSES: Mapping[str, type[Entry]] = {"picture": PictureEntry, "report": ReportEntry}
PATHS = ("source", "output", "icons", "font")


def is_tables(file: Path, value: Any, key: str, expected: str, problems: list[Problem]) -> bool:
    """Whether a value is a list of tables; `problems` tells where it is none."""
    tables = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if not tables:
        problems.append(Problem(f"{key} must be a list of tables", str(file), expected=expected))
    return tables


def entries(file: Path, value: Any, prefix: str, name: str, problems: list[Problem]) -> list[Entry]:
    """The entries of one list; what is wrong with them is added to `problems`, whose messages begin with the key."""
    if not is_tables(file, value, f"{prefix}{name}", f"[[{name}]]", problems):
        return []
    found = []
    for at, item in enumerate(value):
        made = _entry(file, item, f"{prefix}{name}[{at}].", CLASSES[name], problems)
        if made is not None:
            found.append(made)
    return found


def _entry(file: Path, table: Mapping[str, Any], place: str, record: type[Entry], problems: list[Problem]) -> Entry | None:
    from vpcviz.spec.problems import nearest, shown

    before = len(problems)
    hints = get_type_hints(record)
    keys = {name.replace("_", "-"): name for name in hints}
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key not in keys:
            expected = f"one of {', '.join(keys)}"
            problems.append(Problem(f"unknown key {shown(place + key)}", str(file), expected=expected, hint=nearest(key, keys)))
            continue
        name = keys[key]
        problem = _wrong(value, hints[name]) or _wrong_word(name, value)
        if problem:
            hint = nearest(value, get_args(hints[name])) if get_origin(hints[name]) is Literal and isinstance(value, str) else ""
            problems.append(Problem(f"{place}{key} is {_shown(value)}", str(file), expected=problem, hint=hint))
        else:
            given[name] = (value,) if isinstance(value, str) and hints[name] == Texts else _tuple(value)
    required = [field.name for field in structs.fields(record) if field.required]
    for name in required:
        if name not in table or given.get(name) == ():
            problems.append(Problem(f"{place}{name} is missing", str(file), expected=f'{name} = "…"'))
    if len(problems) > before:
        return None
    for name in PATHS:
        if given.get(name):
            given[name] = _from(file.parent, given[name])
    return record(**given)


def _tuple(value: Any) -> Any:
    return (
        tuple(value) if isinstance(value, list) else float(value) if isinstance(value, int) and type(value) is not bool else value
    )


def _from(folder: Path, value: Any) -> Any:
    return tuple(_path(folder, path) for path in value) if isinstance(value, tuple) else _path(folder, value)


def _path(folder: Path, path: str) -> str:
    """A path as from here, as people would write it."""
    whole = folder / path
    try:
        return os.path.relpath(whole)
    except ValueError:  # on another drive
        return str(whole)


def _wrong(value: Any, wanted: Any) -> str:
    """What was expected where a value is not of its type; "" where it is."""
    if get_origin(wanted) is Literal:
        return "" if value in get_args(wanted) else f"one of {', '.join(filter(None, get_args(wanted)))}"
    if wanted == Texts:
        fits = isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
        return "" if fits else "a text, or a list of texts"
    if wanted is bool:
        return "" if isinstance(value, bool) else "true or false"
    if wanted in (int, float):
        fits = isinstance(value, (int, float) if wanted is float else int) and not isinstance(value, bool) and 0 <= value < 1e6
        return "" if fits else "a number"
    return "" if isinstance(value, str) else "a text"


def _wrong_word(name: str, value: Any) -> str:
    """What was expected of a page, or of what is to be shown; "" where it is right."""
    from vpcviz.commands.paper import page_problem
    from vpcviz.commands.showing import show_problem

    if name == "page":
        return page_problem(value).removeprefix("expected ")
    return show_problem([value] if isinstance(value, str) else value).removeprefix("expected ") if name == "show" else ""


def _shown(value: Any) -> str:
    from vpcviz.spec.problems import shown

    return shown(str(value))
