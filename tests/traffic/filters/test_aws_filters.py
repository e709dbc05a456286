"""AWS's documented examples of security groups and network ACLs, one test each."""

import pytest
from msgspec import structs

from tests.traffic.helpers import network, scan, trace

WEB = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          front: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, public_ip: 203.0.113.5, security_groups: web}}}
          back: {zone: a, cidr: 10.0.2.0/24, instances: {db: {ip: 10.0.2.10, security_groups: db}, other: {ip: 10.0.2.11, security_groups: other}}}
        route_tables: {web: {subnets: front, routes: {0.0.0.0/0: igw-1}}, db: {main: true}}
        security_groups:
          web: {ingress: [https from 0.0.0.0/0], egress: [tcp 3306 to db, https to 0.0.0.0/0]}
          db: {ingress: [tcp 3306 from web], egress: []}
          other: {egress: [all to 0.0.0.0/0]}
        %s
"""


def test_group_reference():
    """VPC User Guide, "Security group referencing": members of the named group are let in, by their private addresses."""
    net = network(WEB % "")
    answer = trace(net, "web", "db", 3306)
    assert answer.verdict == "delivered"
    allowed = [hop.because for hop in answer.forward if hop.kind == "security-group"]
    assert allowed == ["web allows tcp 3306 to db", "db allows tcp 3306 from web"]
    assert trace(net, "other", "db", 3306).reason == "ENI_SG_RULES_MISMATCH"
    assert trace(net, "web", "other", 3306).reason == "ENI_SG_RULES_MISMATCH"
    assert trace(net, "web", "db", 3307).explanation.startswith("no outbound rule of web allows tcp 3307")


def test_groups_are_stateful():
    """VPC User Guide, "Security groups": answers go out whatever the outbound rules say (db has none)."""
    answer = trace(network(WEB % ""), "web", "db", 3306)
    assert "stateful: the answer is let out without a rule" in [hop.because for hop in answer.back]
    assert trace(network(WEB % ""), "db", "web").reason == "SG_HAS_NO_RULES"


def test_default_group():
    """VPC User Guide, "Default security groups": members reach each other and everything; nobody else gets in."""
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10}, two: {ip: 10.0.1.11}, three: {ip: 10.0.1.12, security_groups: mine}}}}
            security_groups:
              default: {ingress: [all from self], egress: [all to 0.0.0.0/0]}
              mine: {egress: [all to 0.0.0.0/0]}
        """
    )
    assert trace(net, "one", "two").verdict == "delivered"
    assert trace(net, "three", "one").reason == "ENI_SG_RULES_MISMATCH"


def test_no_group_written_is_said():
    """A spec that writes no groups is about something else: nothing filters, and the trace says so."""
    answer = trace(
        network(
            "vpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10}, two: {ip: 10.0.1.11}}}}}}"
        ),
        "one",
        "two",
    )
    assert answer.verdict == "delivered"
    assert any("no security group written" in note for note in answer.notes)


def test_icmp():
    """VPC User Guide, "Security group rules": ICMP rules name a type; an echo request is type 8."""
    spec = WEB.replace("tcp 3306 from web", "{protocol: icmp, from_port: %s, to_port: -1, peer: 10.0.0.0/16}").replace(
        "tcp 3306 to db,", "all to db,"
    )
    assert trace(network(spec % ("8", "")), "web", "db", protocol="icmp").verdict == "delivered"
    assert trace(network(spec % ("-1", "")), "web", "db", protocol="icmp").verdict == "delivered"
    assert trace(network(spec % ("3", "")), "web", "db", protocol="icmp").verdict == "blocked"
    assert trace(network(spec % ("8", "")), "web", "db", 3306).verdict == "blocked"


def test_all_that_is_in_the_way():
    """The change names everything that blocks, not only the first."""
    acl = "network_acls: {n: {subnets: back, entries: [100 allow all to 0.0.0.0/0]}}"
    answer = trace(network(WEB % acl), "web", "db", 3307)
    assert answer.reason == "ENI_SG_RULES_MISMATCH"
    assert answer.forward[-1].id == "sg-app-web"
    parts = answer.change.split("; then ")
    assert len(parts) == 3
    assert "sg-app-web" in parts[0]
    assert "acl-app-n" in parts[1]
    assert "sg-app-db" in parts[2]


