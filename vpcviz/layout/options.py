"""What a picture is asked to show."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

Detail = Literal["overview", "standard", "full"]
View = Literal["network", "map", "routes", "endpoints", "dns"]


class Options(Struct, frozen=True):
    """How a network is laid out.

    `detail`: overview shows VPCs with counts (as the view map does), standard groups like with like in full subnets, full shows
    every network interface. `view` picks what the picture is about. `fold_defaults` folds default VPCs with nothing in them into
    one line. `steps` of a traced way (number, resource id, text) and `findings` (by resource id: severity, rule, title) are
    marked on what they are about.
    """

    detail: Detail = "standard"
    view: View = "network"
    fold_defaults: bool = True
    title: str = ""
    notes: tuple[str, ...] = ()
    steps: tuple[tuple[int, str, str], ...] = ()
    findings: Mapping[str, Sequence[tuple[str, str, str]]] = {}
