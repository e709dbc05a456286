"""Runs one command of vpcviz in a confined process: with a limit of time, and stopped when the call is cancelled."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import anyio
from anyio.abc import ByteReceiveStream
from msgspec import json

from vpcviz.integrations.mcp.confined import Bounds

LARGEST = 64 * 2**20
"""The most bytes that a command may print; no answer needs more."""


class TimedOutError(Exception):
    """The command took longer than it may."""


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: bytes
    err: str


async def run(arguments: Sequence[str], folder: Path, bounds: Bounds, seconds: float, given: bytes = b"") -> Ran:
    """Run a command in `folder`, with `given` as its stdin. Raises TimedOutError."""
    command = [sys.executable, "-m", "vpcviz.integrations.mcp.confined", json.encode(bounds).decode(), *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = await anyio.open_process(
        command, stdin=subprocess.PIPE, cwd=folder, env=environment, start_new_session=os.name == "posix"
    )
    printed: dict[str, bytes] = {}

    async def collect(name: str, stream: ByteReceiveStream | None) -> None:
        parts, size = [], 0
        async for part in stream or ():  # type: ignore[union-attr]
            size += len(part)
            if size <= LARGEST:
                parts.append(part)
        printed[name] = b"".join(parts)

    try:
        with anyio.fail_after(seconds):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(collect, "out", process.stdout)
                tasks.start_soon(collect, "err", process.stderr)
                if process.stdin is not None:
                    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):  # it need not read what it is given
                        await process.stdin.send(given)
                    await process.stdin.aclose()
            code = await process.wait()
    except TimeoutError:
        raise TimedOutError from None
    finally:
        with anyio.CancelScope(shield=True):
            await _stop(process)
    return Ran(code, printed.get("out", b""), printed.get("err", b"").decode(errors="replace"))


async def _stop(process: anyio.abc.Process) -> None:
    """End the process and its children, if they are still there."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        await process.wait()
    await process.aclose()
