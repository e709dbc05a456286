"""Mermaid's and D2's text of the map: what is in it is the network, every text is quoted, what is too large is refused."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.render.test_dot import HOSTILE, estate
from vpcviz.commands import run
from vpcviz.errors import UsageError
from vpcviz.layout import Options
from vpcviz.layout.drawers_known import link_kinds
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.render.d2 import render_d2
from vpcviz.render.map_graph import edges_of, labels_of, nodes_of
from vpcviz.render.mermaid import render_mermaid
from vpcviz.sources import load

MORE = ["end", "%%{init: {'theme':'dark'}}%%", "style a fill:#f00;", "${x}", "`md`", "|md x|", "a -> b: {c}", "# no", "#quot;"]


def hostile() -> Network:
    names = [*HOSTILE, *MORE]
    return Network(title=names[1], vpcs=tuple(r.Vpc(id=f"vpc-{i}", name=name, region=name) for i, name in enumerate(names)))


def test_both_have_every_node_and_link() -> None:
    network = estate()
    nodes = nodes_of(network)
    edges = edges_of(network, {node.id for node in nodes})
    mermaid, d2 = render_mermaid(network, Options()).decode(), render_d2(network, Options()).decode()
    assert len(re.findall(r'^  n\d+\["', mermaid, re.MULTILINE)) == len(nodes)
    assert len(re.findall(r"^  n\d+ ---", mermaid, re.MULTILINE)) == len(edges)
    assert len(re.findall(r'^n\d+: "', d2, re.MULTILINE)) == len(nodes)
    assert len(re.findall(r"^[\w.]+ -- [\w.]+: ", d2, re.MULTILINE)) == len(edges)
    assert "alpha<br/>10.0.0.0/16" in mermaid
    assert '"alpha\\n10.0.0.0/16"' in d2
    assert mermaid.count("subgraph") == len(re.findall(r"^  end$", mermaid, re.MULTILINE))
    assert d2.count("{\n") == len(re.findall(r"^}$", d2, re.MULTILINE))


def test_no_text_gets_out_of_its_quotes() -> None:
    mermaid, d2 = render_mermaid(hostile(), Options()).decode(), render_d2(hostile(), Options()).decode()
    _, _, *body = mermaid.split("---\n")
    assert "%" not in mermaid
    for line in "---\n".join(body).splitlines():
        words = re.fullmatch(r'(?:flowchart TB|  end|  subgraph \w+\["([^"]*)"\]|  n\d+\["([^"]*)"\])', line)
        assert words, line
        assert not re.search(r"[<>{}|`:\\]", (words[1] or words[2] or "").replace("<br/>", "")), line
    for line in d2.splitlines():
        assert re.fullmatch(r'(?:[a-z]+\d*: "(?:[^"\\$]|\\.)*"(?: \{.*)?|\})', line), line


def test_what_the_tools_cannot_draw_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vpcs = tuple(r.Vpc(id=f"vpc-{number}") for number in range(40))
    mesh = tuple(r.Peering(id=f"pcx-{a}-{b}", requester=f"vpc-{a}", accepter=f"vpc-{b}") for a in range(40) for b in range(a))
    network = Network(vpcs=vpcs, peerings=mesh)
    for render, tool in ((render_mermaid, "Mermaid"), (render_d2, "D2")):
        with pytest.raises(UsageError, match=f"too large for {tool}"):
            render(network, Options())
    output = tmp_path / "a.mmd"
    assert run(["draw", str(ROOT / "samples" / "private-api.yaml"), "-o", str(output), "-o", str(tmp_path / "a.d2")]) == 0
    assert "as Mermaid: " in capsys.readouterr().err
    assert output.read_bytes().startswith(b"---\n")


def test_a_link_that_both_ends_tell_of_is_one() -> None:
    attachments = (
        r.TransitGatewayAttachment(id="a", transit_gateway="tgw-1", resource="tgw-2"),
        r.TransitGatewayAttachment(id="b", transit_gateway="tgw-2", resource="tgw-1"),
        r.TransitGatewayAttachment(id="c", transit_gateway="tgw-1", resource="dx"),
    )
    network = Network(
        transit_gateways=(r.TransitGateway(id="tgw-1"), r.TransitGateway(id="tgw-2")),
        transit_gateway_attachments=attachments,
        direct_connect_gateways=(r.DirectConnectGateway(id="dx"),),
        direct_connect_associations=(r.DirectConnectAssociation(id="d", direct_connect_gateway="dx", gateway="tgw-1"),),
    )
    assert edges_of(network, {"tgw-1", "tgw-2", "dx"}) == [("dx", "tgw-1", "direct-connect"), ("tgw-1", "tgw-2", "transit")]


def test_nodes_that_are_called_alike_tell_their_ids() -> None:
    """The same service in two regions; VPCs of one name in two accounts are told apart by their places."""
    vpcs = [r.Vpc(id=f"vpc-{at}", name="app", region="eu-west-1", account=f"11112222333{at}") for at in range(2)]
    services = [r.Service(id=f"com.amazonaws.{region}.s3", name="Amazon S3") for region in ("eu-west-1", "us-east-1")]
    assert labels_of([*vpcs, *services, r.Service(id="x", name="Amazon SQS")]) == {
        "vpc-0": ["app"],
        "vpc-1": ["app"],
        "com.amazonaws.eu-west-1.s3": ["Amazon S3", "com.amazonaws.eu-west-1.s3"],
        "com.amazonaws.us-east-1.s3": ["Amazon S3", "com.amazonaws.us-east-1.s3"],
        "x": ["Amazon SQS"],
    }


def test_a_service_without_an_endpoint_is_called_over_the_internet() -> None:
    for sample, linked in (("without-endpoints", {"dynamodb", "s3"}), ("gateway-endpoint", set())):
        network = load([str(ROOT / "samples" / f"{sample}.yaml")])
        edges = edges_of(network, {node.id for node in nodes_of(network)})
        assert {to.rpartition(".")[2] for start, to, kind in edges if (start, kind) == ("internet", "internet")} == linked


def test_kinds_say_what_they_join_and_as_which_link() -> None:
    """A kind that joins two things names them by fields of its own (`ENDS`), and its link is one that the legend knows."""
    for record in CLASSES.values():
        assert {*record.ENDS} - {""} <= {*record.__struct_fields__}, record.__name__
        assert record.STANDS_BY in ("", *record.__struct_fields__), record.__name__
        assert record.LINK or not all(record.ENDS), f"LINK of {record.__name__}"
        assert record.LINK in {"", *(one.name for one in link_kinds())}, f"{record.LINK}: register_link in its drawer"
