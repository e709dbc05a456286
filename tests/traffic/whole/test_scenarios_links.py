"""Scenarios decided from AWS's documentation: security groups, network ACLs, peering and transit gateways."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

FILTERED = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        security_groups:
          web: {id: sg-web, ingress: [https from 0.0.0.0/0, all from self], egress: [all to 0.0.0.0/0]}
          db: {id: sg-db, ingress: [tcp 5432 from sg-web], egress: []}
          egr: {id: sg-egr, ingress: [all from 0.0.0.0/0], egress: [tcp 443 to sg-web]}
          s3only: {id: sg-s3, egress: [https to s3]}
          icmp: {id: sg-icmp, ingress: [{protocol: icmp, from_port: 8, to_port: 0, peer: 0.0.0.0/0}], egress: []}
          dns: {id: sg-dns, ingress: [udp 53 from 10.0.0.0/8], egress: []}
        subnets:
          p: {zone: a, cidr: 10.0.0.0/24, instances: {w1: {ip: 10.0.0.10, public_ip: 54.0.0.10, security_groups: sg-web}, w2: {ip: 10.0.0.11, security_groups: sg-web}, e1: {ip: 10.0.0.12, security_groups: sg-egr}, s: {ip: 10.0.0.13, security_groups: sg-s3}}, nat_gateway: {id: nat-1, private_ip: 10.0.0.5, public_ip: 54.0.0.5}}
          d: {zone: a, cidr: 10.0.1.0/24, instances: {d1: {ip: 10.0.1.10, security_groups: sg-db}, i1: {ip: 10.0.1.11, security_groups: sg-icmp}, n1: {ip: 10.0.1.12, security_groups: sg-dns}}}
          x: {zone: a, cidr: 10.0.2.0/24, instances: {x1: {ip: 10.0.2.10, security_groups: sg-web}, x2: {ip: 10.0.2.11, security_groups: sg-web}}}
        network_acls:
          strict: {id: acl-1, subnets: x, entries: [100 allow tcp 443 from 0.0.0.0/0, 90 deny tcp 443 from 10.0.1.0/24, 100 allow tcp 1024-65535 to 0.0.0.0/0, 110 allow tcp 443 to 0.0.0.0/0]}
          dacl: {id: acl-2, subnets: d, entries: [100 allow all from 0.0.0.0/0, 100 allow tcp 49152-65535 to 0.0.0.0/0, 101 allow icmp to 0.0.0.0/0, 102 allow udp 32768-61000 to 10.0.0.0/16, 103 allow tcp 32768-49151 to 10.0.0.0/24]}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3, route_tables: pub}}
        route_tables: {pub: {subnets: [p], routes: {0.0.0.0/0: igw-1}}, m: {main: true, routes: {0.0.0.0/0: nat-1}}}
"""
case("sg ref in vpc", FILTERED, "w1", "d1", "delivered", port=5432)
case("sg ref not member", FILTERED, "e1", "d1", "blocked", reason="ENI_SG_RULES_MISMATCH", port=5432)
case("self", FILTERED, "w1", "w2", "delivered", port=9999)
case("self not for other group", FILTERED, "e1", "w2", "blocked", reason="ENI_SG_RULES_MISMATCH", port=80)
case("egress to group", FILTERED, "e1", "w2", "delivered")
case("egress to group only by private ip", FILTERED, "e1", "54.0.0.10", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("egress pl s3", FILTERED, "s", "s3.eu-west-1.amazonaws.com", "delivered", via="vpce-s3")
case("egress pl s3 not dynamodb", FILTERED, "s", "dynamodb.eu-west-1.amazonaws.com", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("egress pl s3 not internet", FILTERED, "s", "internet", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("egress pl s3 not other region s3", FILTERED, "s", "s3.us-east-1.amazonaws.com", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("icmp echo reply stateful, acl icmp out", FILTERED, "w1", "i1", "delivered", protocol="icmp")
case("icmp to tcp only", FILTERED, "w1", "d1", "blocked", reason="ENI_SG_RULES_MISMATCH", protocol="icmp")
case("udp dns: reply ports 32768-60999 within 102", FILTERED, "w1", "n1", "delivered", port=53, protocol="udp")
case("acl: same number order; in on 443 ok and reply", FILTERED, "w1", "x1", "delivered")
case("acl: deny 90 before 100", FILTERED, "i1", "x1", "blocked", reason="SG_HAS_NO_RULES")
case(
    "acl: x1 out to internet, answer in on ephemeral not allowed",
    FILTERED,
    "x1",
    "internet",
    "blocked",
    reason="SUBNET_ACL_RESTRICTION",
)
case("acl not for same subnet", FILTERED, "x1", "x2", "delivered", port=22)
case("acl: port 80 not allowed", FILTERED, "w1", "x1", "blocked", reason="SUBNET_ACL_RESTRICTION", port=80)
case("internet to w1", FILTERED, "internet", "w1", "delivered")
case("internet w1 port 22 blocked", FILTERED, "internet", "w1", "blocked", reason="ENI_SG_RULES_MISMATCH", port=22)
case("acl return combined ranges to 10.0.0.0/24", FILTERED, "w1", "d1", "delivered", port=5432)
case("acl return outside range", FILTERED, "x1", "d1", "blocked", reason="SUBNET_ACL_RESTRICTION", port=5432)
# peering incl SG refs and cross region
PEERED = """
    regions:
      eu-west-1:
        vpcs:
          a:
            cidr: 10.1.0.0/16
            security_groups: {ga: {id: sg-a, ingress: [], egress: [all to 0.0.0.0/0]}}
            subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10, security_groups: sg-a}}}, a2: {zone: b, cidr: 10.1.2.0/24, instances: {hb: {ip: 10.1.2.10, security_groups: sg-a}}}}
            route_tables: {a: {main: true, routes: {10.2.0.0/16: pcx-ab, 10.3.0.0/16: pcx-ac, 0.0.0.0/0: pcx-ab}}, a2: {subnets: a2}}
          b:
            cidr: 10.2.0.0/16
            internet_gateway: {id: igw-b}
            security_groups: {gb: {id: sg-b, ingress: [tcp 443 from sg-a], egress: [tcp 443 to sg-a]}}
            subnets: {b: {zone: a, cidr: 10.2.1.0/24, instances: {bb: {ip: 10.2.1.10, security_groups: sg-b, public_ip: 54.2.2.2}}, nat_gateway: {id: nat-b, public_ip: 54.2.2.3, private_ip: 10.2.1.5}}}
            route_tables: {b: {main: true, routes: {10.1.0.0/16: pcx-ab, 0.0.0.0/0: igw-b}}}
            gateway_endpoints: {s3b: {id: vpce-s3b, service: s3, route_tables: b}}
      us-east-1:
        vpcs:
          c:
            cidr: 10.3.0.0/16
            security_groups: {gc: {id: sg-c, ingress: [tcp 443 from 10.1.0.0/16], egress: []}}
            subnets: {c: {zone: a, cidr: 10.3.1.0/24, instances: {cc: {ip: 10.3.1.10, security_groups: sg-c}}}}
            route_tables: {c: {main: true, routes: {10.1.0.0/16: pcx-ac}}}
    peerings: [{id: pcx-ab, between: [a, b]}, {id: pcx-ac, between: [a, c]}]
"""
case("peering with sg ref", PEERED, "ha", "bb", "delivered", via="pcx-ab")
case("peering sg ref egress", PEERED, "bb", "ha", "blocked", reason="SG_HAS_NO_RULES")
case("peering source no route", PEERED, "hb", "bb", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("peering cross region cidr", PEERED, "ha", "cc", "delivered", via="pcx-ac", stays=True)
case("internet via peer igw", PEERED, "ha", "internet", "blocked", reason="PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
case(
    "s3 via peer gateway endpoint", PEERED, "ha", "s3.eu-west-1.amazonaws.com", "blocked", reason="PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
)
case("b to c through a", PEERED, "bb", "cc", "blocked", reason="ENI_SG_RULES_MISMATCH")
# TGW
HUB = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10}}}, a2: {zone: b, cidr: 10.1.2.0/24, instances: {ha2: {ip: 10.1.2.10}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: tgw-1, 0.0.0.0/0: tgw-1}}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {hb: {ip: 10.2.1.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      iso: {cidr: 10.3.0.0/16, subnets: {c1: {zone: a, cidr: 10.3.1.0/24, instances: {hc: {ip: 10.3.1.10}}}}, route_tables: {c: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      noroute: {cidr: 10.4.0.0/16, subnets: {d1: {zone: a, cidr: 10.4.1.0/24, instances: {hd: {ip: 10.4.1.10}}}}, route_tables: {d: {main: true}}}
      eg:
        cidr: 10.9.0.0/16
        internet_gateway: {id: igw-e}
        subnets: {t: {zone: a, cidr: 10.9.0.0/28}, n: {zone: a, cidr: 10.9.1.0/24, nat_gateway: {id: nat-e, public_ip: 54.9.9.9, private_ip: 10.9.1.5}}}
        route_tables: {t: {subnets: t, routes: {0.0.0.0/0: nat-e}}, n: {subnets: n, routes: {0.0.0.0/0: igw-e, 10.0.0.0/8: tgw-1}}}
    transit_gateways:
      hub:
        id: tgw-1
        attachments:
          a: {id: tgw-attach-a, resource: a, subnets: [a1]}
          b: {id: tgw-attach-b, resource: b, subnets: [b1]}
          c: {id: tgw-attach-c, resource: iso, subnets: [c1]}
          d: {id: tgw-attach-d, resource: noroute, subnets: [d1]}
          e: {id: tgw-attach-e, resource: eg, subnets: [t]}
        route_tables:
          spokes: {id: tgw-rtb-s, associations: [tgw-attach-a, tgw-attach-b, tgw-attach-d], propagations: [tgw-attach-b, tgw-attach-d, tgw-attach-a], routes: {0.0.0.0/0: tgw-attach-e, 10.2.1.128/25: blackhole, 10.3.0.0/16: blackhole}}
          eg: {id: tgw-rtb-e, associations: [tgw-attach-e], propagations: [tgw-attach-a, tgw-attach-b]}
          iso: {id: tgw-rtb-c, associations: [tgw-attach-c], propagations: [tgw-attach-a]}
"""
case("tgw ok", HUB, "ha", "hb", "delivered", via="tgw-1", stays=True)
case("tgw attachment no subnet in zone b", HUB, "ha2", "hb", "blocked", reason="TGW_ROUTE_AZ_RESTRICTION")
case("tgw to host in zone without attachment subnet", HUB, "hb", "ha2", "blocked", reason="TGW_ROUTE_AZ_RESTRICTION")
case("tgw blackhole static over shorter", HUB, "ha", "hc", "blocked", reason="TGW_RTB_BAD_STATE_ROUTE")
case("tgw longest blackhole", HUB, "ha", "10.2.1.200", "blocked", reason="TGW_RTB_BAD_STATE_ROUTE")
case("tgw no return route in vpc", HUB, "ha", "hd", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("tgw central egress", HUB, "ha", "internet", "delivered", via="nat-e")
case("tgw central egress hb no default in vpc", HUB, "hb", "internet", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("iso -> a answer blackholed", HUB, "hc", "ha", "blocked", reason="TGW_RTB_BAD_STATE_ROUTE")
case("central egress S3", HUB, "ha", "s3.eu-west-1.amazonaws.com", "delivered", via="nat-e", stays=True)

test_scenario = scenarios.test()
