"""What AWS's API refuses and a spec can say all the same: `vpcviz validate` refuses it, other commands say so and go on."""

from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.spec import dump_json, load_document
from vpcviz.spec.checks.declared import NOT_CHECKED, REFUSALS

HEAD = "vpcviz: 1\nregion: eu-west-1\n"
SUBNETS = "subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: [web, db]}, b: {zone: b, cidr: 10.0.2.0/24}}"


def vpc(*lines: str, cidr: str = "10.0.0.0/16", gateway: bool = True) -> str:
    body = [
        f"cidrs: [{cidr}]",
        *(["internet_gateway: {name: igw}"] if gateway else []),
        SUBNETS if cidr == "10.0.0.0/16" else "",
        *lines,
    ]
    return "vpcs:\n  shop:\n" + "".join(f"    {line}\n" for line in body if line)


def balancer(kind: str, listeners: str, groups: str = "t: {protocol: TCP, port: 80}", more: str = "") -> str:
    return vpc(
        f"load_balancers: {{lb: {{type: {kind}, subnets: [a, b], listeners: [{listeners}]{more}}}}}", f"target_groups: {{{groups}}}"
    )


def zone(records: str) -> str:
    return vpc(f"hosted_zones: [{{name: corp.example, vpcs: shop, records: [{records}]}}]").replace(
        "    hosted_zones", "hosted_zones"
    )


HTTP = "t: {protocol: HTTP, port: 80}"
HUB = "transit_gateways: {hub: {asn: %s%s}}\n"
VPN = "customer_gateways: {c: {ip: 203.0.113.9}}\nvpn_connections: {v: {customer_gateway: c, gateway: hub, tunnels: [%s]}}\n"

TGW_ON_DX = """transit_gateways: {t: {asn: 64513}}
direct_connect_gateways: {x: {asn: 64512}}
direct_connect_associations: [{direct_connect_gateway: x, gateway: t%s}]
"""
WEIGHTED = "{name: www, values: [10.0.0.1], weight: 5, set_id: a}, "

