"""Scenarios decided from AWS's documentation: transit gateway peering, inspection, private NAT, appliance mode, endpoint services."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

# TGW peering, static needed, SG ref on, VPN static, DX TGW
TWO_HUBS = """
    regions:
      eu-west-1:
        vpcs:
          a:
            cidr: 10.1.0.0/16
            security_groups: {ga: {id: sg-a, ingress: [], egress: [all to 0.0.0.0/0]}}
            subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10, security_groups: sg-a}}}}
            route_tables: {a: {main: true, routes: {0.0.0.0/0: tgw-1}}}
          b:
            cidr: 10.2.0.0/16
            security_groups: {gb: {id: sg-b, ingress: [tcp 443 from sg-a], egress: []}, gb2: {id: sg-b2, ingress: [tcp 443 from 10.0.0.0/8], egress: [tcp 443 to sg-b]}}
            subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {hb: {ip: 10.2.1.10, security_groups: sg-b}, hb2: {ip: 10.2.1.11, security_groups: sg-b2}}}}
            route_tables: {b: {main: true, routes: {0.0.0.0/0: tgw-1}}}
        transit_gateways:
          hub:
            id: tgw-1
            security_group_referencing: %(sgref)s
            attachments: {a: {id: tgw-attach-a, resource: a, subnets: [a1]}, b: {id: tgw-attach-b, resource: b, subnets: [b1]}}
            route_tables: {r: {id: tgw-rtb-1, associations: [tgw-attach-a, tgw-attach-b, tgw-attach-p, tgw-attach-v, tgw-attach-dx], propagations: [tgw-attach-a, tgw-attach-b, tgw-attach-v, tgw-attach-dx], routes: %(r1)s}}
      us-east-1:
        vpcs:
          c:
            cidr: 10.3.0.0/16
            subnets: {c1: {zone: a, cidr: 10.3.1.0/24, instances: {hc: {ip: 10.3.1.10}}}}
            route_tables: {c: {main: true, routes: {10.0.0.0/8: tgw-2}}}
        transit_gateways:
          hub2:
            id: tgw-2
            attachments: {c: {id: tgw-attach-c, resource: c, subnets: [c1]}}
            route_tables: {r2: {id: tgw-rtb-2, associations: [tgw-attach-c, tgw-attach-p], propagations: [tgw-attach-c], routes: %(r2)s}}
    transit_gateway_attachments: [{id: tgw-attach-p, type: peering, transit_gateway: tgw-1, resource: tgw-2, region: eu-west-1}, {id: tgw-attach-v, type: vpn, transit_gateway: tgw-1, resource: vpn-1, region: eu-west-1}, {id: tgw-attach-dx, type: direct-connect-gateway, transit_gateway: tgw-1, resource: dxgw-1, region: eu-west-1}]
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office, region: eu-west-1}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: tgw-1, bgp: true, region: eu-west-1}}
    direct_connect_gateways: {dg: {id: dxgw-1}}
    virtual_interfaces: {vif: {id: dxvif-1, type: transit, gateway: dxgw-1, on_premises: office, prefixes: [172.16.0.0/16]}}
    direct_connect_associations: [{id: assoc-1, direct_connect_gateway: dxgw-1, gateway: tgw-1, allowed_prefixes: [10.1.0.0/16]}]
