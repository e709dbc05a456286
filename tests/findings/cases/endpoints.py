"""Cases of rules about endpoints."""

from tests.findings.cases.case import Case

# --- endpoints ------------------------------------------------------------------------------------------------------------

NAT = """
vpcs:
  data:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      out-a: {zone: a, cidr: 10.1.101.0/24, nat_gateway: {id: nat-1}}
      app-a: {zone: a, cidr: 10.1.1.0/24, instances: {app: {ip: 10.1.1.11}}}
    route_tables:
      out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app-a, routes: {0.0.0.0/0: nat}}
"""
GATEWAYS = """
    gateway_endpoints:
      - {id: vpce-s3, service: s3, route_tables: [app, out], policy: '{"Statement": []}'}
      - {id: vpce-ddb, service: dynamodb, route_tables: [app, out], policy: '{"Statement": []}'}
"""
TWO_TABLES = """
vpcs:
  data:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      out-a: {zone: a, cidr: 10.1.101.0/24, nat_gateway: {id: nat-1}}
      app-a: {zone: a, cidr: 10.1.1.0/24, instances: {app: {ip: 10.1.1.11}}}
      batch-a: {zone: a, cidr: 10.1.2.0/24, instances: {batch: {ip: 10.1.2.11}}}
    route_tables:
      out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app-a, routes: {0.0.0.0/0: nat}}
      batch: {subnets: batch-a, routes: {0.0.0.0/0: nat}}
"""


def endpoint(subnets: str = "[a, b]", **fields: str) -> str:
    """A VPC with an instance and an interface endpoint; `fields` are further keys of the endpoint."""
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"""
vpcs:
  app:
    cidr: 10.0.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets:
      a: {{zone: a, cidr: 10.0.1.0/24, instances: {{web: {{ip: 10.0.1.20, security_groups: web}}}}}}
      b: {{zone: b, cidr: 10.0.2.0/24}}
    security_groups:
      web: {{egress: [all to 0.0.0.0/0]}}
      open: {{ingress: [https from 10.0.0.0/16]}}
      self: {{ingress: [all from self]}}
      port: {{ingress: [tcp 8443 from 10.0.0.0/16]}}
      far: {{ingress: [https from 172.31.0.0/16]}}
      world: {{ingress: [https from 0.0.0.0/0]}}
      byweb: {{ingress: [https from web]}}
    interface_endpoints:
      - {{id: vpce-1, service: sqs, private_dns: true, subnets: {subnets}{more}}}
"""


FULL = """'{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'"""
NARROW = """'{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}'"""

JOINED = """
on_premises: {dc: {cidr: 172.31.0.0/16}}
vpn_gateways: [{id: vgw-1, vpc: app}]
customer_gateways: {dc: {id: cgw-1, ip: 203.0.113.1, on_premises: dc}}
vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}
"""

CASES = [
    Case(
        "gateway-endpoint-missing", NAT, NAT + GATEWAYS, "vpc-data", ("Amazon S3 and Amazon DynamoDB", "nat-1", "$0.048", "app-a")
    ),
    Case(
        "gateway-endpoint-no-route-table",
        NAT + "    gateway_endpoints: [{id: vpce-s3, service: s3}]",
        NAT + GATEWAYS,
        "vpce-s3",
        ("no route table",),
    ),
    Case(
        "gateway-endpoint-missing-route",
        TWO_TABLES + "    gateway_endpoints: [{id: vpce-s3, service: s3, route_tables: [app]}]",
        TWO_TABLES + "    gateway_endpoints: [{id: vpce-s3, service: s3, route_tables: [app, batch]}]",
        "vpce-s3",
        ("batch-a",),
    ),
    Case("interface-endpoint-one-zone", endpoint("[a]"), endpoint(), "vpce-1", ("eu-west-1a only", "eu-west-1b", "$8.03 a month")),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="self"),
        endpoint(security_groups="byweb"),
        "vpce-1",
        ("lets nobody in", "self", "443"),
    ),
    Case(
        "interface-endpoint-admits-nobody", endpoint(security_groups="port"), endpoint(security_groups="open"), "vpce-1", ("443",)
    ),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="far"),
        endpoint(security_groups="[far, open]"),
        "vpce-1",
        ("far",),
    ),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="far") + JOINED,
        endpoint(security_groups="[far, open]") + JOINED,
        "vpce-1",
        ("nobody of its own VPC", "far"),
        severity="warning",
    ),
    Case(
        "interface-endpoint-admits-everybody",
        endpoint(security_groups="world"),
        endpoint(security_groups="open"),
        "vpce-1",
        ("0.0.0.0/0", "world"),
    ),
    Case("endpoint-policy-full-access", endpoint(), endpoint(policy=NARROW), "vpce-1", ("every action",)),
    Case("endpoint-policy-full-access", endpoint(policy=FULL), endpoint(policy=NARROW), "vpce-1", ("every action",)),
    Case(
        "endpoint-policy-full-access",
        endpoint(),
        endpoint() + "services: {sqs: {policy_supported: false}}",
        "vpce-1",
        ("every action",),
    ),
    Case(
        "endpoint-not-available", endpoint(state="pendingAcceptance"), endpoint(state="available"), "vpce-1", ("pendingAcceptance",)
    ),
]

ABOUT_OTHER_THINGS = (
    "endpoint-policy-full-access",
    "interface-endpoint-admits-everybody",
    "interface-endpoint-one-zone",
)
