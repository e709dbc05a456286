"""Where the code of a plan, in the folder that the user names, declares the things of its networks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vpcviz.model import Network
    from vpcviz.reports.sarif import Located


def written(folder: Path, networks: Iterable[Network]) -> dict[str, Located]:
    """By the code's address: file (as seen from here), line and column. Raises UsageError where there is no such folder."""
    from vpcviz.reports.sarif import Located
    from vpcviz.terraform.positions import Positions

    if not folder.is_dir():
        raise UsageError(f"--source-dir {folder}: there is no such folder")
    positions = Positions(folder)
    found = {}
    for address in sorted({item.address for network in networks for item in network if item.address}):
        at = positions.of(address)
        if at is not None:
            found[address] = Located(_from_here(at.file), at.line, at.column)
    return found


def _from_here(file: str) -> str:
    """A file as code hosts name it: below the folder that the command runs in where it is there."""
    if not os.path.isabs(file):
        return file
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative
