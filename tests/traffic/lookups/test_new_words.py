"""Types, states and actions that AWS tells in a word newer than vpcviz: what they do is not known, and said by that word."""

from typing import Any

import pytest
from msgspec import structs

from tests.traffic.helpers import network, trace
from vpcviz.model import Network
from vpcviz.model import resources as r

SPEC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        internet_gateway: {}
        vpn_gateway: {id: vgw-1}
        subnets:
          a:
            zone: a
            cidr: 10.0.1.0/24
            instances: {host: {ip: 10.0.1.10, security_groups: open}, web: {ip: 10.0.1.20, security_groups: open}}
            nat_gateway: {id: nat-1, public_ip: 198.51.100.7}
          b: {zone: b, cidr: 10.0.2.0/24, instances: {db: {ip: 10.0.2.10, security_groups: open}}}
        security_groups: {open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        network_acls: {strict: {subnets: [b], entries: [100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}
        route_tables:
          main: {id: rtb-1, main: true, routes: {10.9.0.0/16: tgw-1, 10.8.0.0/16: vgw-1, 0.0.0.0/0: internet_gateway}}
          inner: {subnets: [b], routes: {0.0.0.0/0: nat-1}}
        load_balancers:
          front: {id: lb-1, type: network, subnets: {a: 10.0.1.30}, listeners: [tcp 80 -> targets], security_groups: open}
        target_groups: {targets: {id: tg-1, targets: [web:80], protocol: tcp}}
      far:
        cidr: 10.9.0.0/16
        subnets: {c: {zone: a, cidr: 10.9.1.0/24, instances: {there: {ip: 10.9.1.10, security_groups: all}}}}
        security_groups: {all: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        route_tables: {away: {main: true, routes: {10.0.0.0/16: tgw-1}}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {one: {id: tgw-attach-1, resource: shop, subnets: [a, b]}, two: {id: tgw-attach-2, resource: far, subnets: [c]}}
        route_tables:
          all: {id: tgw-rtb-1, associations: [one, two], routes: {10.0.0.0/16: one, 10.9.0.0/16: two}}
    on_premises: {office: {id: office, cidrs: [10.8.0.0/16]}}
    virtual_interfaces: {line: {id: dxvif-1, type: private, gateway: vgw-1, on_premises: office}}
"""

CASES: dict[str, tuple[str, str, dict[str, Any], str, str]] = {
    "type of virtual interface": ("virtual_interfaces", "dxvif-1", {"type": "hyper"}, "host", "10.8.0.5"),
    "state of virtual interface": ("virtual_interfaces", "dxvif-1", {"state": "hyper"}, "host", "10.8.0.5"),
    "type of target": ("target_groups", "tg-1", {"target_type": "hyper"}, "host", "lb-1"),
    "type of load balancer": ("load_balancers", "lb-1", {"type": "hyper"}, "host", "lb-1"),
    "type of attachment": ("transit_gateway_attachments", "tgw-attach-2", {"type": "hyper"}, "host", "there"),
    "state of attachment": ("transit_gateway_attachments", "tgw-attach-1", {"state": "hyper"}, "host", "there"),
    "type of interface": ("network_interfaces", "web", {"type": "hyper"}, "host", "web"),
    "connectivity of NAT": ("nat_gateways", "nat-1", {"connectivity": "hyper"}, "db", "1.1.1.1"),
    "availability of NAT": ("nat_gateways", "nat-1", {"availability": "hyper"}, "db", "1.1.1.1"),
    "state of the instance that gets it": ("instances", "web", {"state": "hyper"}, "host", "web"),
    "state of the instance that sends it": ("instances", "host", {"state": "hyper"}, "host", "web"),
    "state of NAT": ("nat_gateways", "nat-1", {"state": "hyper"}, "db", "1.1.1.1"),
}


def _with(made: Network, collection: str, identity: str, fields: dict[str, Any]) -> Network:
    def is_it(one: Any) -> bool:
        return identity in (one.id, getattr(one, "owner", "")) or made.by_id.get(getattr(one, "owner", ""), one).name == identity

    things = tuple(structs.replace(one, **fields) if is_it(one) else one for one in getattr(made, collection))
    assert things != getattr(made, collection)
    return structs.replace(made, **{collection: things})


@pytest.mark.parametrize("case", CASES)
def test_what_it_does_is_not_known(case: str) -> None:
    collection, identity, fields, source, target = CASES[case]
    made = network(SPEC)
    port = 80 if target == "lb-1" else 443
    before = trace(made, source, target, port=port)
    assert before.verdict == "delivered", before.explanation
    found = trace(_with(made, collection, identity, fields), source, target, port=port)
    assert (found.verdict, found.reason) == ("unknown", "NOT_DOCUMENTED"), found.explanation
    assert "hyper" in found.explanation
    assert "newer than vpcviz" in found.explanation


@pytest.mark.parametrize("fields", [{"state": "hyper"}, {"origin": "hyper"}])
def test_a_route(fields: dict[str, Any]) -> None:
    made = network(SPEC)
    (table,) = [one for one in made.route_tables if one.id == "rtb-1"]
    routes = tuple(structs.replace(one, **fields) if one.target == "tgw-1" else one for one in table.routes)
    found = trace(_with(made, "route_tables", "rtb-1", {"routes": routes}), "host", "there", port=443)
    assert (found.verdict, found.reason) == ("unknown", "NOT_DOCUMENTED"), found.explanation
    assert "hyper" in found.explanation


@pytest.mark.parametrize("fields", [{"state": "hyper"}, {"origin": "hyper"}])
def test_a_route_of_a_transit_gateway(fields: dict[str, Any]) -> None:
    made = network(SPEC)
    (table,) = made.transit_gateway_route_tables
    routes = tuple(structs.replace(one, **fields) for one in table.routes)
    found = trace(_with(made, "transit_gateway_route_tables", "tgw-rtb-1", {"routes": routes}), "host", "there", port=443)
    assert (found.verdict, found.reason) == ("unknown", "NOT_DOCUMENTED"), found.explanation
    assert "hyper" in found.explanation


def test_an_entry_of_a_network_acl() -> None:
    made = network(SPEC)
    (acl,) = [one for one in made.network_acls if one.name == "strict"]
    entries = tuple(structs.replace(one, action="hyper") for one in acl.entries)
    found = trace(_with(made, "network_acls", acl.id, {"entries": entries}), "host", "db", port=443)
    assert (found.verdict, found.reason) == ("unknown", "NOT_DOCUMENTED"), found.explanation
    assert "hyper" in found.explanation


def test_what_an_endpoint_of_a_newer_type_does_with_what_is_routed_to_it_is_not_known() -> None:
    """An interface endpoint takes nothing by a route; of another type nobody here knows."""
    made = network(SPEC.replace("routes: {10.9.0.0/16: tgw-1,", "routes: {10.7.0.0/16: nat-1, 10.9.0.0/16: tgw-1,"))
    endpoint = r.InterfaceEndpoint(id="vpce-1", vpc=made.vpcs[0].id, service="com.amazonaws.eu-west-1.sqs", type="Hyper")
    tables = tuple(
        structs.replace(
            one, routes=tuple(structs.replace(e, target="vpce-1") if e.destination == "10.7.0.0/16" else e for e in one.routes)
        )
        for one in made.route_tables
    )
    answer = trace(structs.replace(made, interface_endpoints=(endpoint,), route_tables=tables), "host", "10.7.0.5")
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_DOCUMENTED")
    assert "type Hyper" in answer.explanation


def test_a_nat_gateway_of_a_newer_sort_leads_nobody_knows_where() -> None:
    """Its own table would send the packet round in a circle; whether it goes there at all is not known."""
    made = network(SPEC.replace("routes: {10.9.0.0/16: tgw-1,", "routes: {10.7.0.0/16: nat-1, 10.9.0.0/16: tgw-1,"))
    assert trace(made, "host", "10.7.0.5").reason == "CYCLIC_PATH_DETECTED"
    assert trace(_with(made, "nat_gateways", "nat-1", {"connectivity": "hyper"}), "host", "10.7.0.5").reason == "NOT_DOCUMENTED"