ACL = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          public: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, public_ip: 203.0.113.5}, twin: {ip: 10.0.1.11}}}
          private: {zone: a, cidr: 10.0.2.0/24, instances: {host: {ip: 10.0.2.10}}}
        route_tables: {web: {subnets: public, routes: {0.0.0.0/0: igw-1}}, db: {main: true}}
        network_acls:
          n:
            subnets: public
            entries: %s
"""
INBOUND = "100 allow tcp 80 from 0.0.0.0/0, 110 allow https from 0.0.0.0/0, 120 allow tcp 22 from 192.0.2.0/24, 140 allow tcp 32768-65535 from 0.0.0.0/0"
OUTBOUND = "100 allow tcp 80 to 0.0.0.0/0, 110 allow https to 0.0.0.0/0, 140 allow tcp 32768-65535 to 0.0.0.0/0"


def test_custom_acl_example():
    """VPC User Guide, "Custom network ACLs": the page's example of a web subnet, in and out, with its ephemeral ports."""
    net = network(ACL % f"[{INBOUND}, {OUTBOUND}]")
    assert trace(net, "internet", "web", 443).verdict == "delivered"
    assert trace(net, "internet", "web", 80).verdict == "delivered"
    assert trace(net, "web", "internet", 443).verdict == "delivered"
    ssh = trace(net, "internet", "web", 22)
    assert ssh.verdict == "delivered"
    assert "inbound rule 120 allows tcp 22 from 192.0.2.0/24" in " ".join(hop.because for hop in ssh.forward)
    other = trace(net, "198.51.100.7", "web", 22)
    assert (other.verdict, other.reason) == ("blocked", "SUBNET_ACL_RESTRICTION")
    assert "rule * denies" in other.explanation
    assert trace(net, "web", "internet", 22).verdict == "blocked"


def test_rules_in_order_of_their_numbers():
    """VPC User Guide, "Network ACL rules": the lowest number that matches decides, whatever comes after."""
    deny = trace(network(ACL % f"[90 deny tcp 443 from 0.0.0.0/0, {INBOUND}, {OUTBOUND}]"), "internet", "web", 443)
    assert "inbound rule 90 denies tcp 443 from 0.0.0.0/0" in deny.explanation
    after = trace(network(ACL % f"[115 deny tcp 443 from 0.0.0.0/0, {INBOUND}, {OUTBOUND}]"), "internet", "web", 443)
    assert after.verdict == "delivered"


def test_acl_is_stateless():
    """VPC User Guide, "Network ACLs" and "Ephemeral ports": without a rule for ephemeral ports the answer is lost."""
    answer = trace(network(ACL % "[100 allow https from 0.0.0.0/0, 100 allow https to 0.0.0.0/0]"), "internet", "web", 443)
    assert (answer.verdict, answer.reason) == ("blocked", "SUBNET_ACL_RESTRICTION")
    assert answer.explanation.startswith("on the way back")
    assert answer.back[-1].action == "deny"
    assert "tcp 32768-60999" in answer.change


def test_acl_does_not_meet_the_same_subnet():
    """VPC User Guide, "Network ACLs": rules are evaluated when traffic enters and leaves the subnet, not within it."""
    net = network(ACL % "[]")
    assert trace(net, "web", "twin").verdict == "delivered"
    assert trace(net, "web", "host").reason == "SUBNET_ACL_RESTRICTION"


def test_part_of_a_range_denied():
    """A deny within the ephemeral range breaks some connections, so it counts."""
    net = network(ACL % f"[{INBOUND}, {OUTBOUND.replace('140', '130 deny tcp 40000-40010 to 0.0.0.0/0, 140')}]")
    answer = trace(net, "internet", "web", 443)
    assert answer.verdict == "blocked"
    assert "tcp 40000-40010" in answer.explanation


