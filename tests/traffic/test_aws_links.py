"""AWS's documented examples of peering, transit gateways, VPN and Direct Connect, one test each."""

import pytest

from tests.traffic.helpers import ids, network, scan, trace

PEERING = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {left: {ip: 10.1.1.10}}}}
        route_tables: {a: {main: true, routes: %(a)s}}
      b:
        cidr: 10.2.0.0/16
        internet_gateway: {id: igw-b}
        vpn_gateway: {id: vgw-b}
        subnets:
          b: {zone: a, cidr: 10.2.1.0/24, instances: {middle: {ip: 10.2.1.10, public_ip: 203.0.113.9}}, nat_gateway: {id: nat-b, private_ip: 10.2.1.5, public_ip: 203.0.113.7}}
        route_tables: {b: {main: true, routes: {0.0.0.0/0: igw-b, 10.1.0.0/16: pcx-ab, 10.3.0.0/16: pcx-bc, 172.16.0.0/16: vgw-b, pl-6da54004: s3}}}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3}}
      c:
        cidr: 10.3.0.0/16
        subnets: {c: {zone: a, cidr: 10.3.1.0/24, instances: {right: {ip: 10.3.1.10}}}}
        route_tables: {c: {main: true, routes: {10.2.0.0/16: pcx-bc, 10.1.0.0/16: pcx-bc}}}
    peerings: [{id: pcx-ab, between: [a, b]%(status)s}, {id: pcx-bc, between: [b, c]}]
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-b, bgp: false, static_routes: 172.16.0.0/16}}
"""


def peering(routes: str, status: str = "") -> str:
    return PEERING % {"a": routes, "status": status}


def test_two_peered_vpcs():
    """VPC Peering Guide, "Two VPCs peered together"."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab}")), "left", "middle")
    assert answer.verdict == "delivered"
    assert answer.stays_on_aws_network is True


