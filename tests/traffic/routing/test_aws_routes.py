"""AWS's documented examples of routing, one test each; the page is named in the test."""

from tests.traffic.helpers import ids, network, route_said, trace

PRIORITY = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        vpn_gateway: {id: vgw-1}
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, public_ip: 203.0.113.5}}}
        route_tables:
          main:
            main: true
            routes: %s
      peer: {cidr: 172.31.0.0/16, subnets: {p: {zone: a, cidr: 172.31.0.0/24, instances: {far: {ip: 172.31.0.10}}}}, route_tables: {p: {main: true, routes: {10.0.0.0/16: pcx-1}}}}
    peerings: [{id: pcx-1, between: [app, peer]}]
    on_premises: {office: {cidr: 172.31.0.0/16}}
    customer_gateways: {c: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: c, gateway: vgw-1, static_routes: 172.31.0.0/16}}
"""


def test_longest_prefix():
    """VPC User Guide, "Route priority", "Longest prefix match": the peering route beats the internet gateway's."""
    net = network(PRIORITY % "{0.0.0.0/0: igw-1, 172.31.0.0/16: pcx-1}")
    answer = trace(net, "host", "far")
    assert answer.verdict == "delivered"
    assert "pcx-1" in ids(answer)
    assert "172.31.0.0/16 → pcx-1 wins over 0.0.0.0/0 → igw-1 (longest prefix)" in route_said(answer)
    assert "igw-1" in ids(trace(net, "host", "internet"))


def test_static_before_propagated():
    """VPC User Guide, "Route priority and propagated routes": identical destinations, the static route wins."""
    routes = "[{destination: 172.31.0.0/24, target: pcx-1}, {destination: 172.31.0.0/24, target: vgw-1, origin: propagated}]"
    answer = trace(network(PRIORITY % routes), "host", "172.31.0.10")
    assert "pcx-1" in ids(answer)
    assert "a static route goes before a propagated one" in route_said(answer)


def test_more_specific_propagated_wins_over_static():
    """VPC User Guide, "Route priority": more specific routes take priority, whether propagated or static."""
    routes = "[{destination: 172.31.0.0/16, target: pcx-1}, {destination: 172.31.0.0/24, target: vgw-1, origin: propagated}]"
    answer = trace(network(PRIORITY % routes), "host", "172.31.0.10")
    assert "vgw-1" in ids(answer)


def test_local_before_more_specific_propagated():
    """Site-to-Site VPN User Guide, "Route tables and route priority": the local route goes before a more specific propagated one."""
    routes = "[{destination: 10.0.1.0/28, target: vgw-1, origin: propagated}]"
    net = network(
        (PRIORITY % routes).replace(
            "cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10", "cidr: 10.0.9.0/24, instances: {host: {ip: 10.0.9.10"
        )
        + "    subnets: [{vpc: app, name: b, zone: a, cidr: 10.0.1.0/24, instances: {near: {ip: 10.0.1.8}}}]\n"
    )
    answer = trace(net, "host", "near")
    assert answer.verdict == "delivered"
    assert "vgw-1" not in ids(answer)
    assert "10.0.0.0/16 → local" in route_said(answer)


LISTS = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        vpn_gateway: {id: vgw-1}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}
        route_tables: {main: {main: true, routes: %s}}
      peer: {cidr: 172.31.0.0/16, subnets: {p: {zone: a, cidr: 172.31.0.0/24, instances: {far: {ip: 172.31.0.10}}}}, route_tables: {p: {main: true, routes: {10.0.0.0/16: pcx-1}}}}
      other: {cidr: 172.30.0.0/16, subnets: {o: {zone: a, cidr: 172.30.0.0/24}}}
    peerings: [{id: pcx-1, between: [app, peer]}, {id: pcx-2, between: [app, other]}]
    prefix_lists: [{id: pl-1, name: one, entries: [172.31.0.0/24]}, {id: pl-2, name: two, entries: [172.31.0.0/24]}]
"""


def test_cidr_before_prefix_list():
    """VPC User Guide, "Route priority and prefix lists": of the same CIDR, the route with the CIDR goes before the prefix list."""
    answer = trace(
        network(LISTS % "[{destination: 172.31.0.0/24, target: pcx-1}, {destination: pl-1, target: pcx-2}]"), "host", "far"
    )
    assert answer.verdict == "delivered"
    assert "a CIDR goes before a prefix list" in route_said(answer)


def test_prefix_list_before_propagated():
    """VPC User Guide, "Route priority and prefix lists": a prefix list goes before a propagated route of the same CIDR."""
    routes = "[{destination: 172.31.0.0/24, target: vgw-1, origin: propagated}, {destination: pl-1, target: pcx-1}]"
    assert trace(network(LISTS % routes), "host", "far").verdict == "delivered"


def test_more_specific_entry_of_a_prefix_list_wins():
    """VPC User Guide, "Route priority and prefix lists": a prefix list's more specific entry beats a wider CIDR."""
    routes = "[{destination: 172.31.0.0/16, target: pcx-2}, {destination: pl-1, target: pcx-1}]"
    answer = trace(network(LISTS % routes), "host", "far")
    assert answer.verdict == "delivered"
    assert "172.31.0.0/24 of pl-1 → pcx-1 wins" in route_said(answer)


