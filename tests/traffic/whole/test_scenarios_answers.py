"""Scenarios decided from AWS's documentation: ways back through NAT, VPN and attachment subnets; Direct Connect; groups of peers."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

# answers, NACLs of NAT subnets, VPN return
BACK = """
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: tgw-1, bgp: %(bgp)s%(static)s}}
    vpcs:
      a:
        cidr: 10.1.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {pr: {zone: a, cidr: 10.1.1.0/24, instances: {h: {ip: 10.1.1.10}}}, pub: {zone: a, cidr: 10.1.2.0/24, nat_gateway: {id: nat-1, private_ip: 10.1.2.5, public_ip: 54.1.1.1}}, tg: {zone: a, cidr: 10.1.3.0/28}}
        route_tables: {pr: {subnets: pr, routes: {0.0.0.0/0: nat-1, 172.16.0.0/16: tgw-1}}, pub: {subnets: pub, routes: {0.0.0.0/0: igw-1}}, tg: {main: true}}
        network_acls:
          pub: {id: acl-pub, subnets: pub, entries: [%(pubacl)s]}
          tg: {id: acl-tg, subnets: tg, entries: [%(tgacl)s]}
    transit_gateways: {hub: {id: tgw-1, attachments: {a: {id: tgw-attach-a, resource: a, subnets: tg}, v: {id: tgw-attach-v, type: vpn, resource: vpn-1}}, route_tables: {va: {id: tgw-rtb-a, associations: tgw-attach-a, propagations: [%(aprop)s], routes: %(aroutes)s}, vv: {id: tgw-rtb-v, associations: tgw-attach-v, propagations: tgw-attach-a}}}}
"""
EVERYTHING = "100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0"
USUAL = {"bgp": "true", "static": "", "pubacl": EVERYTHING, "tgacl": EVERYTHING, "aprop": "tgw-attach-v", "aroutes": "{}"}
case("nat ok", BACK % USUAL, "h", "internet", "delivered", via="nat-1")
case(
    "nat subnet NACL lets no ephemeral in from the internet",
    BACK % dict(USUAL, pubacl="100 allow all from 10.1.0.0/16, 100 allow all to 0.0.0.0/0"),
    "h",
    "internet",
    "blocked",
    reason="SUBNET_ACL_RESTRICTION",
)
case(
    "nat subnet NACL lets ephemeral in only 32768+: NAT uses 1024+",
    BACK
    % dict(USUAL, pubacl="100 allow all from 10.1.0.0/16, 101 allow tcp 32768-65535 from 0.0.0.0/0, 100 allow all to 0.0.0.0/0"),
    "h",
    "internet",
    "blocked",
    reason="SUBNET_ACL_RESTRICTION",
)
case(
    "nat subnet NACL 1024+",
    BACK
    % dict(
        USUAL,
        pubacl="100 allow all from 10.1.0.0/16, 101 allow tcp 1024-65535 from 0.0.0.0/0, 100 allow tcp 443 to 0.0.0.0/0, 101 allow tcp 1024-65535 to 10.1.0.0/16",
    ),
    "h",
    "internet",
    "delivered",
)
case("vpn over tgw", BACK % USUAL, "h", "172.16.5.5", "delivered", via="vpn-1")
case(
    "vpn not propagated into the associated table",
    BACK % dict(USUAL, aprop="tgw-attach-a"),
    "h",
    "172.16.5.5",
    "no-route",
    reason="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
)
case(
    "onprem to h: answer has no way to the vpn",
    BACK % dict(USUAL, aprop="tgw-attach-a"),
    "office",
    "h",
    "no-route",
    reason="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
)
case(
    "static route to the vpn attachment",
    BACK % dict(USUAL, aprop="tgw-attach-a", aroutes="{172.16.0.0/16: tgw-attach-v}"),
    "h",
    "172.16.5.5",
    "delivered",
)
case(
    "attachment subnet NACL inbound by source",
    BACK % dict(USUAL, tgacl="100 allow all from 172.16.0.0/16, 100 allow all to 0.0.0.0/0"),
    "h",
    "172.16.5.5",
    "blocked",
    reason="SUBNET_ACL_RESTRICTION",
)
case(
    "attachment subnet NACL outbound by destination for the answer",
    BACK % dict(USUAL, tgacl="100 allow all from 0.0.0.0/0, 100 allow all to 172.16.0.0/16"),
    "h",
    "172.16.5.5",
    "blocked",
    reason="SUBNET_ACL_RESTRICTION",
)
case(
    "attachment subnet NACL exactly what is needed",
    BACK % dict(USUAL, tgacl="100 allow all from 10.1.1.0/24, 100 allow all to 10.1.1.0/24"),
    "h",
    "172.16.5.5",
    "delivered",
)
case(
    "static vpn on tgw", BACK % dict(USUAL, bgp="false", static=", static_routes: [172.16.0.0/17]"), "h", "172.16.5.5", "delivered"
)
case(
    "static vpn lacks the range",
    BACK % dict(USUAL, bgp="false", static=", static_routes: [172.16.0.0/17]"),
    "h",
    "172.16.200.5",
    "no-route",
    reason="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
)
# DX
DIRECT = """
    on_premises: {office: {cidr: 172.16.0.0/16}}
    virtual_interfaces: {vif: {id: dxvif-1, type: private, gateway: vgw-1, on_premises: office}, pubvif: {id: dxvif-p, type: public, on_premises: office%s}}
    vpcs:
      a:
        cidr: 10.1.0.0/16
        vpn_gateway: {id: vgw-1}
        internet_gateway: {id: igw-1}
        subnets: {pr: {zone: a, cidr: 10.1.1.0/24, instances: {h: {ip: 10.1.1.10, public_ip: 54.3.3.3}}}}
        route_tables: {m: {main: true, propagating_gateways: vgw-1, routes: {0.0.0.0/0: igw-1}}}
