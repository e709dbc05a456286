"""Through Cloud WAN core networks, by the routes of their segments. Network Manager API Reference, GetNetworkRoutes."""

import json
from pathlib import Path

import pytest

from tests.traffic.helpers import network, trace
from vpcviz.cost import price_way
from vpcviz.model import resources as r
from vpcviz.sources import load
from vpcviz.traffic.answers.reach import Reached
from vpcviz.traffic.answers.steps import place_of

SPEC = """
    core_networks:
      wan:
        id: core-network-1
        attachments:
          - {attachment: attachment-a, type: VPC, resource: a, segment: prod, location: eu-west-1}
          - {attachment: attachment-b, type: VPC, resource: b, segment: prod, location: us-east-1}
        routes:
          - {segment: prod, location: eu-west-1, destination: 10.1.0.0/16, attachments: [attachment-a]}
          - {segment: prod, location: eu-west-1, destination: 10.0.0.0/8, state: blackhole}
          - {segment: prod, location: eu-west-1, destination: 10.2.0.0/16, %s}
          - {segment: prod, location: us-east-1, destination: 10.1.0.0/16, edges: [eu-west-1]}
          - {segment: prod, location: us-east-1, destination: 10.2.0.0/16, attachments: [attachment-b]}
          %s
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets: {a-1: {zone: a, cidr: 10.1.1.0/24, instances: {here: {ip: 10.1.1.10}}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: core_network}}}
      b:
        region: us-east-1
        cidr: 10.2.0.0/16
        subnets: {b-1: {zone: a, cidr: 10.2.1.0/24, instances: {there: {ip: 10.2.1.10}}}}
        route_tables: {m2: {main: true, routes: {10.0.0.0/8: core_network}}}
"""


@pytest.mark.parametrize(
    "way", ["edges: [us-east-1]", "attachments: [attachment-b]"], ids=["by the other edge", "by the attachment"]
)
def test_from_vpc_to_vpc_by_its_segment_and_back(way: str) -> None:
    answer = trace(network(SPEC % (way, "")), "here", "there")
    assert answer.delivered, answer.explanation
    assert sum(hop.kind == "core-network" for leg in (answer.forward, answer.back) for hop in leg) >= 6


@pytest.mark.parametrize("subnets", ["subnets: [b-1],", ""])
def test_through_an_inspection_vpc_by_the_subnets_of_its_attachment(subnets: str) -> None:
    """The route table of the attachment's subnet leads on, where the subnets were read."""
    through = (SPEC % ("attachments: [attachment-b]", "")).replace("resource: b, segment", f"resource: b, {subnets} segment")
    more = through.replace("route_tables: {m2: {main: true, routes: {10.0.0.0/8: core_network}}}", MIDDLE)
    more = more.replace("destination: 10.0.0.0/8, state: blackhole", "destination: 10.0.0.0/8, attachments: [attachment-b]")
    answer = trace(network(more), "here", "10.9.0.5")
    assert answer.verdict == ("unknown" if not subnets else answer.verdict), answer.explanation
    passed = [hop.id for hop in answer.forward]
    assert ("rtb-b-m2" in passed) == bool(subnets), passed


MIDDLE = "route_tables: {m2: {id: rtb-b-m2, main: true, routes: {10.1.0.0/16: core_network, 10.9.0.0/16: core_network}}}"


def test_it_is_told_as_the_way_and_as_the_gateway_of_its_steps_and_costs() -> None:
    made = network(SPEC % ("edges: [us-east-1]", ""))
    answer = trace(made, "here", "there")
    wan = next(hop for hop in answer.forward if hop.kind == "core-network")
    assert place_of(made, wan).gateway == "core-network-1"
    assert Reached(kind="vpc", id="b", label="b", trace=answer).how == ("core-network-1",)
    assert "core_network_gb" in {charge.price for charge in price_way(made, answer.forward).charges}


