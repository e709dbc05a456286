"""The ends of flows as redacted outputs call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.model import Network


def stand_in(networks: Sequence[Network], word: str, stand_ins: Mapping[str, str], option: str) -> str:
    """What an end of a flow is called once the networks are redacted. Raises UsageError for a word that might tell what is hidden;
    `option` is what the user gave it by."""
    from vpcviz.model.addresses import parse_ip
    from vpcviz.redaction.addresses import is_private

    known = {item.id for network in networks for item in network}
    alike = {item.id: item for network in networks for item in network if word in (item.id, item.name)}
    # What decides about packets often has the name of what it is for, and is no end of a flow.
    named = [key for key, item in alike.items() if not item.DECIDES] or list(alike)
    if named:
        if len(named) > 1 and word not in known:
            raise UsageError(f"{option} {word}: several things are called so; with --redact give the id")
        ident = word if word in known else named[0]
        if ident not in stand_ins:
            raise UsageError(f"{option} {word}: it is not in what is drawn")
        return stand_ins[ident]
    kept = word in ("internet", "on-premises") or word.endswith(".amazonaws.com") or (parse_ip(word) and is_private(word))
    if not kept:
        raise UsageError(f"{option} {word}: with --redact give the id or name of a thing, a private IP, internet or on-premises")
    return word
