"""AWS's documented examples of VPN and Direct Connect, one test each."""

from tests.traffic.helpers import ids, network, trace

HYBRID = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        vpn_gateway: {id: vgw-1}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}
        route_tables: {main: {main: true, propagating_gateways: vgw-1, routes: [{destination: 172.16.0.0/16, target: vgw-1, origin: propagated}]}}
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {id: cgw-1, ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {%s}
    %s
"""
STATIC = "static: {id: vpn-static, customer_gateway: o, gateway: vgw-1, bgp: false, static_routes: 172.16.0.0/16}"
DYNAMIC = "dynamic: {id: vpn-bgp, customer_gateway: o, gateway: vgw-1, static_routes: %s}"
DIRECT = """direct_connect_gateways: {dx: {id: dxgw-1, direct_connect_associations: {v: {gateway: vgw-1}}}}
    virtual_interfaces: {vif: {id: dxvif-1, type: private, gateway: dx, on_premises: office, prefixes: 172.16.0.0/16}}"""


def test_vpn_priority():
    """Site-to-Site VPN User Guide, "Route priority": Direct Connect, then static VPN routes, then those learned by BGP."""
    both = network(HYBRID % (f"{STATIC}, {DYNAMIC % '172.16.0.0/16'}", ""))
    assert "vpn-static" in ids(trace(both, "host", "office"))
    longer = network(HYBRID % (f"{STATIC}, {DYNAMIC % '172.16.0.0/24'}", ""))
    assert "vpn-bgp" in ids(trace(longer, "host", "172.16.0.9"))
    direct = trace(network(HYBRID % (STATIC, DIRECT)), "host", "office")
    assert "dxvif-1" in ids(direct)
    assert direct.verdict == "delivered"
    assert direct.stays_on_aws_network is True
    assert trace(both, "host", "office").stays_on_aws_network is False


def test_vpn_that_is_down():
    """Site-to-Site VPN User Guide, "Tunnel status": a connection whose tunnels are all down carries nothing."""
    down = DYNAMIC.replace(
        "static_routes: %s",
        "static_routes: 172.16.0.0/16, tunnels: [{outside_ip: 52.0.0.1, status: DOWN}, {outside_ip: 52.0.0.2, status: DOWN}]",
    )
    answer = trace(network(HYBRID % (down, "")), "host", "office")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE_VPN")
    half = down.replace("52.0.0.2, status: DOWN", "52.0.0.2, status: UP")
    assert trace(network(HYBRID % (half, "")), "host", "office").verdict == "delivered"


def test_destination_that_the_vpn_does_not_have():
    """Site-to-Site VPN User Guide, "Static and dynamic routing": only the connection's own routes lead on."""
    net = network(
        (HYBRID % (STATIC, "")).replace(
            "{destination: 172.16.0.0/16, target: vgw-1, origin: propagated}", "{destination: 172.16.0.0/12, target: vgw-1}"
        )
    )
    answer = trace(net, "host", "172.20.0.1")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_AT_GATEWAY")


def test_equal_ways_are_no_asymmetry():
    """Of two equal VPN connections the answer takes the one that the packet took."""
    second = "twin: {id: vpn-0, customer_gateway: o, gateway: vgw-1, bgp: false, static_routes: 172.16.0.0/16}"
    net = network(HYBRID % (f"{STATIC}, {second}", ""))
    for start, end in (("host", "office"), ("office", "host")):
        assert trace(net, start, end).verdict == "delivered"


def test_propagation_that_is_not_written_out():
    """VPC User Guide, "Enable or disable route propagation": the gateway's routes appear in the table by themselves."""
    net = network(
        (HYBRID % (STATIC, "")).replace(", routes: [{destination: 172.16.0.0/16, target: vgw-1, origin: propagated}]", "")
    )
    answer = trace(net, "host", "office")
    assert answer.verdict == "delivered"
    assert "propagated" in next(hop.because for hop in answer.forward if hop.kind == "route-table")


def test_an_on_premises_network_is_traced_by_what_no_vpc_has_too():
    """Of its CIDRs one overlaps the VPC (the local route wins: VPC User Guide, "Route priority"); the others are reached."""
    net = network(
        """
        on_premises: {office: {cidrs: [10.0.5.0/24, 172.16.0.0/16]}}
        customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
        vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1}}
        vpcs:
          a:
            cidr: 10.0.0.0/16
            vpn_gateway: {id: vgw-1}
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}
            route_tables: {a: {main: true, propagating_gateways: vgw-1}}
        """
    )
    for start, end in (("host", "office"), ("office", "host")):
        assert trace(net, start, end).verdict == "delivered"
    assert trace(net, "host", "10.0.5.10").reason == "NO_POSSIBLE_DESTINATION"