@pytest.mark.parametrize(
    ("way", "target", "verdict", "reason"),
    [
        ("edges: [eu-west-1]", "there", "unknown", "UNKNOWN_DESTINATION"),
        ("state: blackhole", "there", "blocked", "BAD_STATE_ROUTE"),
        ("edges: [us-east-1]", "10.9.0.5", "blocked", "BAD_STATE_ROUTE"),
        ("edges: [us-east-1]", "172.16.0.5", "no-route", "NO_ROUTE_IN_SEGMENT"),
        ("edges: [ap-south-1]", "there", "unknown", "ROUTES_NOT_KNOWN"),
        ("attachments: [attachment-x]", "there", "unknown", "UNKNOWN_DESTINATION"),
    ],
)
def test_what_ends_there(way: str, target: str, verdict: str, reason: str) -> None:
    answer = trace(network(SPEC % (way, "")), "here", target)
    assert (answer.verdict, answer.reason) == (verdict, reason)


def test_the_routes_of_a_dump(tmp_path: Path) -> None:
    edge = {"CoreNetworkId": "core-network-1", "SegmentName": "prod", "EdgeLocation": "eu-west-1"}
    routes = [
        {"DestinationCidrBlock": "10.2.0.0/16", "Destinations": [{"CoreNetworkAttachmentId": "attachment-b"}], "State": "ACTIVE"},
        {"DestinationCidrBlock": "10.3.0.0/16", "Destinations": [{"EdgeLocation": "us-east-1"}], "State": "BLACKHOLE"},
        {
            "PrefixListId": "pl-1",
            "Destinations": [{"NetworkFunctionGroupName": "fw", "EdgeLocation": "eu-west-1"}],
            "State": "ACTIVE",
        },
    ]
    answer = {"CoreNetworkSegmentEdge": edge, "RouteTableType": "CORE_NETWORK_SEGMENT", "NetworkRoutes": routes}
    (tmp_path / "routes.json").write_text(json.dumps(answer))
    (core,) = load([str(tmp_path)]).core_networks
    assert core.routes == (
        r.CoreNetworkRoute("10.2.0.0/16", "prod", "eu-west-1", ("attachment-b",)),
        r.CoreNetworkRoute("10.3.0.0/16", "prod", "eu-west-1", (), ("us-east-1",), "blackhole"),
        r.CoreNetworkRoute("pl-1", "prod", "eu-west-1", groups=("fw",)),
    )


INSERTED = """
    core_networks:
      wan:
        id: core-network-1
        attachments:
          - {attachment: attachment-a, type: VPC, resource: a, segment: prod, location: eu-west-1, subnets: [a-1] NAT}
          - {attachment: attachment-b, type: VPC, resource: b, segment: dev, location: eu-west-1, subnets: [b-1]}
          - {attachment: attachment-c, type: VPC, resource: c, segment: firewalls, location: eu-west-1, subnets: [c-1]}
          - {attachment: attachment-d, type: CONNECT, segment: prod, location: eu-west-1, connect_peers: [{ip: 10.3.2.99}]}
        routes:
          - {segment: prod, location: eu-west-1, destination: 10.2.0.0/16, attachments: [attachment-c]}
          - {segment: prod, location: eu-west-1, destination: 192.0.2.0/24, attachments: [attachment-d]}
          - {segment: dev, location: eu-west-1, destination: A, attachments: [attachment-c]}
          - {segment: firewalls, location: eu-west-1, destination: A, attachments: [attachment-a]}
          - {segment: firewalls, location: eu-west-1, destination: 10.2.0.0/16, attachments: [attachment-b]}
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets: {a-1: {zone: a, cidr: 10.1.1.0/24, instances: {here: {ip: 10.1.1.10}}}}
        route_tables: {m1: {main: true, routes: {0.0.0.0/0: core_network}}}
      b:
        cidr: 10.2.0.0/16
        subnets: {b-1: {zone: a, cidr: 10.2.1.0/24, instances: {there: {ip: 10.2.1.10}}}}
        route_tables: {m2: {main: true, routes: {0.0.0.0/0: core_network}}}
      c:
        cidr: 10.3.0.0/16
        subnets:
          c-1: {zone: a, cidr: 10.3.1.0/24, route_table: in}
          c-2: {zone: a, cidr: 10.3.2.0/24, route_table: out, network_interfaces: {filter: {id: eni-filter, ip: 10.3.2.10, source_dest_check: false}}}
        route_tables: {in: {routes: {0.0.0.0/0: filter}}, out: {routes: {0.0.0.0/0: core_network}}}
"""