"""
USUAL = {"sgref": "false", "r1": "{10.3.0.0/16: tgw-attach-p}", "r2": "{10.0.0.0/8: tgw-attach-p}"}
ROUTED = TWO_HUBS % USUAL
case("tgw peering both static", ROUTED, "ha", "hc", "delivered", via="tgw-2", stays=True)
case(
    "tgw peering one static: no answer",
    TWO_HUBS % dict(USUAL, r2="{10.9.0.0/16: tgw-attach-p}"),
    "ha",
    "hc",
    "no-route",
    reason="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
)
case(
    "tgw peering no static",
    TWO_HUBS % dict(USUAL, r1="{10.9.0.0/16: tgw-attach-p}"),
    "ha",
    "hc",
    "no-route",
    reason="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
)
case("tgw sg ref off", ROUTED, "ha", "hb", "blocked", reason="SG_REFERENCING_SUPPORT")
REFERENCING = TWO_HUBS % dict(USUAL, sgref="true")
case("tgw sg ref on inbound", REFERENCING, "ha", "hb", "delivered")
case("tgw DX before VPN", ROUTED, "ha", "172.16.5.5", "delivered", via="dxvif-1", stays=True)
case("DX allowed prefix a", ROUTED, "office", "ha", "blocked", reason="SG_HAS_NO_RULES", via="dxvif-1")
case(
    "DX allowed prefixes lack b: in by VPN, where its group lets nobody in",
    ROUTED,
    "office",
    "hb2",
    "blocked",
    reason="ENI_SG_RULES_MISMATCH",
    via="vpn-1",
)
case("transitive tgw peering: office -> c over tgw-1", ROUTED, "office", "hc", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case(
    "static over propagated same prefix",
    TWO_HUBS % dict(USUAL, r1="{10.2.0.0/16: tgw-attach-p, 10.3.0.0/16: tgw-attach-p}"),
    "ha",
    "hb2",
    "blocked",
    reason="CYCLIC_PATH_DETECTED",
)
# inspection
EDGE = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          fw: {zone: a, cidr: 10.0.0.0/24}
          web: {zone: a, cidr: 10.0.1.0/24, instances: {w: {ip: 10.0.1.10, public_ip: 54.1.1.1}}}
          db: {zone: a, cidr: 10.0.2.0/24, instances: {d: {ip: 10.0.2.10}}}
        gateway_load_balancer_endpoints: {g: {id: vpce-g, service: insp, subnets: fw}}
        route_tables:
          edge: {gateways: igw-1, routes: %(edge)s}
          fw: {subnets: fw, routes: {0.0.0.0/0: igw-1}}
          web: {subnets: web, routes: {0.0.0.0/0: %(webout)s%(webdb)s}}
          db: {subnets: db%(dbweb)s}
    endpoint_services: {insp: {type: GatewayLoadBalancer, provider: X, foreign: true}}
"""
EDGE_USUAL = {"edge": "{10.0.1.0/24: vpce-g}", "webout": "vpce-g", "webdb": "", "dbweb": ""}
case("gwlb in", EDGE % EDGE_USUAL, "internet", "w", "delivered", via="vpce-g")
case("gwlb out", EDGE % EDGE_USUAL, "w", "internet", "delivered", via="vpce-g")
case(
    "gwlb out, no edge: asymmetric",
    EDGE % dict(EDGE_USUAL, edge="{}"),
    "w",
    "internet",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
)
case(
    "gwlb in by edge, out direct: asymmetric",
    EDGE % dict(EDGE_USUAL, webout="igw-1"),
    "internet",
    "w",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
    via="vpce-g",
)
case(
    "more specific than local via gwlbe both ways",
    EDGE % dict(EDGE_USUAL, webdb=", 10.0.2.0/24: vpce-g", dbweb=", routes: {10.0.1.0/24: vpce-g}"),
    "w",
    "d",
    "delivered",
    via="vpce-g",
)
case(
    "more specific one way",
    EDGE % dict(EDGE_USUAL, webdb=", 10.0.2.0/24: vpce-g"),
    "w",
    "d",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
    via="vpce-g",
)
# Private NAT with overlapping networks via TGW
PRIVATE_NAT = """
    vpcs:
      a:
        cidrs: [10.0.0.0/16, 100.64.1.0/24]
        subnets: {w: {zone: a, cidr: 10.0.1.0/24, instances: {h: {ip: 10.0.1.10}}}, n: {zone: a, cidr: 100.64.1.0/24, nat_gateway: {id: nat-p, connectivity: private, private_ip: 100.64.1.5}}}
        route_tables: {w: {subnets: w, routes: {100.64.0.0/16: nat-p, 0.0.0.0/0: nat-p}}, n: {subnets: n, routes: {100.64.0.0/16: tgw-1%(igw)s}}}
        %(igwl)s
      b:
        cidrs: [10.0.0.0/16, 100.64.2.0/24]
        subnets: {x: {zone: a, cidr: 100.64.2.0/24, instances: {hb: {ip: 100.64.2.10}}}, y: {zone: a, cidr: 10.0.1.0/24, instances: {hy: {ip: 10.0.1.20}}}}
        route_tables: {x: {main: true, routes: {100.64.1.0/24: tgw-1}}}
    transit_gateways: {hub: {id: tgw-1, attachments: {a: {id: tgw-attach-a, resource: a, subnets: n}, b: {id: tgw-attach-b, resource: b, subnets: x}}, route_tables: {r: {id: tgw-rtb-1, associations: [tgw-attach-a, tgw-attach-b], routes: {100.64.1.0/24: tgw-attach-a, 100.64.2.0/24: tgw-attach-b}}}}}
"""
OVERLAPPING = PRIVATE_NAT % {"igw": "", "igwl": "note: x"}
case("private nat over tgw", OVERLAPPING, "h", "hb", "delivered", via="nat-p", stays=True)
case("overlap: h to hy arrives nowhere", OVERLAPPING, "h", "hy", "blocked", reason="NO_POSSIBLE_DESTINATION")
case(
    "private nat to igw",
    PRIVATE_NAT % {"igw": ", 0.0.0.0/0: igw-9", "igwl": "internet_gateway: {id: igw-9}"},
    "h",
    "internet",
    "blocked",
    reason="IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
)
# Appliance mode
APPLIANCES = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: b, cidr: 10.2.1.0/24, instances: {hb: {ip: 10.2.1.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      insp:
        cidr: 10.9.0.0/16
        subnets: {ta: {zone: a, cidr: 10.9.0.0/28}, tb: {zone: b, cidr: 10.9.0.16/28}, fa: {zone: a, cidr: 10.9.1.0/24}, fb: {zone: b, cidr: 10.9.2.0/24}}
        gateway_load_balancer_endpoints: {ga: {id: vpce-ga, service: insp, subnets: fa}, gb: {id: vpce-gb, service: insp, subnets: fb}}
        route_tables: {ta: {subnets: ta, routes: {0.0.0.0/0: vpce-ga}}, tb: {subnets: tb, routes: {0.0.0.0/0: vpce-gb}}, f: {subnets: [fa, fb], routes: {10.0.0.0/8: tgw-1}}}
    endpoint_services: {insp: {type: GatewayLoadBalancer, provider: X, foreign: true}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {a: {id: tgw-attach-a, resource: a, subnets: a1}, b: {id: tgw-attach-b, resource: b, subnets: b1}, i: {id: tgw-attach-i, resource: insp, subnets: [ta, tb], appliance_mode: %s}}
        route_tables: {spokes: {id: tgw-rtb-s, associations: [tgw-attach-a, tgw-attach-b], routes: {0.0.0.0/0: tgw-attach-i}}, fw: {id: tgw-rtb-f, associations: tgw-attach-i, propagations: [tgw-attach-a, tgw-attach-b]}}
"""
case(
    "appliance mode off",
    APPLIANCES % "false",
    "ha",
    "hb",
    "delivered-but-asymmetric",
    reason="TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED",
)
case("appliance mode on", APPLIANCES % "true", "ha", "hb", "delivered")
# Network firewall
FIREWALL = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {fw: {zone: a, cidr: 10.0.0.0/24}, web: {zone: a, cidr: 10.0.1.0/24, instances: {w: {ip: 10.0.1.10, public_ip: 54.1.1.1}}}, pr: {zone: a, cidr: 10.0.2.0/24, instances: {p: {ip: 10.0.2.10}}}, nat: {zone: a, cidr: 10.0.3.0/24, nat_gateway: {id: nat-1, private_ip: 10.0.3.5, public_ip: 54.1.1.9}}}
        network_firewalls: {f: {id: fw-1, subnets: fw, endpoints: {fw: vpce-fw}}}
        route_tables: {edge: {gateways: igw-1, routes: {10.0.1.0/24: vpce-fw, 10.0.3.0/24: vpce-fw}}, fw: {subnets: fw, routes: {0.0.0.0/0: igw-1}}, web: {subnets: [web, nat], routes: {0.0.0.0/0: vpce-fw}}, pr: {subnets: pr, routes: {0.0.0.0/0: nat-1}}}
"""
case("nfw in", FIREWALL, "internet", "w", "delivered", via="fw-1")
case("nfw out via nat", FIREWALL, "p", "internet", "delivered", via="fw-1")
# Endpoint service with NLB, stopped, no SG, middlebox
SERVICE = """
    vpcs:
      c:
        cidr: 10.0.0.0/16
        security_groups: {e: {id: sg-e, ingress: [tcp 443 from 10.0.0.0/16], egress: []}}
        subnets: {c: {zone: a, cidr: 10.0.1.0/24, instances: {cl: {ip: 10.0.1.10}, st: {ip: 10.0.1.11, state: stopped}}}}
        route_tables: {m: {main: true}}
        interface_endpoints: {ep: {id: vpce-1, service: svc, subnets: {c: 10.0.1.50}, security_groups: sg-e}}
      p:
        cidr: 10.0.0.0/16
        security_groups: {t: {id: sg-t, ingress: [%s], egress: []}, n: {id: sg-n, ingress: [tcp 443 from 10.0.0.0/8], egress: [tcp 8443 to sg-t]}}
        subnets: {p: {zone: a, cidr: 10.0.1.0/24, instances: {t1: {ip: 10.0.1.20, security_groups: sg-t}}}}
        route_tables: {pm: {main: true}}
        load_balancers: {nlb: {id: nlb, type: network, subnets: {p: 10.0.1.60}, listeners: [tcp 443 -> tg]%s}}
        target_groups: {tg: {id: tg, protocol: TCP, port: 8443, targets: t1}}
    endpoint_services: {svc: {service: com.amazonaws.vpce.eu-west-1.vpce-svc-1, load_balancers: nlb}}
"""
case(
    "privatelink overlapping CIDRs, target sees NLB",
    SERVICE % ("tcp 8443 from 10.0.1.60/32", ""),
    "cl",
    "vpce-1",
    "delivered",
    via="nlb",
)
case(
    "privatelink target SG allows client only",
    SERVICE % ("tcp 8443 from 10.0.1.10/32", ""),
    "cl",
    "vpce-1",
    "blocked",
    reason="ENI_SG_RULES_MISMATCH",
)
case(
    "privatelink nlb with SG referenced by target",
    SERVICE % ("tcp 8443 from sg-n", ", security_groups: sg-n"),
    "cl",
    "vpce-1",
    "delivered",
)
case("stopped target", SERVICE % ("tcp 8443 from 10.0.1.60/32", ""), "cl", "st", "blocked", reason="BAD_STATE")

test_scenario = scenarios.test()
