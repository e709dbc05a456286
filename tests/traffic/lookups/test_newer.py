"""Things whose words are newer than vpcviz: whole collections are passed over at once, and one such thing among many is found."""

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.new_words import word_of
from vpcviz.traffic.lookups.index import index_of
from vpcviz.traffic.lookups.new_words import newer


def test_one_among_many_is_found() -> None:
    """By its state or type, whichever collection it is in."""
    nats = tuple(r.NatGateway(id=f"nat-{at}", state=state) for at, state in enumerate(["available", "sideways", "deleted"]))
    types = ("interface", "hovering", "")
    interfaces = tuple(r.NetworkInterface(id=f"eni-{at}", type=word) for at, word in enumerate(types))
    network = Network(nat_gateways=nats, network_interfaces=interfaces, vpcs=(r.Vpc(id="vpc-1"),))
    found = newer(index_of(network))
    assert found == {"nat-1": "state sideways", "eni-1": "type hovering"}
    assert found == {one.id: word for one in network if (word := word_of(one))}
