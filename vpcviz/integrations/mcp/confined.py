"""A command of vpcviz in a process that reads only what it may: `python -m vpcviz.integrations.mcp.confined BOUNDS ARGUMENTS…`.

Python tells an audit hook of each file, folder and connection before it is opened (PEP 578). What is outside of the allowed
folders, Python's own and the folder of the call is refused there, wherever in the code it is asked for; links are followed first.
This bounds what vpcviz's own code does with hostile input; it is no sandbox for foreign code.
"""

import errno
import os
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, json

MEMORY = 3 * 2**30
"""The most bytes of memory that a call may ask for, where the system keeps such a bound."""


class Bounds(Struct):
    """What the process may do: `read` these files and folders, ask the network if `online`."""

    read: tuple[str, ...] = ()
    online: bool = False


def confine(bounds: Bounds) -> None:
    """From now on, refuse to open what is not within bounds: PermissionError."""
    package = str(Path(__file__).resolve().parents[3])
    python = (*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, package, *filter(os.path.isabs, sys.path))
    own = {os.path.realpath(path) for path in python}
    roots = (*own, *(os.path.realpath(path) for path in bounds.read), os.path.realpath(os.getcwd()), os.devnull, "/dev/urandom")

    def refuse(path: Any) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return  # a descriptor that is open already
        real = os.path.realpath(os.fsdecode(path))
        if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots):
            raise PermissionError(errno.EACCES, "it is outside of what may be read")

    def hook(event: str, values: Sequence[Any]) -> None:
        if event in ("open", "os.listdir", "os.scandir"):
            refuse(values[0])
        elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto") and not bounds.online:
            raise PermissionError(errno.EACCES, "the network is not to be asked")

    if not bounds.online:  # the AWS configuration, certificates and sockets are all over the machine
        sys.addaudithook(hook)


def _bound_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    from vpcviz.cli import main

    _bound_memory()
    confine(json.decode(sys.argv[1], type=Bounds))
    main(sys.argv[2:])