def test_peering_is_not_transitive():
    """VPC Peering Guide, "Unsupported VPC peering configurations", "Transitive peering"."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab, 10.3.0.0/16: pcx-ab}")), "left", "right")
    assert (answer.verdict, answer.reason) == ("blocked", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
    assert answer.forward[-1].id == "pcx-ab"


@pytest.mark.parametrize("target", ["internet", "172.16.0.20", "s3.eu-west-1.amazonaws.com"])
def test_no_edge_to_edge_through_peering(target: str):
    """VPC Peering Guide, "Edge to edge routing through a gateway": internet gateway, NAT, VPN, gateway endpoint of the peer."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab, 0.0.0.0/0: pcx-ab}")), "left", target)
    assert (answer.verdict, answer.reason) == ("blocked", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")


def test_no_edge_to_edge_from_on_premises():
    """VPC Peering Guide, "Edge to edge routing": on-premises does not reach A through the VPN of B."""
    net = network(peering("{10.2.0.0/16: pcx-ab, 172.16.0.0/16: pcx-ab}"))
    assert trace(net, "office", "middle").verdict == "delivered"
    answer = trace(net, "office", "left")
    assert (answer.verdict, answer.reason) == ("blocked", "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")


@pytest.mark.parametrize("status", ["pending-acceptance", "deleted", "rejected", "expired"])
def test_peering_that_is_not_active(status: str):
    """VPC Peering Guide, "VPC peering connection lifecycle": only an active connection carries traffic."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab}", f", status: {status}")), "left", "middle")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE")


def test_peer_of_another_account_not_read():
    """A peer that was not read: unknown, and the account is named."""
    net = scan(
        """
        vpcs: [{id: vpc-1, cidrs: [10.1.0.0/16]}, {id: vpc-2, foreign: true, account: "222222222222", cidrs: [10.2.0.0/16]}]
        subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
        network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}]
        route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.2.0.0/16, target: pcx-1}]}]
        security_groups: [{id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
        network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
        peerings: [{id: pcx-1, requester: vpc-1, accepter: vpc-2, accepter_account: "222222222222", accepter_cidrs: [10.2.0.0/16]}]
        """
    )
    answer = trace(net, "eni-1", "10.2.1.1")
    assert (answer.verdict, answer.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "222222222222" in answer.missing[0]


TRANSIT = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10}}}, a2: {zone: b, cidr: 10.1.2.0/24, instances: {host-a2: {ip: 10.1.2.10}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: hub, 172.16.0.0/16: hub}}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {host-b: {ip: 10.2.1.10}}}, b2: {zone: b, cidr: 10.2.2.0/24, instances: {host-b2: {ip: 10.2.2.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: hub, 172.16.0.0/16: hub}}}}
      c: {cidr: 10.3.0.0/16, subnets: {c1: {zone: a, cidr: 10.3.1.0/24, instances: {host-c: {ip: 10.3.1.10}}}}, route_tables: {c: {main: true, routes: {10.0.0.0/8: hub, 172.16.0.0/16: hub}}}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments:
          a: {resource: a, subnets: [a1, a2]}
          b: {resource: b, subnets: [b1, b2]}
          c: {resource: c, subnets: c1}
          vpn: {type: vpn, resource: v}
        %s
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: hub}}
"""


def test_centralized_router():
    """Transit Gateway Guide, "Example: Centralized router": one table, everything associated and propagated."""
    net = network(TRANSIT % "route_tables: {all: {associations: [a, b, c, vpn], propagations: [a, b, c, vpn]}}")
    for start, end in (("host-a", "host-b"), ("host-a", "host-c"), ("host-a", "office"), ("office", "host-c")):
        assert trace(net, start, end).verdict == "delivered", (start, end)


def test_default_route_table():
    """Transit Gateway Guide, "Transit gateway route tables": a gateway's default table has every attachment."""
    net = network(TRANSIT % "note: none written")
    assert trace(net, "host-a", "host-b").verdict == "delivered"
    assert trace(net, "office", "host-a").verdict == "delivered"


def test_isolated_vpcs():
    """Transit Gateway Guide, "Example: Isolated VPCs": VPCs reach the VPN but not each other."""
    net = network(
        TRANSIT
        % "route_tables: {vpcs: {associations: [a, b, c], propagations: [vpn]}, vpn: {associations: [vpn], propagations: [a, b, c]}}"
    )
    assert trace(net, "host-a", "office").verdict == "delivered"
    assert trace(net, "office", "host-b").verdict == "delivered"
    answer = trace(net, "host-a", "host-b")
    assert (answer.verdict, answer.reason) == ("no-route", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT")


def test_isolated_vpcs_with_shared_services():
    """Transit Gateway Guide, "Example: Isolated VPCs with shared services": all reach C, A and B do not reach each other."""
    net = network(
        TRANSIT
        % "route_tables: {isolated: {associations: [a, b, vpn], propagations: [c]}, shared: {associations: c, propagations: [a, b, vpn]}}"
    )
    assert trace(net, "host-a", "host-c").verdict == "delivered"
    assert trace(net, "host-c", "host-b").verdict == "delivered"
    assert trace(net, "host-a", "host-b").verdict == "no-route"


def test_transit_route_order():
    """Transit Gateway Guide, "Route evaluation order": the longest prefix, then static before propagated."""
    static = "route_tables: {all: {associations: [a, b, c, vpn], propagations: [a, b, c, vpn], routes: {10.2.0.0/16: c}}}"
    answer = trace(network(TRANSIT % static), "host-a", "host-b")
    assert not answer.delivered
    assert any("10.2.0.0/16 → c (static) wins over 10.2.0.0/16 → b" in hop.because for hop in answer.forward)
    longer = "route_tables: {all: {associations: [a, b, c, vpn], propagations: [a, b, c, vpn], routes: {10.0.0.0/8: c}}}"
    assert trace(network(TRANSIT % longer), "host-a", "host-b").verdict == "delivered"


def test_transit_blackhole_and_missing_association():
    """Transit Gateway Guide, "Transit gateway route tables", "Blackhole routes" and "Associations"."""
    hole = "route_tables: {all: {associations: [a, b, c, vpn], propagations: [a, b, c, vpn], routes: {10.2.1.0/24: blackhole}}}"
    assert trace(network(TRANSIT % hole), "host-a", "host-b").reason == "TGW_RTB_BAD_STATE_ROUTE"
    lone = "route_tables: {all: {associations: [b, c, vpn], propagations: [a, b, c, vpn]}}"
    answer = trace(network(TRANSIT % lone), "host-a", "host-b")
    assert (answer.verdict, answer.reason) == ("no-route", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION")


def test_zone_without_an_attachment_subnet():
    """Transit Gateway Guide, "VPC attachments": only zones with an attachment subnet reach the transit gateway."""
    net = network((TRANSIT % "note: x").replace("subnets: [a1, a2]", "subnets: a1"))
    assert trace(net, "host-a", "host-b").verdict == "delivered"
    assert trace(net, "host-a2", "host-b").reason == "TGW_ROUTE_AZ_RESTRICTION"
    # The other way, the transit gateway delivers to every subnet of the VPC.
    back = trace(net, "host-b", "host-a2")
    assert back.reason == "TGW_ROUTE_AZ_RESTRICTION"
    assert back.explanation.startswith("on the way back")


def test_acls_around_a_transit_gateway():
    """Transit Gateway Guide, "Network ACLs for transit gateways": which rules are evaluated where."""
    attached = "{zone: a, cidr: 10.1.9.0/28}"
    spec = (
        (TRANSIT % "note: x")
        .replace("subnets: {a1:", f"subnets: {{tgw-a: {attached}, a1:")
        .replace("subnets: [a1, a2]", "subnets: tgw-a")
    )
    acl = "\n    network_acls: [{{vpc: a, subnets: tgw-a, entries: [{}]}}]\n"
    to_tgw = trace(network(spec + acl.format("100 allow all to 0.0.0.0/0")), "host-a", "host-b")
    assert to_tgw.reason == "SUBNET_ACL_RESTRICTION"
    assert "inbound" in to_tgw.explanation
    to_host = trace(network(spec + acl.format("100 allow all from 0.0.0.0/0")), "host-b", "host-a")
    assert to_host.reason == "SUBNET_ACL_RESTRICTION"
    assert "outbound" in to_host.explanation
    both = trace(network(spec + acl.format("100 allow all from 10.1.1.0/24, 100 allow all to 10.1.1.0/24")), "host-a", "host-b")
    assert both.verdict == "delivered"


def test_group_references_over_a_transit_gateway():
    """Transit Gateway Guide, "Security group referencing": for inbound rules, where it is on."""
    groups = "\n    security_groups: [{vpc: a, name: clients, egress: [all to 0.0.0.0/0]}, {vpc: b, name: servers, ingress: [all from clients]}]\n"
    spec = (TRANSIT % "%s").replace("{host-a: {ip: 10.1.1.10}}", "{host-a: {ip: 10.1.1.10, security_groups: clients}}").replace(
        "{host-b: {ip: 10.2.1.10}}", "{host-b: {ip: 10.2.1.10, security_groups: servers}}"
    ) + groups
    off = trace(network(spec % "note: x"), "host-a", "host-b")
    assert (off.verdict, off.reason) == ("blocked", "SG_REFERENCING_SUPPORT")
    assert trace(network(spec % "security_group_referencing: true"), "host-a", "host-b").verdict == "delivered"


INSPECTION = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10}}}}, route_tables: {a: {main: true, routes: {0.0.0.0/0: hub}}}}
      b: {cidr: 10.2.0.0/16, subnets: {b2: {zone: b, cidr: 10.2.2.0/24, instances: {host-b: {ip: 10.2.2.10}}}}, route_tables: {b: {main: true, routes: {0.0.0.0/0: hub}}}}
      shared:
        cidr: 10.9.0.0/16
        subnets: {ta: {zone: a, cidr: 10.9.0.0/28}, tb: {zone: b, cidr: 10.9.0.16/28}, fa: {zone: a, cidr: 10.9.1.0/24}, fb: {zone: b, cidr: 10.9.2.0/24}}
        gateway_load_balancer_endpoints:
          ea: {id: vpce-a, service: com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0, subnets: fa}
          eb: {id: vpce-b, service: com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0, subnets: fb}
        route_tables:
          ta: {subnets: ta, routes: {0.0.0.0/0: ea}}
          tb: {subnets: tb, routes: {0.0.0.0/0: eb}}
          f: {subnets: [fa, fb], routes: {0.0.0.0/0: hub}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {a: {resource: a, subnets: a1}, b: {resource: b, subnets: b2}, shared: {id: tgw-attach-shared, resource: shared, subnets: [ta, tb], appliance_mode: %s}}
        route_tables:
          spokes: {associations: [a, b], routes: {0.0.0.0/0: shared}}
          inspected: {associations: shared, propagations: [a, b]}
"""


def test_appliance_in_a_shared_services_vpc():
    """Transit Gateway Guide, "Example: Appliance in a shared services VPC": appliance mode keeps both ways in one zone."""
    on = trace(network(INSPECTION % "true"), "host-a", "host-b")
    assert on.verdict == "delivered"
    assert "vpce-a" in ids(on)
    assert "vpce-a" in [hop.id for hop in on.back]
    off = trace(network(INSPECTION % "false"), "host-a", "host-b")
    assert (off.verdict, off.reason) == ("delivered-but-asymmetric", "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED")
    assert "vpce-b" in [hop.id for hop in off.back]
    assert "tgw-attach-shared" in off.change


CENTRAL = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10}}}}, route_tables: {a: {main: true, routes: {0.0.0.0/0: hub}}}}
      egress:
        cidr: 10.9.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {t: {zone: a, cidr: 10.9.0.0/28}, p: {zone: a, cidr: 10.9.1.0/24, nat_gateway: {id: nat-1, private_ip: 10.9.1.5, public_ip: 203.0.113.7}}}
        route_tables: {t: {subnets: t, routes: {0.0.0.0/0: nat-1}}, p: {subnets: p, routes: %s}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {a: {resource: a, subnets: a1}, egress: {resource: egress, subnets: t}}
        route_tables: {spokes: {associations: a, routes: {0.0.0.0/0: egress}}, egress: {associations: egress, propagations: a}}
"""


def test_centralized_outbound_routing():
    """Transit Gateway Guide, "Example: Centralized outbound routing to the internet": NAT in one VPC for all."""
    answer = trace(network(CENTRAL % "{0.0.0.0/0: igw-1, 10.0.0.0/8: hub}"), "host-a", "internet")
    assert answer.verdict == "delivered"
    assert [one for one in ids(answer) if one in ("tgw-1", "nat-1", "igw-1")] == ["tgw-1", "nat-1", "igw-1"]
    lost = trace(network(CENTRAL % "{0.0.0.0/0: igw-1}"), "host-a", "internet")
    assert not lost.delivered
    assert lost.explanation.startswith("on the way back")


def test_transit_gateway_peering():
    """Transit Gateway Guide, "Example: Peered transit gateways": static routes on both sides, nothing propagates."""
    spec = """
    accounts:
      "111111111111":
        regions:
          eu-west-1:
            vpcs: {a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: one}}}}}
            transit_gateways: {one: {id: tgw-1, attachments: {a: {resource: a, subnets: a1}, peer: {id: tgw-attach-p, type: peering, resource: two}}, route_tables: {r: {associations: [a, peer], propagations: a, routes: %s}}}}
          us-east-1:
            vpcs: {b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {host-b: {ip: 10.2.1.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: two}}}}}
            transit_gateways: {two: {id: tgw-2, attachments: {b: {resource: b, subnets: b1}}, route_tables: {r: {associations: [b, peer], propagations: b, routes: {10.1.0.0/16: peer}}}}}
    """
    answer = trace(network(spec % "{10.2.0.0/16: peer}"), "host-a", "host-b")
    assert answer.verdict == "delivered"
    assert [one for one in ids(answer) if one.startswith("tgw-") and "rtb" not in one and "attach" not in one] == ["tgw-1", "tgw-2"]
    assert trace(network(spec % "{}"), "host-a", "host-b").reason == "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"


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


def test_allowed_prefixes():
    """Direct Connect User Guide, "Allowed prefixes interactions": on-premises learns only the prefixes that are allowed."""
    spec = TRANSIT % "route_tables: {all: {associations: [a, b, c, vpn, dx], propagations: [a, b, c, vpn, dx]}}"
    spec = spec.replace(
        "vpn: {type: vpn, resource: v}", "vpn: {type: vpn, resource: v}\n          dx: {type: direct-connect-gateway, resource: dx}"
    )
    spec += "    direct_connect_gateways: {dx: {id: dxgw-1, direct_connect_associations: {t: {gateway: hub, allowed_prefixes: [10.1.0.0/16]}}}}\n"
    spec += (
        "    virtual_interfaces: {vif: {id: dxvif-1, type: transit, gateway: dx, on_premises: office, prefixes: 172.16.0.0/16}}\n"
    )
    net = network(spec)
    assert "dxvif-1" in ids(trace(net, "office", "host-a"))
    there = trace(net, "office", "host-b")
    assert "vpn-1" in ids(there)
    # Transit Gateway Guide, "Route evaluation order": the answer goes by Direct Connect, which is preferred.
    assert (there.verdict, there.reason) == ("delivered-but-asymmetric", "ASYMMETRIC_ROUTE")


def test_overlapping_addresses_do_not_mislead():
    """An interface asked for in a VPC that the sender's routes do not lead to: the packet arrives elsewhere."""
    net = network(
        """
        vpcs:
          a: {cidr: 10.0.0.0/16, subnets: {a1: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10}, near: {ip: 10.0.1.20}}}}}
          b: {cidr: 10.0.0.0/16, subnets: {b1: {zone: a, cidr: 10.0.1.0/24, instances: {far: {ip: 10.0.1.20}}}}}
        """
    )
    assert trace(net, "one", "near").verdict == "delivered"
    answer = trace(net, "one", "far")
    assert (answer.verdict, answer.reason) == ("blocked", "ARRIVES_ELSEWHERE")


def test_adding_an_unrelated_vpc_changes_nothing():
    """What has nothing to do with a flow does not change its trace."""
    text = TRANSIT % "note: x"
    more = text.replace(
        "    transit_gateways:",
        "      z: {cidr: 10.77.0.0/16, subnets: {z1: {zone: a, cidr: 10.77.1.0/24, instances: {host-z: {ip: 10.77.1.10}}}}}\n    transit_gateways:",
    )
    assert more != text
    assert trace(network(text), "host-a", "host-b") == trace(network(more), "host-a", "host-b")


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


def test_a_vpc_as_target_stands_for_its_subnets():
    """The zone's subnet is traced; security groups do not count."""
    answer = trace(network(TRANSIT % "note: x"), "host-a", "b")
    assert answer.verdict == "delivered"
    assert answer.forward[-1].id == "subnet-b-b1"


def test_default_association_and_propagation_tables():
    """Transit Gateway Guide, "Default route table association" and "propagation": attachments go there unless said otherwise."""
    tables = "default_association_table: all\n        default_propagation_table: all\n        route_tables: {all: {}, own: {associations: c, propagations: a}}"
    net = network(TRANSIT % tables)
    assert trace(net, "host-a", "host-b").verdict == "delivered"
    assert trace(net, "host-c", "host-a").verdict == "delivered"
    assert trace(net, "host-c", "host-b").reason == "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"


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
