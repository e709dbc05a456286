"""Endpoints, load balancers and NAT gateways that contradict AWS."""

from tests.spec.contradictions.specs import DNS_ON, TWO_VPCS, ZONES, vpc

REFUSED = {
    "gateway endpoint for SQS": (
        vpc("gateway_endpoints: [{service: sqs}]"),
        '4:35 "sqs" has no gateway endpoint; only s3, dynamodb, s3express have',
    ),
    "gateway endpoint with subnets": (
        vpc(ZONES + "gateway_endpoints: [{service: s3, subnets: [a]}]"),
        "5:39 a gateway endpoint has no subnets",
    ),
    "gateway endpoint with groups": (
        vpc("gateway_endpoints: [{service: s3, security_groups: [a]}]"),
        "4:39 a gateway endpoint has no security groups",
    ),
    "gateway endpoint to another region": (
        vpc("gateway_endpoints: [{service: com.amazonaws.us-east-1.s3}]"),
        "4:35 a gateway endpoint in eu-west-1 cannot lead to s3 in us-east-1",
    ),
    "two endpoint subnets in a zone": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: [a, b, a2]}]"),
        "5:58 two subnets of one interface endpoint are in the zone eu-west-1a: a and a2",
    ),
    "two endpoint subnets in a zone, with IPs": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: {a: 10.0.1.9, a2: 10.0.2.9}}]"),
        "5:65 two subnets of one interface endpoint are in the zone eu-west-1a: a and a2",
    ),
    "endpoint's subnet in another VPC": (
        TWO_VPCS + "interface_endpoints: [{service: sqs, vpc: one, subnets: [two-a]}]\n",
        "4:58 the subnet two-a is in two, not in one",
    ),
    "private DNS without hostnames": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true}]"),
        "5:67 private DNS needs both DNS attributes of the VPC; off in shop: dns_hostnames",
    ),
    "private DNS without support": (
        vpc(
            ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true}]",
            "cidr: 10.0.0.0/16\n    dns_support: false",
        ),
        "6:67 private DNS needs both DNS attributes of the VPC; off in shop: dns_support and dns_hostnames",
    ),
    "private DNS twice": (
        vpc(
            ZONES + "interface_endpoints:\n- {name: one, service: sqs, subnets: a, private_dns: true}\n"
            "- {name: two, service: sqs, subnets: b, private_dns: true}",
            DNS_ON,
        ),
        "9:58 private DNS of one and of two answers the same names in shop",
    ),
    "private DNS of a service without a name": (
        "endpoint_services: [{name: pay}]\n"
        + vpc(ZONES + "interface_endpoints: [{service: pay, subnets: a, private_dns: true}]", DNS_ON),
        "8:67 private DNS needs a private DNS name of the endpoint service pay",
    ),
    "inbound only for SQS": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true, private_dns_only_inbound: true}]", DNS_ON),
        '7:99 private DNS for inbound endpoints only is for services with gateway endpoints, not for "sqs"',
    ),
    "inbound only without gateway endpoint": (
        vpc(ZONES + "interface_endpoints: [{service: s3, subnets: a, private_dns: true, private_dns_only_inbound: true}]", DNS_ON),
        "7:98 private DNS for inbound endpoints only needs a gateway endpoint for s3, and shop has none",
    ),
    "application load balancer in one zone": (
        vpc(ZONES + "load_balancers: {web: {subnets: [a]}}"),
        "5:38 an application load balancer needs subnets in two zones; web has one",
    ),
    "interface endpoint to a GWLB service": (
        "endpoint_services: [{name: inspect, type: GatewayLoadBalancer}]\n"
        + vpc(ZONES + "interface_endpoints: [{service: inspect, subnets: a}]"),
        "6:37 the endpoint service inspect is for a Gateway Load Balancer endpoint",
    ),
    "GWLB endpoint in two subnets": (
        "endpoint_services: [{name: inspect, type: GatewayLoadBalancer}]\n"
        + vpc(ZONES + "gateway_load_balancer_endpoints: [{service: inspect, subnets: [a, b]}]"),
        "6:71 a Gateway Load Balancer endpoint is in one subnet",
    ),
    "endpoint service behind an application load balancer": (
        vpc(ZONES + "load_balancers: {web: {type: application, subnets: [a, b]}}")
        + "endpoint_services: [{name: pay, load_balancers: [web]}]\n",
        "6:50 an endpoint service for interface endpoints cannot stand on the application load balancer web",
    ),
    "public NAT gateway without internet gateway": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, nat_gateway: true}}"),
        "4:51 a public NAT gateway needs an internet gateway, and shop has none",
    ),
    "private NAT gateway with a public IP": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, nat_gateway: {connectivity: private, public_ip: 3.3.3.3}}}"),
        "4:86 a private NAT gateway has no public IP",
    ),
}
"""By name: a spec (without its head), and the beginning of the problem that it has, with its place."""
