"""Starting from the Network: what one thing of it names of another is a wire, or words, where both are drawn, at every detail."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from msgspec import Struct

from tests.conftest import SAMPLES
from tests.everything import everything
from tests.pictures.reading import Picture, Thing
from vpcviz.layout import Options, lay_out
from vpcviz.layout.kind_names import kind_words
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.sources import load
from vpcviz.text import clean

HOLDERS = {"cloud", "account", "region", "vpc", "az", "subnet", "mesh"}

ALL_ONLY = {(r.TransitGatewayAttachment.KIND, "subnets")}
"""What is told at full detail only: of an attachment whose network interfaces were not read, its subnets."""


def named_by(value: object) -> Iterator[str]:
    """The texts in a field, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from named_by(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from named_by(one)


def references(network: Network) -> Iterator[tuple[r.Resource, str, r.Resource]]:
    """Each thing, one of its fields, and what that names; zones are frames that things stand in."""
    for one in network:
        for field in one.__struct_fields__:
            if field in ("id", "name", "note", "account", "region", "tags"):
                continue
            for text in sorted(set(named_by(getattr(one, field)))):
                other = network.by_id.get(text)
                if other is not None and other is not one and not isinstance(other, r.AvailabilityZone):
                    yield one, field, other


class Told:
    """What a picture tells of its things: wires and words."""

    def __init__(self, network: Network, picture: Picture) -> None:
        self.network = network
        self.things: dict[str, list[Thing]] = defaultdict(list)
        self.inside: dict[str, set[str]] = defaultdict(set)
        self.words: dict[str, list[str]] = defaultdict(list)
        self.joined: dict[str, set[str]] = defaultdict(set)
        for thing in picture.things:
            self.things[thing.id].append(thing)
            for holder in thing.chain():
                self.inside[holder.id].add(thing.id)
                self.words[holder.id] += thing.words
        for wire in picture.wires:
            self.joined[wire.start].add(wire.end)
            self.joined[wire.end].add(wire.start)

    def text(self, item: r.Resource) -> str:
        """What stands on a thing, on its network interfaces, and on the cards that these are on."""
        found = []
        for one in (clean(item.id), *(eni.id for eni in self.network.interfaces_owned.get(item.id, ()))):
            cards = {thing.parent.id for thing in self.things[one] if thing.parent and thing.parent.kind not in HOLDERS}
            found += [word for card in (one, *sorted(cards)) for word in self.words[card]]
        return " ".join(found)

    def names(self, one: r.Resource, other: r.Resource) -> bool:
        """Whether a thing says what another is called."""
        text = self.text(one)
        return other.label in text or clean(other.id) in text

    def tells(self, one: r.Resource, field: str, other: r.Resource) -> bool:
        """Whether a thing stands in the other, is wired to it, over at most one thing, names it or is named by it, or counts such."""
        first, second = clean(one.id), clean(other.id)
        if first not in self.things or second not in self.things:
            return True  # counted: `tests.pictures.coverage`
        near = {end for part in self.inside[first] for end in self.joined[part]}
        near |= {end for thing in self.things[first] if thing.parent for end in self.joined[thing.parent.id]}
        beyond = {end for middle in near for part in self.inside[middle] | {middle} for end in self.joined[part]}
        if second in self.inside[first] or first in self.inside[second] or (near | beyond) & self.inside[second]:
            return True
        count = sum(isinstance(self.network.by_id.get(text), type(other)) for text in named_by(getattr(one, field)))
        own = {text for name in one.__struct_fields__ for text in named_by(getattr(one, name))}
        ends = {end for part in self.inside[second] for end in self.joined[part]}
        if own.intersection(word for end in ends for word in self.words[end]):
            return True  # an address that both lead to
        through = (self.network.by_id.get(middle) for middle in near)
        counted = kind_words(other.kind, count).removeprefix("private ") in self.text(one) or f"{count} endpoint" in self.text(one)
        return (
            self.names(one, other)
            or self.names(other, one)
            or counted
            or any(middle is not None and self.names(middle, other) for middle in through)
        )


def untold(network: Network, detail: str) -> list[str]:
    """What a picture of that detail says nothing of."""
    told = Told(network, Picture(render_svg(lay_out(network, Options(detail=detail)))))  # type: ignore[arg-type]
    return [
        f"{one.id} {field} {other.id}"
        for one, field, other in references(network)
        if not told.tells(one, field, other) and not (detail != "full" and (one.kind, field) in ALL_ONLY)
    ]


@pytest.mark.parametrize("detail", ["overview", "standard", "full"])
def test_every_reference_of_one_of_everything_is_told(detail: str) -> None:
    assert untold(everything(), detail) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_reference_of_a_sample_is_told(sample) -> None:
    network = load([str(sample)])
    assert [words for detail in ("overview", "standard", "full") for words in untold(network, detail)] == []


def test_what_is_told_nowhere_is_found() -> None:
    """The test itself: a gateway that no wire and no word joins to what it names."""
    network = Network(
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16",)),),
        local_gateways=(r.LocalGateway(id="lgw-1", name="rack", vpcs=("vpc-1",)),),
    )
    svg = render_svg(lay_out(network, Options())).replace(b"vpc-1<", b"<")
    assert not Told(network, Picture(svg)).names(network.local_gateways[0], network.vpcs[0])