"""
case("private VIF straight to a VGW", DIRECT % "", "h", "172.16.5.5", "delivered", via="dxvif-1", stays=True)
case("private VIF in", DIRECT % "", "office", "h", "delivered", via="dxvif-1", stays=True)
case("public VIF to S3", DIRECT % "", "office", "s3.eu-west-1.amazonaws.com", "delivered", via="dxvif-p", stays=True)
case(
    "public VIF down: internet",
    DIRECT % ", state: down",
    "office",
    "s3.eu-west-1.amazonaws.com",
    "delivered",
    not_via="dxvif-p",
    stays=False,
)
case("public VIF does not lead to the internet", DIRECT % "", "office", "internet", "delivered", not_via="dxvif-p", stays=False)
# prefix list SG, cross-account SG reference in scan over peering
ACCOUNTS = """
    vpcs: [{id: vpc-1, account: "111111111111", region: eu-west-1, cidrs: [10.1.0.0/16]}, {id: vpc-2, account: "222222222222", region: %(region)s, cidrs: [10.2.0.0/16]}]
    subnets: [{id: subnet-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}, {id: subnet-2, account: "222222222222", region: %(region)s, vpc: vpc-2, zone: %(region)sa, cidr: 10.2.1.0/24}]
    network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}, {id: eni-2, vpc: vpc-2, subnet: subnet-2, private_ips: [10.2.1.10], security_groups: [sg-2]}]
    security_groups: [{id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}]}, {id: sg-2, vpc: vpc-2, ingress: [{protocol: tcp, from_port: 443, to_port: 443, peer: 111111111111/sg-1}, {protocol: tcp, from_port: 80, to_port: 80, peer: pl-1}]}]
    prefix_lists: [{id: pl-1, name: corp, entries: [%(entries)s]}]
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}, {id: acl-2, vpc: vpc-2, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}, {destination: 10.2.0.0/16, target: pcx-1}]}, {id: rtb-2, vpc: vpc-2, main: true, routes: [{destination: 10.2.0.0/16, target: local}, {destination: 10.1.0.0/16, target: pcx-1}]}]
    peerings: [{id: pcx-1, requester: vpc-1, accepter: vpc-2, status: active}]
"""
SAME_REGION = {"region": "eu-west-1", "entries": "10.1.0.0/16"}
case("cross-account group over peering", ACCOUNTS % SAME_REGION, "eni-1", "eni-2", "delivered", scanned=True)
case(
    "cross-account group over peering between regions",
    ACCOUNTS % dict(SAME_REGION, region="us-east-1"),
    "eni-1",
    "eni-2",
    "blocked",
    reason="SG_REFERENCES_NOT_PRESERVED",
    scanned=True,
)
case("prefix list in a group holds", ACCOUNTS % SAME_REGION, "eni-1", "eni-2", "delivered", port=80, scanned=True)
case(
    "prefix list in a group holds not",
    ACCOUNTS % dict(SAME_REGION, entries="10.9.0.0/16"),
    "eni-1",
    "eni-2",
    "blocked",
    reason="ENI_SG_RULES_MISMATCH",
    port=80,
    scanned=True,
)
case(
    "prefix list in a group, empty",
    ACCOUNTS % dict(SAME_REGION, entries=""),
    "eni-1",
    "eni-2",
    "blocked",
    reason="ENI_SG_RULES_MISMATCH",
    port=80,
    scanned=True,
)
# endpoints: states, zonal names, zones
ENDPOINT = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        dns_hostnames: true
        subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {h: {ip: 10.1.1.10}}}, b1: {zone: b, cidr: 10.1.2.0/24}, c1: {zone: c, cidr: 10.1.3.0/24, instances: {hc: {ip: 10.1.3.10}}}}
        route_tables: {m: {main: true}}
        interface_endpoints: {sqs: {id: vpce-sqs, service: sqs, subnets: {a1: 10.1.1.50, b1: 10.1.2.50}, private_dns: true%s}}
"""
case("endpoint of another zone serves", ENDPOINT % "", "hc", "sqs.eu-west-1.amazonaws.com", "delivered", via="vpce-sqs")
case("endpoint failed", ENDPOINT % ", state: failed", "h", "vpce-sqs", "blocked", reason="BAD_STATE")
case(
    "account-based endpoint of DynamoDB",
    ENDPOINT % "",
    "h",
    "123456789012.ddb.eu-west-1.amazonaws.com",
    "no-route",
    reason="NO_ROUTE_TO_DESTINATION",
)

case("public VIF to a public IP of a VPC", DIRECT % "", "office", "54.3.3.3", "delivered", via="dxvif-p", stays=True)

test_scenario = scenarios.test()