PEERED = """
    vpcs:
      a: {region: %s, cidr: 10.1.0.0/16, subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {left: {ip: 10.1.1.10, security_groups: left}}}}, route_tables: {a: {main: true, routes: {10.2.0.0/16: pcx-1}}}, security_groups: {left: {egress: [%s]}}}
      b: {region: eu-west-1, cidr: 10.2.0.0/16, subnets: {b: {zone: a, cidr: 10.2.1.0/24, instances: {right: {ip: 10.2.1.10, security_groups: right}}}}, route_tables: {b: {main: true, routes: {10.1.0.0/16: pcx-1}}}, security_groups: {right: {ingress: [https from left]}}}
    peerings: [{id: pcx-1, between: [a, b]}]
"""


def test_peered_group_references():
    """VPC Peering Guide, "Update your security groups to reference peer security groups": in the same region only."""
    assert trace(network(PEERED % ("eu-west-1", "https to right")), "left", "right").verdict == "delivered"
    near = network(PEERED % ("eu-west-1", "https to 0.0.0.0/0"))
    assert trace(near, "left", "right").verdict == "delivered"
    # The spec reader refuses such a rule between regions; a scan may have a stale one.
    far = structs.replace(
        near, vpcs=tuple(structs.replace(vpc, region="us-east-1") if vpc.name == "a" else vpc for vpc in near.vpcs)
    )
    answer = trace(far, "left", "right")
    assert (answer.verdict, answer.reason) == ("blocked", "SG_REFERENCES_NOT_PRESERVED")


def test_removing_an_allow_rule_never_opens_a_way():
    """A rule less is a way less, or the same."""
    whole = network(WEB % "")
    less = network((WEB % "").replace("ingress: [tcp 3306 from web]", "ingress: []"))
    for start, end, port in (("web", "db", 3306), ("other", "db", 3306), ("web", "other", 443)):
        assert trace(whole, start, end, port).delivered or not trace(less, start, end, port).delivered
    assert not trace(less, "web", "db", 3306).delivered


SCANNED = """
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1}]
    subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24, region: eu-west-1}, {id: subnet-2, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.2.0/24, region: eu-west-1}]
    network_interfaces:
    - {id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [%s], region: eu-west-1}
    - {id: eni-2, vpc: vpc-1, subnet: subnet-2, private_ips: [10.0.2.10], security_groups: [sg-1], region: eu-west-1}
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
    security_groups: [{id: sg-1, vpc: vpc-1, ingress: [{protocol: "-1", peer: 10.0.0.0/16}], egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
    %s
"""
ACLS = "network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]"


def test_gaps_are_unknown():
    """What a scan could not read is unknown, and named; never a guess."""
    assert trace(scan(SCANNED % ("sg-1", ACLS)), "eni-1", "eni-2").verdict == "delivered"
    gap = "gaps: [{service: ec2, operation: %s, region: eu-west-1, error: UnauthorizedOperation, feeds: [%s]}]"
    acls = trace(scan(SCANNED % ("sg-1", gap % ("DescribeNetworkAcls", "network_acls"))), "eni-1", "eni-2")
    assert (acls.verdict, acls.reason) == ("unknown", "NOT_READ")
    assert "DescribeNetworkAcls" in acls.missing[0]
    groups = trace(
        scan(SCANNED % ("sg-unseen", ACLS + "\n    " + gap % ("DescribeSecurityGroups", "security_groups"))), "eni-1", "eni-2"
    )
    assert groups.verdict == "unknown"
    assert "DescribeSecurityGroups" in groups.missing[0]
    none = trace(scan(SCANNED % ("", ACLS)), "eni-1", "eni-2")
    assert none.verdict == "unknown"


