"""Graphviz, through the `graphviz` package: the engine that comes as a wheel, or another that the user names."""

import os
import shutil
import sysconfig
from pathlib import Path

from vpcviz.errors import UsageError

ENGINE = "VPCVIZ_DOT"
"""The environment variable that names another Graphviz executable (`VPCVIZ_DOT=dot` takes the system's)."""


def positions(source: str) -> dict[str, tuple[float, float]]:
    """The centres of a graph's nodes by name, in inches, y upwards, as `dot` lays the DOT `source` out.

    Raises UsageError where there is no Graphviz, or it fails.
    """
    import graphviz
    from graphviz.backend import dot_command

    dot_command.DOT_BINARY = _executable()
    try:
        plain: str = graphviz.Source(source, engine="dot").pipe(format="plain", encoding="utf-8", quiet=True)
    except graphviz.ExecutableNotFound:
        raise UsageError(f"there is no Graphviz at {dot_command.DOT_BINARY}: {_remedy()}") from None
    except graphviz.CalledProcessError as error:
        raise UsageError(f"Graphviz ({dot_command.DOT_BINARY}) failed with exit code {error.returncode}: {_remedy()}") from None
    found = {}
    for line in plain.splitlines():
        words = line.split(" ", 4)
        if words[0] == "node":
            found[words[1]] = (float(words[2]), float(words[3]))
    return found


def _executable() -> Path:
    """The executable: the user's own, the wheel's beside this Python, or whichever is on the PATH."""
    named = os.environ.get(ENGINE)
    if named:
        return Path(named)
    for folder in (sysconfig.get_path("scripts"), sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))):
        found = shutil.which("graphviz-pure", path=folder)
        if found:
            return Path(found)
    return Path(shutil.which("graphviz-pure") or shutil.which("dot") or "graphviz-pure")


def _remedy() -> str:
    return f"pip install graphviz-pure, or set {ENGINE} to a Graphviz executable"
