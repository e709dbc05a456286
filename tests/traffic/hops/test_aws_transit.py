"""AWS's documented examples of transit gateways, one test each."""

from tests.traffic.helpers import ids, network, trace

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


def test_adding_an_unrelated_vpc_changes_nothing():
    """What has nothing to do with a flow does not change its trace."""
    text = TRANSIT % "note: x"
    more = text.replace(
        "    transit_gateways:",
        "      z: {cidr: 10.77.0.0/16, subnets: {z1: {zone: a, cidr: 10.77.1.0/24, instances: {host-z: {ip: 10.77.1.10}}}}}\n    transit_gateways:",
    )
    assert more != text
    assert trace(network(text), "host-a", "host-b") == trace(network(more), "host-a", "host-b")


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
