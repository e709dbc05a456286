"""What to say of a folder that holds no dump: what is in it, and what the user most likely wants."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from vpcviz.errors import InputError, Problem
from vpcviz.sources.other_tools import refusal, tool_file

MOST_FILES = 1000
"""So many files of a folder are looked at; and of YAML files so many bytes each."""

HEAD = 4096
DUMPS = "files such as `aws ec2 describe-vpcs --output json` prints"
MOST_NAMES = 4

_NO_JSON = "there is no JSON file in the folder"

_SPEC = re.compile(rb"""^[\s{]*["']?vpcviz["']?\s*:""", re.MULTILINE)
_CLI = re.compile(rb"^[A-Z][A-Za-z]+:", re.MULTILINE)


def check_folder(folder: str) -> None:
    """Raise InputError where a folder cannot be read or has no JSON file, with what it has instead."""
    try:
        if any(path.suffix.lower() == ".json" for path in Path(folder).rglob("*")):
            return
        files = sorted(_files(folder))
    except OSError as error:
        raise InputError(Problem(f"the folder cannot be read: {error.strerror or error}", folder)) from None
    raise InputError(_documents(folder, files, _NO_JSON) or _of_tools(folder, files, _NO_JSON) or _refusal(folder, files))


def documents_in(folder: str, nothing: str) -> Problem | None:
    """What to say of a folder that has specs or snapshots where dumps were looked for; `nothing` is what was not found."""
    return _documents(folder, sorted(_files(folder)), nothing)


def tool_files_in(folder: str, nothing: str) -> Problem | None:
    """What to say of a folder that has another tool's files where dumps were looked for; `nothing` is what was not found."""
    return _of_tools(folder, sorted(_files(folder)), nothing)


def _of_tools(folder: str, files: list[str], nothing: str) -> Problem | None:
    for name in files:
        what = tool_file(_head(name))
        if what:
            return refusal(folder, f"no dump: {nothing}, but {what} ({os.path.basename(name)})")
    return None


def _files(folder: str) -> Iterator[str]:
    count = 0
    for path, _, names in os.walk(folder):
        for name in names:
            count += 1
            if count > MOST_FILES:
                return
            yield os.path.join(path, name)


def _documents(folder: str, files: list[str], nothing: str) -> Problem | None:
    found = [name for name in files if name.lower().endswith((".yaml", ".yml", ".json")) and _SPEC.search(_head(name))]
    if not found:
        return None
    what = "spec or snapshot" if len(found) == 1 else "specs or snapshots"
    return Problem(
        f"{nothing}, but {len(found)} {what}: {_named(found)}",
        folder,
        expected=f"the spec or snapshot itself, one at a time; or a folder of {DUMPS}",
        hint=f'did you mean "{found[0]}"?' if len(found) == 1 else "",
    )


def _refusal(folder: str, files: list[str]) -> Problem:
    dumps = f"a folder of {DUMPS}"
    if not files:
        return Problem("the folder is empty", folder, expected=dumps, hint="vpcviz dump-commands prints what collects them")
    yaml = [name for name in files if name.lower().endswith((".yaml", ".yml"))]
    if any(_CLI.search(_head(name)) for name in yaml):
        return Problem(
            f"there is no JSON file in the folder, but what looks like the AWS CLI's YAML: {_named(yaml)}",
            folder,
            expected=dumps,
            hint="vpcviz dump-commands prints what collects them",
        )
    return Problem(f"there is no JSON file in the folder; it has {_named(files)}", folder, expected=dumps)


def _head(name: str) -> bytes:
    """The beginning of a file; nothing of what cannot be read, or is no file."""
    try:
        if not os.path.isfile(name):
            return b""
        with open(name, "rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def _named(files: list[str]) -> str:
    names = [os.path.basename(name) for name in files[:MOST_NAMES]]
    return ", ".join(names) + (f" and {len(files) - MOST_NAMES} more" if len(files) > MOST_NAMES else "")