REFUSED = {
    "port 0": (balancer("network", "tcp 0 -> t"), "the port 0 of a listener is out of range"),
    "rule of a Network Load Balancer": (
        balancer("network", "tcp 80 -> t", more=", rules: [10 80 path /a -> t]"),
        "a Network Load Balancer has no rules",
    ),
    "rule without a listener": (
        balancer("application", "http 80 -> t", HTTP, ", rules: [10 81 path /a -> t]"),
        "no listener on the port 81",
    ),
    "priority twice": (
        balancer("application", "http 80 -> t", HTTP, ", rules: [10 80 path /a -> t, 10 80 path /b -> t]"),
        "have the priority 10",
    ),
    "cross-zone off": (
        balancer("application", "http 80 -> t", HTTP, ", cross_zone: false"),
        "of an Application Load Balancer is always on",
    ),
    "client IP of UDP": (
        balancer("network", "udp 53 -> t", "t: {protocol: UDP, port: 53, preserve_client_ip: false}"),
        "of the protocol UDP cannot be turned off",
    ),
    "a target for all zones": (
        balancer(
            "application",
            "http 80 -> t",
            "t: {protocol: HTTP, port: 80, cross_zone: false, target_type: ip, targets: [{id: 10.9.9.9, zone: all}]}",
        ),
        "a target of it is for all zones",
    ),
    "private public IP": (vpc("network_interfaces: {e: {subnet: a, public_ip: 10.9.9.9}}"), "10.9.9.9 is a private address"),
    "no allowed prefixes": (TGW_ON_DX % "", "the association of x with t allows no prefixes"),
    "two Direct Connect gateways": (
        vpc("vpn_gateway: {id: vgw-1}")
        + """direct_connect_gateways: {x: {asn: 64512}, y: {asn: 64515}}
direct_connect_associations: [{direct_connect_gateway: x, gateway: vgw-1}, {direct_connect_gateway: y, gateway: vgw-1}]
""",
        "is associated with two Direct Connect gateways: x and y",
    ),
    "two policies": (
        zone(WEIGHTED + "{name: www, values: [10.0.0.2], failover: primary, set_id: b}"),
        "has weighted and failover records of the type A",
    ),
    "two primaries": (
        zone(
            "{name: www, values: [10.0.0.1], failover: primary, set_id: a}, {name: www, values: [10.0.0.2], failover: primary, set_id: b}"
        ),
        "has two primary records of the type A",
    ),
    "two private ranges": (
        vpc(cidr="10.0.0.0/16, 192.168.0.0/16"),
        "192.168.0.0/16 to a VPC with 10.0.0.0/16: they are of different",
    ),
    "172.16 beside 10": (vpc(cidr="172.16.0.0/16, 10.0.0.0/16"), "they are of different private ranges"),
    "198.19 beside 10": (vpc(cidr="10.1.0.0/16, 198.19.0.0/16"), "they are of different private ranges"),
    "two of 10.0.0.0/16": (vpc(cidr="10.0.0.0/24, 10.0.8.0/24"), "of 10.0.0.0/16 it has only one"),
    "two of 172.31.0.0/16": (vpc(cidr="172.31.0.0/20, 172.31.64.0/20"), "of 172.31.0.0/16 it has only one"),
    "link-local": (vpc(cidr="169.254.0.0/16"), "is link-local"),
    "two gateway endpoints": (
        vpc(
            "route_tables: {m: {main: true}}",
            "gateway_endpoints: {one: {service: s3, route_tables: m}, two: {service: s3, route_tables: m}}",
        ),
        "the route table m has two gateway endpoints for s3",
    ),
    "one port twice": (balancer("application", "http 80 -> t, http 80 -> t", HTTP), "two listeners of lb have the port 80"),
    "tcp and udp on one port": (balancer("network", "tcp 53 -> t, udp 53"), "two listeners of lb have the port 53"),
    "tcp on an ALB": (balancer("application", "tcp 80"), "an Application Load Balancer has no listener of the protocol TCP"),
    "https on an NLB": (balancer("network", "https 443"), "a Network Load Balancer has no listener of the protocol HTTPS"),
    "an HTTP group behind an NLB": (
        balancer("network", "tcp 80 -> t", HTTP),
        "the target group t is HTTP: a Network Load Balancer cannot",
    ),
    "a TCP group behind an ALB": (
        balancer("application", "http 80 -> t"),
        "the target group t is TCP: an Application Load Balancer cannot",
    ),
    "a TCP group for UDP": (
        balancer("network", "udp 53 -> t"),
        "the target group t is TCP: a Network Load Balancer cannot send to it from UDP 53",
    ),
    "a UDP group for TCP_UDP": (
        balancer("network", "tcp_udp 53 -> t", "t: {protocol: UDP, port: 53}"),
        "the target group t is UDP",
    ),
    "a Lambda behind an NLB": (
        balancer("network", "tcp 80 -> t", "t: {target_type: lambda}"),
        "is for a Lambda function, which cannot stand behind a Network Load Balancer",
    ),
    "an ALB behind an ALB": (
        balancer("application", "http 80 -> t", "t: {protocol: TCP, port: 80, target_type: alb}"),
        "cannot stand behind",
    ),
    "two QUIC listeners": (balancer("network", "quic 443, tcp_quic 444"), "lb has two QUIC listeners"),
    "QUIC beside UDP": (balancer("network", "quic 443, udp 53"), "lb has QUIC and UDP listeners"),
    "a GWLB with groups": (
        balancer("gateway", "", more=", security_groups: [g]").replace(
            "    target_groups", "    security_groups: {g: {}}\n    target_groups"
        ),
        "a Gateway Load Balancer has no security groups",
    ),
    "a group behind two": (
        vpc(
            "load_balancers:",
            "  one: {type: network, subnets: [a], listeners: [tcp 80 -> t]}",
            "  two: {type: network, subnets: [a], listeners: [tcp 80 -> t]}",
            "target_groups: {t: {protocol: TCP, port: 80}}",
        ),
        "the target group t is behind two load balancers: one and two",
    ),
    "internet-facing without a gateway": (
        vpc("load_balancers: {lb: {type: network, scheme: internet-facing, subnets: a}}", gateway=False),
        "an internet-facing load balancer needs an internet gateway",
    ),
    "a public target": (
        balancer("network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: ip, targets: [203.0.113.9]}"),
        "the target 203.0.113.9 is a public IP",
    ),
    "two Lambda functions": (
        balancer("application", "http 80 -> t", "t: {target_type: lambda, targets: [web, db]}"),
        "t is for a Lambda function, and has 2 targets",
    ),
    "GENEVE on another port": (balancer("gateway", "", "t: {protocol: GENEVE, port: 80}"), "has the port 6081, not 80"),
    "a rule twice": (
        vpc("security_groups: {x: {ingress: [tcp 22 from 0.0.0.0/0, ssh from 0.0.0.0/0]}}"),
        "an inbound rule of x is written twice",
    ),
    "an outbound rule twice": (
        vpc("security_groups: {x: {egress: [all to 0.0.0.0/0, {protocol: '-1', peer: 0.0.0.0/0, description: again}]}}"),
        "an outbound rule of x is written twice",
    ),
    "an edge table with a way out": (
        vpc("network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {0.0.0.0/0: fw}}}"),
        "a route of a gateway's table stays in the VPC: 0.0.0.0/0 is not inside 10.0.0.0/16",
    ),
    "an edge table with a prefix list": (
        vpc("network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {office: fw}}}")
        + "prefix_lists: {office: {entries: [10.0.1.0/24]}}\n",
        "has no prefix list as its destination",
    ),
    "a gateway with two tables": (
        vpc("route_tables: {e: {gateways: igw}, f: {gateways: igw}}"),
        "the internet gateway igw is associated with two",
    ),
    "a reserved IPv4 route": (
        vpc("route_tables: {m: {main: true, routes: {169.254.169.0/24: igw}}}"),
        "is inside 169.254.168.0/22",
    ),
    "a reserved IPv6 route": (
        vpc('route_tables: {m: {main: true, routes: {"fd00:ec2:0:1::/64": igw}}}'),
        "is inside fd00:ec2::/32",
    ),
    "an instance with two interfaces": (
        vpc(
            "instances: {fw: {subnet: a, network_interfaces: [{ip: 10.0.1.20}, {ip: 10.0.1.21}]}}",
            "route_tables: {m: {main: true, routes: {10.9.0.0/16: fw}}}",
        ),
        "fw has 2 network interfaces: a route to it must name one of them",
    ),
    "a carrier gateway without Wavelength": (
        vpc("carrier_gateway: true", "route_tables: {m: {main: true, routes: {0.0.0.0/0: carrier_gateway}}}"),
        "needs a subnet in a Wavelength Zone",
    ),
    "both versions in a prefix list": (
        'prefix_lists: {p: {entries: [10.0.0.0/8, "2001:db8::/32"]}}\n',
        "has IPv4 and IPv6 entries",
    ),
    "an entry twice": ("prefix_lists: {p: {entries: [10.0.0.0/8, 10.0.0.0/8]}}\n", "the entry 10.0.0.0/8 is twice in p"),
    "a small transit gateway CIDR": (HUB % (64512, ", cidrs: [10.9.0.0/25]"), "10.9.0.0/25 is too small for a transit gateway"),
    "a public ASN": (HUB % (3320, ""), "the ASN 3320 is not private: AWS gives a transit gateway none"),
    "a kept inside CIDR": (HUB % (64512, "") + VPN % "{inside_cidr: 169.254.169.252/30}", "169.254.169.252/30 is kept by AWS"),
    "an inside CIDR twice": (
        HUB % (64512, "") + VPN % "{inside_cidr: 169.254.9.0/30}, {inside_cidr: 169.254.9.0/30}",
        "two tunnels of one gateway have the inside CIDR 169.254.9.0/30",
    ),
    "three tunnels": (HUB % (64512, "") + VPN % "52.1.1.1, 52.1.1.2, 52.1.1.3", "v has 3 tunnels"),
    "one ASN for both": (
        HUB % (64512, "")
        + "direct_connect_gateways: {dx: {asn: 64512, associations: [{gateway: hub, allowed_prefixes: [10.0.0.0/8]}]}}\n",
        "dx and hub have the same ASN, 64512",
    ),
    "five DNS servers": (
        "dhcp_options: {d: {domain_name_servers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5]}}\n",
        "d has 5 DNS servers",
    ),
    "a CNAME beside an A": (
        zone("{name: www, type: CNAME, values: [a.example]}, {name: www, values: [10.0.0.9]}"),
        "has a CNAME and another",
    ),
    "two simple records": (
        zone("{name: www, values: [10.0.0.9]}, {name: www, values: [10.0.0.10]}"),
        "has two records of the type A",
    ),
    "a set_id twice": (
        zone("{name: www, values: [10.0.0.9], weight: 1, set_id: x}, {name: www, values: [10.0.0.8], weight: 1, set_id: x}"),
        'have the set_id "x"',
    ),
}

