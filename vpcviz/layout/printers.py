"""What prints VPCs of a picture in the making, as far as those see it that are there before: see `printing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from vpcviz.layout.boxes import Box


class Printer(Protocol):
    """Makes the boxes of VPCs, and prints them, in one process or two."""

    elsewhere: Sequence[Box]
    """The VPCs of which another process has the inside."""

    def boxes(self, drawing: Any, vpcs: Sequence[Any], box_of: Callable[[Any], Box], link: Callable[[Any], None]) -> list[Box]:
        """The boxes of VPCs; `link` makes all links of a drawing."""

    def print(self, insides: Sequence[Any]) -> None:
        """Route the links inside of VPCs, and write all of it."""
