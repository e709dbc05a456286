"""The DOT source of the map: what Graphviz reads of it is the network, and nothing in a text gets out of its quotes."""

import re
import shutil
import subprocess
import sysconfig

import pytest

from tests.networks import with_lists_reversed
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.dot import render_dot

HOSTILE = [
    "<b>bold</b>",
    '<img src="/etc/passwd"/>',
    'quote " and \\ backslash\\',
    "a:b:c",
    "arn:aws:x:y:port",
    "javascript:alert(1)",
    "\\N \\G \\L",
    "line\nbreak\x00\x1b[31m",
    'x"]; y [URL="javascript:alert(1)"]; "z',
    "‮evil",
    "subgraph",
    "-- }",
]


def laid_out(source: bytes) -> list[list[str]]:
    """What Graphviz's plain format says, one list of words for each node and edge."""
    engine = shutil.which("graphviz-pure", path=sysconfig.get_path("scripts"))
    assert engine is not None
    plain = subprocess.run([engine, "-Kdot", "-Tplain"], input=source, capture_output=True, check=True).stdout.decode()
    words = [re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line) for line in plain.splitlines()]
    return [[quoted or bare for quoted, bare in line] for line in words]


def estate() -> Network:
    """Two VPCs in two accounts, a hub, an office, a service and the internet."""
    a, b = {"account": "111122223333", "region": "eu-west-1"}, {"account": "444455556666", "region": "eu-west-1"}
    return Network(
        origin="scan",
        accounts=(r.Account(id="111122223333", name="Network"),),
        vpcs=(r.Vpc(id="vpc-a", name="alpha", cidrs=("10.0.0.0/16",), **a), r.Vpc(id="vpc-b", **b)),
        peerings=(
            r.Peering(id="pcx-1", requester="vpc-a", accepter="vpc-b"),
            r.Peering(id="pcx-2", requester="vpc-a", accepter="vpc-unseen"),
        ),
        transit_gateways=(r.TransitGateway(id="tgw-1", **a),),
        transit_gateway_attachments=(r.TransitGatewayAttachment(id="att", transit_gateway="tgw-1", resource="vpc-b"),),
        on_premises=(r.OnPremises(id="office"),),
        customer_gateways=(r.CustomerGateway(id="cgw-1", on_premises="office"),),
        vpn_connections=(r.VpnConnection(id="vpn-1", customer_gateway="cgw-1", gateway="vgw-1"),),
        vpn_gateways=(r.VpnGateway(id="vgw-1", vpc="vpc-a"),),
        internet_gateways=(r.InternetGateway(id="igw-1", vpc="vpc-a"),),
        gateway_endpoints=(r.GatewayEndpoint(id="vpce-1", vpc="vpc-b", service="com.amazonaws.eu-west-1.s3", region="eu-west-1"),),
        interface_endpoints=(r.InterfaceEndpoint(id="vpce-2", vpc="vpc-b", service="com.amazonaws.vpce.eu-west-1.vpce-svc-1"),),
    )


def test_graphviz_reads_the_nodes_and_links_of_the_network() -> None:
    read = laid_out(render_dot(estate(), Options()))
    nodes = {words[1] for words in read if words[0] == "node"}
    s3, partner = "com.amazonaws.eu-west-1.s3", "com.amazonaws.vpce.eu-west-1.vpce-svc-1"
    assert nodes == {"vpc-a", "vpc-b", "tgw-1", "office", "internet", s3, partner}
    edges = {tuple(sorted(words[1:3])) for words in read if words[0] == "edge"}
    assert edges == {
        ("vpc-a", "vpc-b"),
        ("tgw-1", "vpc-b"),
        ("office", "vpc-a"),
        ("internet", "vpc-a"),
        tuple(sorted((s3, "vpc-b"))),
        tuple(sorted((partner, "vpc-b"))),
    }


def test_the_order_of_the_lists_does_not_matter() -> None:
    whole = estate()
    other = with_lists_reversed(whole)
    assert render_dot(other, Options()) == render_dot(whole, Options())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_quotes(text: str) -> None:
    region = {"account": "1" * 12, "region": text}
    network = Network(
        origin="scan",
        title=text,
        accounts=(r.Account(id="1" * 12, name=text),),
        vpcs=(r.Vpc(id=f"vpc-{text}", name=text, **region), r.Vpc(id="vpc-b", name=text, **region)),
        peerings=(r.Peering(id="pcx", requester=f"vpc-{text}", accepter="vpc-b"),),
    )
    source = render_dot(network, Options())
    read = laid_out(source)
    assert len([words for words in read if words[0] == "node"]) == 2
    assert len([words for words in read if words[0] == "edge"]) == 1
    outside = re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', source)
    assert b"<" not in outside
    assert b"URL" not in outside
    assert not re.search(rb"[\x00-\x09\x0b-\x1f]", source)
