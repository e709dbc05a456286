"""The configuration of `build`, `check` and `cost`: the nearest `vpcviz.toml`, or `[tool.vpcviz]` in a `pyproject.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from vpcviz.commands.build_entries import PictureEntry, ReportEntry, entries, is_tables
from vpcviz.errors import InputError, Problem

KEYS = ("fail-on", "prices", "ignore", "picture", "report")
IGNORE_KEYS = ("rule", "resource", "reason")


class Ignore(Struct, frozen=True, kw_only=True):
    """Findings of `rule` that are not to be reported, with the `reason`; `resource` is an id or name, `*` and `?` stand for
    any characters, "" for every resource.
    """

    rule: str
    reason: str
    resource: str = ""


class Configuration(Struct, frozen=True, kw_only=True):
    """What the configuration file says; `file` is "" where there is none."""

    file: str = ""
    fail_on: str = ""
    prices: str = ""
    ignores: tuple[Ignore, ...] = ()
    pictures: tuple[PictureEntry, ...] = ()
    reports: tuple[ReportEntry, ...] = ()


def read_configuration(given: Path | None = None, start: Path | None = None) -> Configuration:
    """The configuration of the file `given`, or of the nearest one from the folder `start` (the current one) upwards.

    Raises InputError with all that is wrong in the file, by key, with the nearest right name.
    """
    if given is not None:
        return _read(given, _parse(given), alone=given.name != "pyproject.toml")
    folder = (start or Path.cwd()).absolute()
    for place in (folder, *folder.parents):
        own, shared = place / "vpcviz.toml", place / "pyproject.toml"
        if own.is_file():
            return _read(own, _parse(own), alone=True)
        if shared.is_file():
            document = _parse(shared)
            if "vpcviz" in document.get("tool", {}):
                return _read(shared, document, alone=False)
    return Configuration()


def _parse(file: Path) -> dict[str, Any]:
    text = _text_of(file)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        from vpcviz.commands.toml_positions import not_toml

        raise InputError(not_toml(text, str(file), error)) from None


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(Problem(f"the configuration cannot be read: {error.strerror or error}", str(file))) from None
    except UnicodeDecodeError as error:
        raise InputError(Problem(f"this is no TOML: {error}", str(file), expected="a TOML file in UTF-8")) from None


def _read(file: Path, document: dict[str, Any], *, alone: bool) -> Configuration:
    from vpcviz.findings.report import SEVERITIES

    table = document if alone else document.get("tool", {}).get("vpcviz", {})
    prefix = "" if alone else "tool.vpcviz."
    if not isinstance(table, dict):
        raise InputError(Problem("tool.vpcviz must be a table", str(file), expected="[tool.vpcviz]"))
    problems = _unknown(file, table, KEYS, prefix)
    fail_on, prices = (_text(file, table, key, prefix, problems) for key in ("fail-on", "prices"))
    if fail_on and fail_on not in SEVERITIES:
        problems.append(_choice(file, f"{prefix}fail-on", fail_on, SEVERITIES))
    ignores = _ignores(file, table.get("ignore", []), f"{prefix}ignore", problems)
    pictures, reports = (entries(file, table.get(name, []), prefix, name, problems) for name in ("picture", "report"))
    if problems:
        from vpcviz.commands.toml_positions import with_lines

        text = _text_of(file)
        raise InputError(*(with_lines(text, problem, _key_of(problem)) for problem in problems))
    return Configuration(
        file=str(file),
        fail_on=fail_on,
        prices=str(file.parent / prices) if prices else "",
        ignores=tuple(ignores),
        pictures=tuple(one for one in pictures if isinstance(one, PictureEntry)),
        reports=tuple(one for one in reports if isinstance(one, ReportEntry)),
    )


def _key_of(problem: Problem) -> str:
    """The key that a problem of this file is about: its message begins with it."""
    return problem.message.removeprefix('unknown key "').split(" ")[0].rstrip(':"')


def _ignores(file: Path, value: Any, key: str, problems: list[Problem]) -> list[Ignore]:
    from vpcviz.findings import RULES

    if not is_tables(file, value, key, '[[ignore]] with rule = "…" and reason = "…"', problems):
        return []
    found = []
    for at, item in enumerate(value):
        place = f"{key}[{at}]."
        before = len(problems)
        problems += _unknown(file, item, IGNORE_KEYS, place)
        rule, resource, reason = (_text(file, item, word, place, problems) for word in IGNORE_KEYS)
        if len(problems) == before and rule not in RULES:
            problems.append(_choice(file, f"{place}rule", rule, RULES))
        if len(problems) == before and not reason.strip():
            problems.append(Problem(f"{place}reason is missing", str(file), expected="why the finding is not to be reported"))
        found.append(Ignore(rule=rule, resource=resource, reason=reason))
    return found


def _unknown(file: Path, table: dict[str, Any], keys: tuple[str, ...], prefix: str) -> list[Problem]:
    from vpcviz.spec.problems import nearest, shown

    return [
        Problem(f"unknown key {shown(prefix + key)}", str(file), expected=f"one of {', '.join(keys)}", hint=nearest(key, keys))
        for key in table
        if key not in keys
    ]


def _text(file: Path, table: dict[str, Any], key: str, prefix: str, problems: list[Problem]) -> str:
    value = table.get(key, "")
    if isinstance(value, str):
        return value
    problems.append(Problem(f"{prefix}{key} must be a text", str(file), expected=f'{key} = "…"'))
    return ""


def _choice(file: Path, key: str, value: str, choices: Any) -> Problem:
    from vpcviz.spec.problems import nearest, shown

    few = f"one of {', '.join(choices)}" if len(choices) < 8 else "a rule's id, as in docs/findings.md"
    what = f"there is no {shown(value)}" if value else "it is missing"
    return Problem(f"{key}: {what}", str(file), expected=few, hint=nearest(value, choices) if value else "")