def inserted(nat: str = "", address: str = "10.1.0.0/16") -> str:
    return INSERTED.replace(" NAT", nat).replace("destination: A", f"destination: {address}")


def test_network_functions_are_inserted_and_their_group_routes_on() -> None:
    """Cloud WAN Guide, "Service insertion": what comes back from a network function is routed by its group's table."""
    answer = trace(network(inserted()), "here", "there")
    assert answer.delivered, answer.explanation
    for leg in (answer.forward, answer.back):
        assert "eni-filter" in [hop.id for hop in leg]


@pytest.mark.parametrize("edges", ["", ", edges: [eu-west-1]"], ids=["at its own edge", "at the edge that is told"])
def test_a_route_to_a_group_of_network_functions_leads_to_its_attachment(edges: str) -> None:
    """Network Manager API Reference, NetworkRouteDestination: a destination may be a group, with no attachment."""
    text = inserted().replace("attachments: [attachment-c]", f"groups: [firewalls]{edges}")
    answer = trace(network(text), "here", "there")
    assert answer.delivered, answer.explanation
    assert "eni-filter" in [hop.id for hop in answer.forward]
    other = trace(network(text.replace("groups: [firewalls]", "groups: [others]")), "here", "there")
    assert (other.verdict, other.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "which attachment 10.2.0.0/16 of segment prod leads to" in other.missing


def test_a_route_to_a_prefix_list_holds_what_is_in_it() -> None:
    """Network Manager API Reference, NetworkRoute: PrefixListId."""
    listed = inserted().replace(
        "prod, location: eu-west-1, destination: 10.2.0.0/16", "prod, location: eu-west-1, destination: pl-1"
    )
    lists = "    prefix_lists: {far: {id: pl-1, entries: [10.9.0.0/16, 10.2.0.0/16]}}\n"
    answer = trace(network(lists + listed), "here", "there")
    assert answer.delivered, answer.explanation
    assert trace(network(lists.replace("10.2.", "10.8.") + listed), "here", "there").reason == "NO_ROUTE_IN_SEGMENT"
    unread = lists.replace("entries: [10.9.0.0/16, 10.2.0.0/16]", "known: false")
    answer = trace(network(unread + listed), "here", "there")
    assert (answer.verdict, answer.reason) == ("unknown", "ROUTES_NOT_KNOWN")
    assert "the entries of pl-1" in answer.missing


@pytest.mark.parametrize(
    ("state", "verdict"), [("UPDATING", "unknown"), ("CREATING", "blocked"), ("PENDING_NETWORK_UPDATE", "unknown")]
)
def test_of_an_attachment_that_is_changed_aws_does_not_say_whether_it_works(state: str, verdict: str) -> None:
    text = inserted().replace("type: VPC, resource: b,", f"type: VPC, resource: b, state: {state},")
    answer = trace(network(text), "here", "there")
    assert (answer.verdict, f"attachment-b is {state}" in answer.explanation) == (verdict, True)


def test_nat_of_an_attachment_translates_both_ways() -> None:
    """Network Manager API Reference, NatRule: source addresses become those of the NAT CIDR; others reach them by it."""
    nat = ", nat_rules: [{source: 10.1.0.0/16, nat: 172.16.0.0/16}]"
    made = network(inserted(nat, "172.16.0.0/16"))
    answer = trace(made, "here", "there")
    assert answer.delivered, answer.explanation
    assert "1:1 NAT: source 10.1.1.10 becomes 172.16.1.10" in [hop.because for hop in answer.forward]
    assert trace(made, "there", "172.16.1.10").delivered
    assert trace(made, "there", "here").reason == "NO_ROUTE_IN_SEGMENT"
    unread = trace(network(inserted(", nat_rules_known: false")), "here", "there")
    assert (unread.verdict, unread.reason) == ("unknown", "NOT_READ")


def test_behind_connect_peers_nothing_is_told() -> None:
    answer = trace(network(inserted()), "here", "192.0.2.9")
    assert (answer.verdict, answer.reason) == ("unknown", "ROUTES_NOT_KNOWN")
    assert "Connect peer 10.3.2.99" in answer.explanation
