"""`--show`: what a picture tells beside the usual: free addresses of subnets, ids of zones, lines of far peerings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = ("free-ips", "peerings", "zone-ids")
"""What can be asked for."""

IN_VPCS = ("free-ips", "zone-ids")
"""What the map has no place for."""


def show_of(words: Sequence[str] | None, detail: str = "", view: str = "") -> tuple[str, ...]:
    """What is asked for, in order: each of `words` may be several with commas between. Raises UsageError for what is unknown, and
    where the picture has no subnets to show it at."""
    problem = show_problem(words or ())
    if problem:
        raise UsageError(f"--show {','.join(words or ())}: {problem}")
    asked = _split(words or ())
    inside = ",".join(one for one in asked if one in IN_VPCS)
    if inside and (view == "map" or (view == "network" and detail == "overview")):
        raise UsageError(f"--show {inside}: the map has no subnets and zones; expected another --detail, or leave it out")
    return asked


def show_problem(words: Sequence[str]) -> str:
    """What is wrong with what is asked for, and what was expected; "" where nothing is."""
    from vpcviz.spec.problems import nearest

    unknown = next((word for word in _split(words) if word not in SHOWN), "")
    if not unknown:
        return ""
    hint = nearest(unknown, SHOWN)
    return f"expected {', '.join(SHOWN[:-1])} or {SHOWN[-1]}, or several with commas between" + (f"; {hint}" if hint else "")


def _split(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({part.strip().lower() for word in words for part in word.split(",") if part.strip()}))
