"""Scenarios decided from AWS's documentation: endpoints to other regions, shared VPCs, transit gateways of other accounts."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

REGIONS = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        subnets: {r: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10}}}, t: {zone: b, cidr: 10.0.2.0/24}}
        route_tables: {m: {main: true}}
        interface_endpoints: {x: {id: vpce-x, service: com.amazonaws.us-east-1.sqs, service_region: us-east-1, subnets: [r, t], private_dns: true}, s: {id: vpce-s, service: com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0, service_region: us-east-1, subnets: [r], private_dns: false}}
"""
case(
    "endpoint to another region with private DNS",
    REGIONS,
    "app",
    "sqs.us-east-1.amazonaws.com",
    "delivered",
    via="vpce-x",
    stays=True,
)
case(
    "it does not answer for the own region",
    REGIONS,
    "app",
    "sqs.eu-west-1.amazonaws.com",
    "no-route",
    reason="NO_ROUTE_TO_DESTINATION",
)
case("service of another region by the endpoint own name", REGIONS, "app", "vpce-s", "delivered", stays=True)
SHARED = """
    vpcs: [{id: vpc-1, account: "111111111111", region: eu-west-1, cidrs: [10.1.0.0/16]}]
    subnets: [{id: subnet-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
    network_interfaces: [{id: eni-1, account: "222222222222", region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}, {id: eni-2, account: "111111111111", region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.20], security_groups: [sg-2]}]
    security_groups: [{id: sg-1, account: "222222222222", vpc: vpc-1, egress: [{peer: 0.0.0.0/0}]}, {id: sg-2, account: "111111111111", vpc: vpc-1, ingress: [{protocol: tcp, from_port: 443, to_port: 443, peer: 222222222222/sg-1}]}]
    route_tables: [{id: rtb-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}, {destination: 10.0.0.0/8, target: tgw-9}]}]
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
    transit_gateways: [{id: tgw-9, account: "999999999999", region: eu-west-1, foreign: true}]
    transit_gateway_attachments: [{id: tgw-attach-1, transit_gateway: tgw-9, resource: vpc-1, type: vpc, subnets: [subnet-1], account: "111111111111", region: eu-west-1}]
"""
case("shared VPC: group of another account", SHARED, "eni-1", "eni-2", "delivered", scanned=True)
case(
    "transit gateway of an account that was not read",
    SHARED,
    "eni-1",
    "10.7.0.1",
    "unknown",
    reason="TGW_RTB_ROUTES_ARE_UNKNOWN",
    scanned=True,
)

test_scenario = scenarios.test()
