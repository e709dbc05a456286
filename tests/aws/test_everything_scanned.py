"""Every type of resource that moto knows, in two regions, scanned by the command as a process, compared, and drawn."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.aws.moto_account import Client, Estate
from tests.aws.scanning import UNKNOWN_TO_MOTO
from tests.conftest import SHARED, vpcviz
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.spec import load_document

ACCOUNT = "123456789012"


@pytest.fixture
def estate(client: Client) -> Estate:
    return Estate(client)


def test_everything_that_moto_knows(estate: Estate, moto: str, tmp_path: Path) -> None:
    first, second, picture = tmp_path / "one.json", tmp_path / "two.json", tmp_path / "all.svg"
    arguments = ("--region", "eu-west-1", "--region", "us-east-1", "--endpoint-url", moto)
    done = vpcviz("scan", *arguments, "-o", first)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stderr.decode()
    assert "scanning account 123456789012: eu-west-1, us-east-1" in said
    assert "wrote" in said
    assert "were not read: `vpcviz gaps " in said, "what moto lacks is counted"
    assert "Client VPN endpoints" in vpcviz("gaps", first).stdout.decode(), "and listed"
    assert done.stdout == b""
    again = subprocess.run(
        [sys.executable, "-m", "vpcviz", "scan", *arguments, "-q", "-o", str(second)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=False,
    )
    assert again.returncode == 0
    assert first.read_bytes() == second.read_bytes(), "two scans of an unchanged account"
    assert b"CANARY" not in first.read_bytes()
    network = load_document("one.json", first.read_bytes())
    assert {gap.operation for gap in network.gaps} == UNKNOWN_TO_MOTO
    _check(network, estate.ids)
    drawn = vpcviz("draw", first, "--detail", "full", "-o", picture)
    assert drawn.returncode == 0
    svg = picture.read_text()
    assert "were not read: `vpcviz gaps` lists them" in svg
    assert "CANARY" not in svg
    for subnet in ("a", "b"):
        assert f'data-id="{estate.ids[subnet]}"' in svg
    _lint(picture)


def _lint(picture: Path) -> None:
    tool = SHARED / "tools" / "picture_lint.py"
    if not tool.exists():
        pytest.skip("the picture linter is not here")
    done = subprocess.run([sys.executable, str(tool), "--json", str(picture)], capture_output=True, check=False)
    if done.returncode == 2:
        pytest.skip("no browser")
    assert done.returncode == 0, done.stdout.decode()[:3000]


def _check(network: Network, ids: dict[str, str]) -> None:
    def get(name: str, kind: type[Any]) -> Any:
        found = network.get(ids[name], kind)
        assert found is not None, name
        return found

    vpc = get("vpc", r.Vpc)
    assert (vpc.name, vpc.tags, vpc.account, vpc.region) == ("prod", {"Name": "prod", "team": "core"}, ACCOUNT, "eu-west-1")
    assert vpc.cidrs == ("10.0.0.0/16", "100.64.0.0/16")
    assert len(vpc.ipv6_cidrs) == 1
    assert (vpc.dns_support, vpc.dns_hostnames, vpc.dhcp_options) == (True, False, ids["dhcp"])
    assert get("other", r.Vpc).region == "us-east-1"
    assert get("igw", r.InternetGateway).vpc == ids["vpc"]
    assert get("eigw", r.EgressOnlyInternetGateway).vpc == ids["vpc"]
    assert get("cagw", r.CarrierGateway).vpc == ids["vpc"]
    assert get("vgw", r.VpnGateway).asn in (64700, None)
    assert (get("cgw", r.CustomerGateway).ip, get("cgw", r.CustomerGateway).asn) == ("203.0.113.7", 65010)
    assert (get("list", r.PrefixList).name, get("list", r.PrefixList).entries) == ("offices", ("198.51.100.0/24",))
    assert get("dhcp", r.DhcpOptions).domain_name_servers == ("10.0.0.53",)
    assert (
        r.NetworkAclEntry(number=100, protocol="tcp", from_port=443, to_port=443, cidr="10.0.0.0/8")
        in get("acl", r.NetworkAcl).entries
    )
    assert get("eni", r.NetworkInterface).description == "by hand"
    assert network.owner_of[next(one.id for one in network.network_interfaces if one.owner == ids["instance"])] == ids["instance"]
    routes = {(route.destination, route.target) for route in get("table", r.RouteTable).routes}
    assert {("0.0.0.0/0", ids["igw"]), ("10.9.0.0/16", ids["pcx"]), ("172.16.0.0/12", ids["tgw"])} <= routes
    assert get("gateway", r.GatewayEndpoint).route_tables == (ids["table"],)
    assert get("endpoint", r.InterfaceEndpoint).security_groups == (ids["group"],)
    attachment = get("attachment", r.TransitGatewayAttachment)
    assert (attachment.resource, set(attachment.subnets)) == (ids["vpc"], {ids["a"], ids["b"]})
    table = get("tgw-rtb", r.TransitGatewayRouteTable)
    assert table.routes_known
    assert {(route.destination, route.state) for route in table.routes} == {("10.0.0.0/8", "active"), ("10.66.0.0/16", "blackhole")}
    connection = get("vpn", r.VpnConnection)
    assert (connection.customer_gateway, connection.gateway) == (ids["cgw"], ids["vgw"])
    peering = get("pcx", r.Peering)
    assert (peering.requester, peering.accepter, peering.accepter_region) == (ids["vpc"], ids["other"], "us-east-1")
    balancer = get("application", r.LoadBalancer)
    assert balancer.listeners == (r.Listener(protocol="HTTP", port=80, target_groups=(ids["targets"],)),)
    assert [one.id for one in get("targets", r.TargetGroup).targets] == [ids["instance"]]
    assert {one.name: one.type for one in network.load_balancers} == {
        "lb-application": "application",
        "lb-network": "network",
        "classic": "classic",
    }
    service = get("service", r.EndpointService)
    assert (service.load_balancers, service.allowed_principals) == ((ids["network"],), ("arn:aws:iam::444455556666:root",))
    workloads = {(one.type, one.name): one for one in network.workloads}
    assert set(workloads) == {
        ("rds-instance", "orders"),
        ("lambda-function", "resize"),
        ("eks-cluster", "pods"),
        ("efs-mount-target", "shared-files"),
        ("redshift-cluster", "warehouse"),
    }
    assert all(one.vpc == ids["vpc"] for (kind, _), one in workloads.items() if kind not in ("eks-cluster", "redshift-cluster"))
    assert get("firewall", r.NetworkFirewall).subnets == (ids["a"],)
    assert [(one.id, one.name) for one in network.accounts] == [(ACCOUNT, "acme-prod")]
    zone = get("zone", r.HostedZone)
    assert (zone.name, zone.vpcs, zone.records) == (
        "corp.internal",
        (ids["vpc"],),
        (r.DnsRecord(name="db.corp.internal", values=("10.0.2.40",)),),
    )
    assert sorted(zone.private for zone in network.hosted_zones) == [False, True]
    rule = get("rule", r.ResolverRule)
    assert (rule.domain, rule.endpoint, rule.vpcs, rule.target_ips) == (
        "corp.example",
        ids["resolver"],
        (ids["vpc"],),
        ("172.16.0.53",),
    )
    assert get("resolver", r.ResolverEndpoint).direction == "outbound"


def test_a_scan_can_be_narrowed_redacted_and_made_a_spec(estate: Estate, moto: str, tmp_path: Path) -> None:
    arguments = ("--region", "eu-west-1", "--endpoint-url", moto, "-q")
    done = vpcviz("scan", *arguments, "--vpc", "prod", "--tag", "team=core", "--format", "yaml", "--stamp")
    assert done.returncode == 0, done.stderr.decode()
    spec = tmp_path / "spec.yaml"
    spec.write_bytes(done.stdout)
    assert b"stamp:" in done.stdout
    assert b"origin: spec" in done.stdout
    assert b"172.31.0.0/16" not in done.stdout, "the default VPC was not asked for"
    hidden = vpcviz("scan", *arguments, "--redact")
    assert hidden.returncode == 0, hidden.stderr.decode()
    text = hidden.stdout.decode()
    for secret in (ACCOUNT, *estate.ids.values(), "203.0.113.7", "acme", "corp.internal", "offices", '"core"', "orders", "by hand"):
        assert secret not in text, secret
    shape = json.loads(text)
    assert len(shape["subnets"]) == len(load_document("all", vpcviz("scan", *arguments).stdout).subnets)
    share = tmp_path / "share.json"
    share.write_text(text)
    assert vpcviz("draw", share, "-o", tmp_path / "share.svg").returncode == 0
