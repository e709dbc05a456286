"""Views show what they are about, count everything else, and never say what is not so."""

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from tests.conftest import ROOT
from tests.layout.views import SHOWN
from tests.mentions import users_are_told
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.commands.build_entries import PictureEntry
from vpcviz.commands.picture_options import ViewChoice
from vpcviz.layout import Options, lay_out
from vpcviz.layout.drawing import View
from vpcviz.layout.view_choice import view_called
from vpcviz.layout.view_names import view_names
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import groups
from vpcviz.sources import load

HOME = {"account": "111122223333", "region": "eu-west-1"}


def test_every_module_of_views_is_a_view() -> None:
    assert view_names()[0] == "network"
    assert {name: type(view_called(name)) for name in view_names()} == dict.fromkeys(view_names(), View)
    assert {*SHOWN} <= {*view_names()}


@pytest.mark.parametrize("name", view_names())
def test_each_view_has_its_parts(name: str) -> None:
    view, page = view_called(name), (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    module = (ROOT / "vpcviz" / "layout" / "views" / f"{name}.py").read_text(encoding="utf-8")
    assert module.startswith('"""')
    if view.keeps is not None:
        assert name in SHOWN, f"tests/layout/views/{name}.py says what {name} shows and counts"
        assert "Everything else is counted" in view.words
        assert f"\n| `{name}` | " in page, f"the table of docs/views.md says nothing of {name}"
    assert re.search(rf"\b{name}\b", page), f"docs/views.md says nothing of {name}"
    assert users_are_told(f"--view {name}"), f"CHANGELOG.md says nothing of --view {name}"


def test_commands_and_servers_take_their_names_from_there() -> None:
    offered = set(view_names())
    assert {one.value for one in ViewChoice} == offered
    assert set(get_args(get_type_hints(PictureEntry)["view"])) == offered
    assert set(get_args(Options.__annotations__["view"])) == offered
    name = f'"(?:{"|".join(view_names())})"'
    lists = [
        path.name for path in (ROOT / "vpcviz").rglob("*.py") if re.search(rf"{name}, {name}, {name}", path.read_text("utf-8"))
    ]
    assert lists == []


def test_the_names_of_views_are_had_without_what_draws() -> None:
    code = (
        "import sys, vpcviz.layout.view_names; print({'vpcviz.layout.boxes', 'vpcviz.layout.compose', 'msgspec'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def interface(name: str, subnet: str, ip: str, owner: str) -> r.NetworkInterface:
    return r.NetworkInterface(
        id=f"eni-{name}", vpc="vpc-a", subnet=subnet, private_ips=(ip,), owner=owner, zone="eu-west-1a", **HOME
    )


def estate() -> Network:
    """A VPC with a NAT gateway, both kinds of endpoint, a Resolver endpoint, an instance, and everything that names need."""
    return Network(
        origin="scan",
        vpcs=(r.Vpc(id="vpc-a", name="a", cidrs=("10.0.0.0/16",), dhcp_options="dopt-1", **HOME),),
        subnets=(
            r.Subnet(id="subnet-out", vpc="vpc-a", zone="eu-west-1a", cidr="10.0.0.0/24", **HOME),
            r.Subnet(id="subnet-in", vpc="vpc-a", zone="eu-west-1a", cidr="10.0.1.0/24", **HOME),
        ),
        network_interfaces=(
            interface("nat", "subnet-out", "10.0.0.10", "nat-1"),
            interface("web", "subnet-out", "10.0.0.20", "i-web"),
            interface("sqs", "subnet-in", "10.0.1.10", "vpce-sqs"),
            interface("dns", "subnet-in", "10.0.1.53", "rslvr-1"),
        ),
        instances=(r.Instance(id="i-web", vpc="vpc-a", subnet="subnet-out", **HOME),),
        nat_gateways=(r.NatGateway(id="nat-1", vpc="vpc-a", subnet="subnet-out", **HOME),),
        internet_gateways=(r.InternetGateway(id="igw-1", vpc="vpc-a", **HOME),),
        gateway_endpoints=(r.GatewayEndpoint(id="vpce-s3", vpc="vpc-a", service="com.amazonaws.eu-west-1.s3", **HOME),),
        interface_endpoints=(
            r.InterfaceEndpoint(
                id="vpce-sqs",
                vpc="vpc-a",
                service="com.amazonaws.eu-west-1.sqs",
                subnets=("subnet-in",),
                network_interfaces=("eni-sqs",),
                security_groups=("sg-sqs",),
                dns_names=("vpce-sqs.example.vpce.amazonaws.com",),
                **HOME,
            ),
        ),
        route_tables=(
            r.RouteTable(
                id="rtb-1",
                vpc="vpc-a",
                main=True,
                routes=(r.Route(destination="0.0.0.0/0", target="igw-1"), r.Route(destination="pl-1", target="vpce-s3")),
                **HOME,
            ),
        ),
        security_groups=(r.SecurityGroup(id="sg-sqs", vpc="vpc-a", **HOME), r.SecurityGroup(id="sg-web", vpc="vpc-a", **HOME)),
        network_acls=(r.NetworkAcl(id="acl-1", vpc="vpc-a", **HOME),),
        hosted_zones=(
            r.HostedZone(
                id="Z1",
                vpcs=("vpc-a",),
                records=(r.DnsRecord(name="sqs.corp", alias="vpce-sqs.example.vpce.amazonaws.com."),),
                **HOME,
            ),
            r.HostedZone(id="Z2", vpcs=("vpc-a",), **HOME),
        ),
        resolver_endpoints=(
            r.ResolverEndpoint(
                id="rslvr-1",
                vpc="vpc-a",
                ips=(r.ResolverIp(subnet="subnet-in", ip="10.0.1.53", network_interface="eni-dns"),),
                **HOME,
            ),
        ),
        resolver_rules=(r.ResolverRule(id="rslvr-rr-1", domain="corp", vpcs=("vpc-a",), **HOME),),
        dhcp_options=(r.DhcpOptions(id="dopt-1", domain_name_servers=("10.0.1.53",), **HOME),),
        transit_gateways=(r.TransitGateway(id="tgw-1", **HOME),),
        transit_gateway_attachments=(r.TransitGatewayAttachment(id="att-1", transit_gateway="tgw-1", resource="vpc-a", **HOME),),
        on_premises=(r.OnPremises(id="office", dns_servers=(r.DnsServer(ip="192.168.0.53", forwarders={"aws": ("10.0.1.53",)}),)),),
    )


EVERYWHERE = {"vpc-a"}


@pytest.mark.parametrize("view", SHOWN)
def test_a_view_draws_what_it_is_about_and_counts_the_rest(view: View) -> None:
    network = estate()
    scene = lay_out(network, Options(view=view))
    svg = render_svg(scene)
    ids = {group.id for group in groups(scene.parts)}
    shown, hidden = SHOWN[view]
    assert shown | EVERYWHERE <= ids
    assert not hidden & ids
    assert missing(svg, network) == []
    assert defects(svg) == []
    words = b" ".join(re.sub(rb"<[^>]*>", b" ", svg).split())
    assert b"Everything else is counted" in words


def test_the_dns_view_links_forwarders_zones_and_dhcp_options() -> None:
    found = set()
    for group in groups(lay_out(estate(), Options(view="dns")).parts):
        marks = dict(group.marks)
        if marks.get("link") == "dns":
            found.add((marks["from"], marks["to"]))
    assert {("Z1", "vpc-a"), ("rslvr-rr-1", "vpc-a"), ("dopt-1", "vpc-a"), ("office/192.168.0.53", "rslvr-1")} <= found


@pytest.mark.parametrize("view", SHOWN)
def test_a_subnet_keeps_its_tier_where_its_table_is_not_drawn(view: View) -> None:
    svg = render_svg(lay_out(estate(), Options(view=view))).decode()
    assert "10.0.1.0/24 · public" in svg, "keep route tables, and leave them out of the drawing (leaves_out)"
    assert "not known" not in svg


def test_counts_are_in_words() -> None:
    assert "2 network interfaces" in render_svg(lay_out(estate(), Options(view="dns"))).decode()


def test_a_load_balancer_behind_an_endpoint_service_has_its_interfaces_and_the_name_of_its_target_group(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(
        "vpcviz: 1\nregion: eu-west-1\nvpcs: {v: {cidr: 10.0.0.0/16, "
        "subnets: {a: {zone: a, cidr: 10.0.0.0/24, instances: {i: 10.0.0.9}}}, "
        "load_balancers: {lb: {type: network, subnets: a, listeners: [tcp 443 -> app]}}, "
        "target_groups: {app: {protocol: TCP, port: 80, targets: i}}}}\nendpoint_services: {pay: {load_balancers: lb}}\n"
    )
    picture = render_svg(lay_out(load([str(path)]), Options(view="endpoints"))).decode()
    assert "no network interface seen" not in picture
    assert "1 network interface<" in picture
    assert "TCP 443 → app<" in picture