ALLOWED = {
    "10.0 and 10.1": vpc(cidr="10.0.0.0/16, 10.1.0.0/16"),
    "100.64 beside 10": vpc(cidr="10.0.0.0/16, 100.64.0.0/16"),
    "172.31 and 172.16": vpc(cidr="172.31.0.0/16, 172.16.0.0/16"),
    "two services on one table": vpc(
        "route_tables: {m: {main: true}}",
        "gateway_endpoints: [{service: s3, route_tables: m}, {service: dynamodb, route_tables: m}]",
    ),
    "one group for two listeners": balancer("application", "http 80 -> t, https 443 -> t", HTTP),
    "TLS to TCP": balancer("network", "tls 443 -> t"),
    "TCP to TCP_UDP": balancer("network", "tcp 53 -> t", "t: {protocol: TCP_UDP, port: 53}"),
    "a Lambda behind an ALB": balancer("application", "http 80 -> t", "t: {target_type: lambda, targets: [web]}"),
    "an ALB behind an NLB": balancer("network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: alb}"),
    "a private target elsewhere": balancer(
        "network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: ip, targets: [192.168.4.4]}"
    ),
    "rules that differ": vpc(
        "security_groups: {x: {ingress: [tcp 22 from 10.0.0.0/8, tcp 22 from 10.0.0.0/9, udp 22 from 10.0.0.0/8]}}"
    ),
    "an edge table for a subnet": vpc(
        "network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {10.0.2.0/24: fw}}}"
    ),
    "a route around what AWS keeps": vpc("route_tables: {m: {main: true, routes: {169.254.0.0/16: igw}}}"),
    "weighted records": zone(
        "{name: www, values: [10.0.0.9], weight: 1, set_id: x}, {name: www, values: [10.0.0.8], weight: 1, set_id: y}"
    ),
    "A and AAAA": zone("{name: www, values: [10.0.0.9]}, {name: www, type: AAAA, values: ['2001:db8::9']}"),
}


