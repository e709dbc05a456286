"""Cases of rules about names."""

from tests.findings.cases.case import Case, altered
from tests.findings.cases.endpoints import endpoint

# --- names ----------------------------------------------------------------------------------------------------------------


def site(inbound: str = "", servers: str = "", link: bool = True) -> str:
    """A data centre on a VPN to a VPC with a private hosted zone."""
    text = f"""
on_premises: {{dc: {{cidr: 172.16.0.0/16{servers}}}}}
vpcs:
  app:
    cidr: 10.0.0.0/16
    dns_support: true
    dns_hostnames: true
    vpn_gateway: {{id: vgw-1}}
    subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}, b: {{zone: b, cidr: 10.0.2.0/24}}}}
    {inbound}
hosted_zones: [{{id: Z1, name: corp.example, vpcs: app}}]
customer_gateways: {{dc: {{id: cgw-1, ip: 203.0.113.1, on_premises: dc}}}}
"""
    return text + ("vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}\n" if link else "")


INBOUND = "resolver_endpoints: {inbound: {id: rslvr-in-1, ips: {a: 10.0.1.53, b: 10.0.2.53}}}"
ASKS = ", dns_servers: [{ip: 172.16.0.10, forwarders: {%s: [%s]}}]"
QUEUE = "\n    interface_endpoints: {queue: {service: sqs, subnets: [a, b], private_dns: true}}"

CASES = [
    Case(
        "private-dns-without-vpc-dns",
        endpoint(),
        endpoint(),
        "vpce-1",
        ("DNS hostnames off",),
        altered("vpcs", dns_hostnames=False),
    ),
    Case(
        "hosted-zone-without-vpc-dns",
        "vpcs: {app: {cidr: 10.0.0.0/16, dns_support: false}}\nhosted_zones: [{id: Z1, name: corp.example, vpcs: app}]",
        "vpcs: {app: {cidr: 10.0.0.0/16, dns_hostnames: true}}\nhosted_zones: [{id: Z1, name: corp.example, vpcs: app}]",
        "Z1",
        ("DNS support and DNS hostnames off",),
    ),
    Case(
        "resolver-endpoint-one-zone",
        site(INBOUND.replace("{a: 10.0.1.53, b: 10.0.2.53}", "[{subnet: a, ip: 10.0.1.53}, {subnet: a, ip: 10.0.1.54}]")),
        site(INBOUND),
        "rslvr-in-1",
        ("2 IPs", "eu-west-1a"),
    ),
    Case("on-premises-cannot-resolve", site(), site(INBOUND), "on-premises-dc", ("corp.example", "no Resolver inbound endpoint")),
    Case(
        "on-premises-cannot-resolve",
        site(INBOUND, ASKS % ("other.example", "10.0.1.53")),
        site(INBOUND, ASKS % ("corp.example", "10.0.1.53")),
        "on-premises-dc",
        ("do not forward corp.example", "10.0.1.53"),
    ),
    Case(
        "on-premises-cannot-resolve",
        site(INBOUND, ASKS % ("corp.example", "10.9.9.9")),
        site(link=False),
        "on-premises-dc",
        ("do not forward corp.example",),
    ),
    Case(  # SQS has an old name too (eu-west-1.queue.amazonaws.com): who asks for the usual one lacks nothing.
        "on-premises-cannot-resolve",
        site(INBOUND + QUEUE, ASKS % ("corp.example", "10.0.1.53")),
        site(INBOUND + QUEUE, ASKS % ("eu-west-1.amazonaws.com: [10.0.1.53], corp.example", "10.0.1.53")),
        "on-premises-dc",
        ("do not forward sqs.eu-west-1.amazonaws.com",),
        severity="info",
    ),
]

ABOUT_OTHER_THINGS = (
    "on-premises-cannot-resolve",
    "resolver-endpoint-one-zone",
)
