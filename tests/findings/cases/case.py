"""A rule's case: a network that has what the rule is about, and its twin that has not."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import structs

from vpcviz.model import Network
from vpcviz.spec import load_document

HEAD = "vpcviz: 1\naccount: '111122223333'\nregion: eu-west-1\n"

Change = Callable[[Network], Network]


class Case(NamedTuple):
    """`bad` has a finding of `rule` about `subject` that says all of `says`; `good` has none. `change` goes over both networks,
    `spoil` over the bad one only (for what a spec is refused for, and only a scan can show)."""

    rule: str
    bad: str
    good: str
    subject: str
    says: tuple[str, ...]
    spoil: Change | None = None
    severity: str = ""


def network_of(text: str) -> Network:
    """The network of a spec without its head."""
    return load_document("case.yaml", (HEAD + text).encode())


def altered(collection: str, **fields: object) -> Change:
    """A change of fields of the first resource of a collection, as a scan would show it."""

    def change(network: Network) -> Network:
        first, *rest = getattr(network, collection)
        return structs.replace(network, origin="scan", **{collection: (structs.replace(first, **fields), *rest)})

    return change
