"""Next hops make themselves known, one function for each kind of gateway; routes lead to no kind without one."""

import re
from pathlib import Path

import botocore.session
import pytest

from tests.mentions import words_of_tests
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.traffic.hops.registry import at, next_hops, places, routed_to
from vpcviz.traffic.packets.state import GatewayIn, Internet, LeaveSubnet, Local, Move, Premises, Target, Transit
from vpcviz.traffic.walking.walk import Walk

MEMBERS = botocore.session.get_session().get_service_model("ec2").shape_for("Route").members
"""The members of a route in AWS's answers."""

TARGETS = sorted((kind for kind in CLASSES.values() if kind.ROUTE_TARGET), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("name", [kind.COLLECTION for kind in TARGETS])
def test_what_routes_may_lead_to_has_a_function(name: str) -> None:
    assert CLASSES[name] in {*next_hops()}, f"no function of vpcviz/traffic/hops is @routed_to {CLASSES[name].__name__}"


@pytest.mark.parametrize("kind", sorted(next_hops(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_what_routes_may_lead_to_is_a_gateway_a_host_or_a_network(kind: type[r.Resource]) -> None:
    """`GATEWAY` says by which things people tell a way: `reach`, the steps of traces and costs go by it."""
    assert kind.GATEWAY == "named" or kind in (r.NetworkInterface, r.Instance, r.OdbNetwork), "GATEWAY"


@pytest.mark.parametrize("kind", sorted(next_hops(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_a_gateway_is_a_part_that_views_of_one_aspect_show(kind: type[r.Resource]) -> None:
    assert kind.PART or kind.INSPECTS or not kind.GATEWAY, "PART"


@pytest.mark.parametrize("kind", TARGETS, ids=lambda kind: kind.__name__)
def test_answers_tell_routes_to_it_in_a_member_of_the_api(kind: type[r.Resource]) -> None:
    assert kind.ROUTED_AS in MEMBERS, f"ROUTED_AS of {kind.__name__}: the member of EC2's Route that tells its id"


def test_every_member_for_targets_belongs_to_a_kind() -> None:
    targets = {one for one in MEMBERS if one.endswith(("Id", "Arn"))} - {"DestinationPrefixListId", "InstanceOwnerId"}
    assert targets == {kind.ROUTED_AS for kind in TARGETS}


@pytest.mark.parametrize("kind", TARGETS, ids=lambda kind: kind.__name__)
def test_a_gateway_says_by_which_words_specs_name_it(kind: type[r.Resource]) -> None:
    assert "ROUTE_WORDS" in vars(kind) or not kind.GATEWAY, f"ROUTE_WORDS of {kind.__name__}: () where there is no such word"


@pytest.mark.parametrize("kind", sorted(next_hops(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_what_it_does_with_a_packet_is_tested(kind: type[r.Resource]) -> None:
    others = words_of_tests("traffic").replace(Path(__file__).read_text(encoding="utf-8"), "")
    names = {
        kind.__name__,
        kind.COLLECTION,
        *kind.ROUTE_WORDS,
        *(word for word, name in r.Vpc.NESTED_WORDS.items() if name == kind.COLLECTION),
    }
    names.add(kind.COLLECTION.removesuffix("s"))
    assert re.search(rf"\b({'|'.join(names)})\b", others), f"no test traces by a {kind.words()}: tests/traffic/hops"


def test_places_have_functions() -> None:
    assert set(places()) == {GatewayIn, Internet, LeaveSubnet, Local, Premises, Target, Transit}


def test_two_functions_for_one_kind_are_refused() -> None:
    next_hops()

    def other(walk: Walk, move: Target, resource: r.Resource) -> Move:
        raise NotImplementedError

    with pytest.raises(ValueError, match="InternetGateway"):
        routed_to(r.InternetGateway)(other)
    with pytest.raises(ValueError, match="Local"):
        at(Local)(other)