def test_ping_over_ipv6():
    """VPC User Guide, "Security group rules": ICMPv6 is a protocol of its own; ::/0 is not 0.0.0.0/0."""
    spec = """
        vpcs:
          v:
            cidr: 10.0.0.0/16
            ipv6_cidrs: 2001:db8:1::/56
            subnets:
              a: {zone: a, cidr: 10.0.1.0/24, ipv6_cidrs: 2001:db8:1:1::/64, instances: {one: {ip: 10.0.1.10, ipv6: "2001:db8:1:1::10", security_groups: out}}}
              b: {zone: a, cidr: 10.0.2.0/24, ipv6_cidrs: 2001:db8:1:2::/64, instances: {two: {ip: 10.0.2.10, ipv6: "2001:db8:1:2::10", security_groups: in}}}
            security_groups: {out: {egress: ["all to 0.0.0.0/0", "all to ::/0"]}, in: {ingress: ["%s from ::/0"]}}
    """
    assert trace(network(spec % "icmpv6"), "one", "two", protocol="icmp", ipv6=True).verdict == "delivered"
    assert trace(network(spec % "icmpv6"), "one", "two", protocol="icmp").verdict == "blocked"
    assert trace(network(spec % "icmp"), "one", "two", protocol="icmpv6", ipv6=True).verdict == "blocked"
    assert trace(network(spec % "tcp 443"), "one", "2001:db8:1:2::10").verdict == "delivered"


SHARED = """
    vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.1.0.0/16]}, {id: vpc-2, region: eu-west-1, cidrs: [10.2.0.0/16]}]
    subnets:
    - {id: subnet-1, region: eu-west-1, vpc: vpc-2, zone: eu-west-1a, cidr: 10.2.1.0/24}
    - {id: subnet-2, region: eu-west-1, vpc: vpc-2, zone: eu-west-1b, cidr: 10.2.2.0/24}
    network_interfaces:
    - {id: eni-1, vpc: vpc-2, subnet: subnet-1, private_ips: [10.2.1.10], security_groups: [sg-1]}
    - {id: eni-2, vpc: vpc-2, subnet: subnet-2, private_ips: [10.2.2.10], security_groups: [sg-1]}
    security_groups: [{id: sg-1, vpc: vpc-1, %s egress: [{protocol: tcp, from_port: 8080, to_port: 8080, peer: sg-1}], ingress: [{protocol: tcp, from_port: 8080, to_port: 8080, peer: sg-1}]}]
    route_tables: [{id: rtb-1, vpc: vpc-2, main: true, routes: [{destination: 10.2.0.0/16, target: local}]}]
    network_acls: [{id: acl-1, vpc: vpc-2, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
"""


def test_a_group_that_is_associated_with_another_vpc():
    """VPC User Guide, "Associate security groups with multiple VPCs": its members there are members."""
    net = scan(SHARED % "associated_vpcs: [vpc-2],")
    assert trace(net, "eni-1", "eni-2", 8080).delivered
    assert trace(net, "eni-1", "eni-2", 8081).verdict == "blocked"


REFERRING = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {in-a: {ip: 10.1.1.10, security_groups: ga}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: hub}}}, security_groups: {ga: {egress: [all to 0.0.0.0/0]}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {in-b: {ip: 10.2.1.10, security_groups: gb}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: hub}}}, security_groups: {gb: {ingress: [https from ga]}}}
    transit_gateways: {hub: {id: tgw-1, security_group_referencing: %s, attachments: {a: {resource: a, subnets: a1, security_group_referencing: %s}, b: {resource: b, subnets: b1, security_group_referencing: %s}}}}
"""


@pytest.mark.parametrize(
    ("gateway", "first", "second", "reason"),
    [
        ("true", "true", "true", "DELIVERED"),
        ("false", "true", "true", "SG_REFERENCING_SUPPORT"),
        ("true", "false", "true", "SG_REFERENCING_SUPPORT"),
        ("true", "true", "false", "SG_REFERENCING_SUPPORT"),
    ],
)
def test_referring_to_groups_across_attachments(gateway: str, first: str, second: str, reason: str):
    """Transit Gateway Guide, "Security group referencing": the gateway and both attachments must have it on."""
    assert trace(network(REFERRING % (gateway, first, second)), "in-a", "in-b").reason == reason