def refused(text: str) -> list[str]:
    try:
        load_document("spec.yaml", (HEAD + text).encode(), strict=True)
    except InputError as error:
        return [problem.message for problem in error.problems]
    return []


@pytest.mark.parametrize("name", REFUSED)
def test_refused_for_its_own_reason_alone(name: str) -> None:
    text, message = REFUSED[name]
    (said,) = refused(text)
    assert message in said


@pytest.mark.parametrize("name", ALLOWED)
def test_what_aws_allows_is_not_refused(name: str) -> None:
    assert refused(ALLOWED[name]) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_not_refused(sample: Path) -> None:
    load_document(sample.name, sample.read_bytes(), strict=True)


def test_other_commands_say_so_and_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "shop.yaml"
    spec.write_text(HEAD + REFUSED["one port twice"][0])
    assert run(["validate", str(spec)]) == 2
    capsys.readouterr()
    assert run(["draw", str(spec), "-o", str(tmp_path / "x.svg")]) == 0
    assert "AWS would refuse 1 thing of this spec: `vpcviz validate` lists them" in capsys.readouterr().err
    assert run(["draw", str(spec), "-q", "-o", str(tmp_path / "x.svg")]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", REFUSED)
def test_a_snapshot_is_never_refused(name: str) -> None:
    notes: list[str] = []
    network = (
        load_document("spec.yaml", (HEAD + REFUSED[name][0]).encode(), notes=notes) if name != "a gateway with two tables" else None
    )
    if network is not None:
        assert len(notes) == 1
        scanned = dump_json(network).replace(b'"origin": "spec"', b'"origin": "scan"')
        load_document("scan.json", scanned, strict=True)


def test_each_refusal_has_a_page_and_says_one_thing() -> None:
    assert len({(one.of, one.what) for one in REFUSALS}) == len(REFUSALS)
    assert all(one.source and one.what and one.of for one in REFUSALS)
    assert all(what and because for what, because in NOT_CHECKED)
