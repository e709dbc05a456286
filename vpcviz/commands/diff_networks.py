"""The two networks of `vpcviz diff`: read, and redacted where that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vpcviz.commands.live import Live
    from vpcviz.model import Network
    from vpcviz.model.resources import Gap

LIVE = "live"
"""The word for the live account; a file of that name goes first."""


class TwoNetworks(NamedTuple):
    """The networks before and after, what is taken for granted of their things, by id, and what says how they call an end of a
    flow that the user names.
    """

    networks: tuple[Network, Network]
    granted: Mapping[str, str]
    end: Callable[[str], str] = str


def two_networks(live: Live, old: str, new: str, *, redact: bool) -> TwoNetworks:
    """The networks that OLD and NEW mean; without NEW those before and after the change that OLD is."""
    networks = _both(live, old, new) if new else _of_change(live, old)
    if not redact:
        return TwoNetworks(networks, live.granted)
    return TwoNetworks(*_redacted(networks, live.granted), _hidden_end(networks))


def _both(live: Live, old: str, new: str) -> tuple[Network, Network]:
    """The two networks; what was not read of either counts under --strict."""
    from vpcviz.errors import UsageError

    alive = [word == LIVE and not Path(word).exists() for word in (old, new)]
    if live.chosen and not any(alive):
        raise UsageError("the live account's options are given, and neither OLD nor NEW is the word live")
    if old == new == "-":
        raise UsageError("only one of OLD and NEW can be -")
    if not any(alive) and (both := _beside(live, old, new)) is not None:
        return both
    gaps: tuple[Gap, ...] = ()
    found: list[Network] = []
    for word, is_live in zip((old, new), alive, strict=True):
        over = _over(live, found[0], word) if found and not is_live else None
        found.append(over if over is not None else live.network(None) if is_live else _read(live, word))
        gaps += live.gaps
    live.gaps = gaps
    live.check_parameters()
    return found[0], found[1]


def _beside(live: Live, old: str, new: str) -> tuple[Network, Network] | None:
    """The networks before and after where one of both tells how the other changes (a change set and its template), else None."""
    from vpcviz.sources import are_one_change
    from vpcviz.sources.revisions import is_revision

    if is_revision(old) or is_revision(new) or not are_one_change(old, new):
        return None
    return _of_change(live, old, new)


def _over(live: Live, existing: Network, word: str) -> Network | None:
    """What exists once a plan that starts from it is applied; None where NEW is a network of its own."""
    from vpcviz.sources import load_over
    from vpcviz.sources.revisions import is_revision

    if is_revision(word):
        return None
    notes: list[str] = []
    network = load_over(existing, word, notes, live.granted)
    if network is not None:
        live.took(network.gaps, notes, [word])
    return network


def _of_change(live: Live, *sources: str) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both, or of those that are read together with it."""
    from vpcviz.errors import UsageError
    from vpcviz.sources import load_change

    if live.chosen:
        raise UsageError("the live account's options are given, and there is no NEW; one of OLD and NEW is to be the word live")
    notes: list[str] = []
    networks = load_change(sources, notes, live.granted, parameters=live.parameters)
    live.took(tuple(dict.fromkeys((*networks[0].gaps, *networks[1].gaps))), notes, sources)
    return networks


def _read(live: Live, word: str) -> Network:
    from contextlib import nullcontext

    from vpcviz.sources.revisions import at_revision, is_revision

    with at_revision(word) if is_revision(word) else nullcontext(word) as path:
        return live.network([path], beside=True)


def _redacted(networks: tuple[Network, Network], granted: dict[str, str]) -> tuple[tuple[Network, Network], dict[str, str]]:
    """The networks with stand-ins, and what is taken for granted by their ids."""
    from vpcviz.redaction import redacted, stand_ins

    told: dict[str, str] = {}
    for network in networks if granted else ():
        told |= {hidden: granted[one] for one, hidden in stand_ins(network).items() if one in granted}
    return (redacted(networks[0]), redacted(networks[1])), told


def _hidden_end(networks: tuple[Network, Network]) -> Callable[[str], str]:
    """What says by which stand-in the redacted networks know the end of a flow."""
    from vpcviz.commands.hiding import stand_in
    from vpcviz.redaction import stand_ins

    old, new = networks
    told = {**stand_ins(old), **stand_ins(new)}
    return lambda word: stand_in((new, old), word, told, "--flows")