def test_two_prefix_lists_that_tie_are_unknown():
    """VPC User Guide, "Route priority and prefix lists": which of two overlapping prefix lists wins, AWS picks at random."""
    answer = trace(network(LISTS % "[{destination: pl-2, target: pcx-2}, {destination: pl-1, target: pcx-1}]"), "host", "far")
    assert (answer.verdict, answer.reason) == ("unknown", "ROUTE_PRIORITY_NOT_DEFINED")
    same = trace(network(LISTS % "[{destination: pl-2, target: pcx-1}, {destination: pl-1, target: pcx-1}]"), "host", "far")
    assert same.verdict == "delivered"


def test_no_route():
    """VPC User Guide, "Route tables": what no route matches is dropped."""
    answer = trace(network(LISTS % "{}"), "host", "far")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    assert "rtb" in answer.change


def test_blackhole():
    """VPC User Guide, "Route tables": a route whose target is gone is a blackhole, and still wins by its prefix."""
    routes = "[{destination: 0.0.0.0/0, target: pcx-1}, {destination: 172.31.0.0/16, target: pcx-9, state: blackhole}]"
    answer = trace(network(LISTS % routes), "host", "far")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE_ROUTE")


def test_no_way_back_is_no_route():
    """VPC Peering Guide, "Update your route tables": both VPCs need a route."""
    answer = trace(network((LISTS % "{172.31.0.0/16: pcx-1}").replace("{10.0.0.0/16: pcx-1}", "{}")), "host", "far")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    assert answer.explanation.startswith("on the way back")


MIDDLEBOX = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {left: {ip: 10.0.1.10, public_ip: 203.0.113.5, security_groups: %(groups)s}}}
          b: {zone: a, cidr: 10.0.2.0/24, instances: {right: {ip: 10.0.2.10, security_groups: %(groups)s}}}
          m: {zone: a, cidr: 10.0.3.0/24}
        network_interfaces: [{id: eni-m, subnet: m, ip: 10.0.3.10, public_ip: 203.0.113.9, source_dest_check: %(check)s, security_groups: open}]
        route_tables:
          a: {subnets: a, routes: {0.0.0.0/0: igw-1, 10.0.2.0/24: eni-m}}
          b: {subnets: b, routes: {10.0.1.0/24: eni-m}}
          edge: {gateways: igw-1, routes: {10.0.1.0/24: eni-m}}
          m: {main: true, routes: {0.0.0.0/0: igw-1}}
        security_groups:
          open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}
          hosts: {ingress: [all from self], egress: [all to 0.0.0.0/0]}
"""


def test_route_more_specific_than_local():
    """VPC User Guide, "Middlebox routing", "Inspect traffic between subnets": a subnet's CIDR may lead to an appliance."""
    answer = trace(network(MIDDLEBOX % {"groups": "open", "check": "false"}), "left", "right")
    assert answer.verdict == "delivered"
    assert "eni-m" in ids(answer)
    assert "10.0.2.0/24 → eni-m wins over 10.0.0.0/16 → local" in route_said(answer)
    assert any("eni-m" in note for note in answer.notes)


def test_source_destination_check():
    """VPC User Guide, "Middlebox routing": the appliance's source/destination check must be off."""
    answer = trace(network(MIDDLEBOX % {"groups": "open", "check": "true"}), "left", "right")
    assert (answer.verdict, answer.reason) == ("blocked", "ENI_SOURCE_DEST_CHECK_RESTRICTION")


def test_groups_are_not_known_behind_a_middlebox():
    """VPC User Guide, "Security group referencing": through a middlebox a reference to the sender's group does not match."""
    answer = trace(network(MIDDLEBOX % {"groups": "hosts", "check": "false"}), "left", "right")
    assert (answer.verdict, answer.reason) == ("blocked", "SG_REFERENCES_NOT_PRESERVED")


def test_gateway_route_table():
    """VPC User Guide, "Gateway route tables": what comes in by the internet gateway goes to the middlebox first."""
    answer = trace(network(MIDDLEBOX % {"groups": "open", "check": "false"}), "internet", "left")
    assert ids(answer)[:4] == ["internet", "igw-1", ids(answer)[2], ids(answer)[3]]
    assert "eni-m" in ids(answer)
    assert answer.verdict == "delivered-but-asymmetric"
    assert answer.reason == "ASYMMETRIC_ROUTE"
