"""What a network interface of an unknown owner is called: its description or its type, with ids and addresses whole."""

import pytest
from msgspec import structs

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.layout.interfaces import called, counted
from vpcviz.layout.tooltips import tooltip
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import Icon, groups
from vpcviz.spec import load_document


def interface(**fields: object) -> r.NetworkInterface:
    return r.NetworkInterface(id="eni-1", vpc="vpc-v", subnet="subnet-v-a", private_ips=("10.0.0.9",), **fields)  # type: ignore[arg-type]


def picture(*interfaces: r.NetworkInterface) -> bytes:
    loaded: Network = load_document(
        "spec.yaml", b"vpcviz: 1\nregion: eu-west-1\nvpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24}}}}"
    )
    svg = render_svg(lay_out(structs.replace(loaded, network_interfaces=interfaces), Options(detail="full")))
    assert defects(svg) == []
    return svg


def texts(svg: bytes) -> list[str]:
    return [word.text for word in Picture(svg).words]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"owner_name": "load balancer web", "name": "n", "description": "ELB app/web/1"}, "load balancer web"),
        ({"name": "proxy", "description": "the proxy"}, "proxy"),
        ({"owner": "i-0123456789abcdef0", "description": "Primary network interface"}, "i-0123456789abcdef0"),
        ({"description": "the cache of shop"}, "the cache of shop"),
        ({"description": "  \n", "type": "trunk"}, "Trunk network interface"),
        ({"description": "", "type": "some_new_kind"}, "some_new_kind network interface"),
        ({"description": "\u200b"}, "Network interface"),
        ({}, "Network interface"),
    ],
)
def test_names(fields: dict[str, str], name: str) -> None:
    assert called(interface(**fields)) == (name, [])


def test_a_long_description_is_shortened_and_its_ids_and_addresses_are_not() -> None:
    long = "made by the pipeline for db-0123456789abcdef0 and 192.168.17.20/28 at 2001:db8::17, seen from 10.0.0.9"
    shown = texts(picture(interface(description=long)))
    assert {"db-0123456789abcdef0", "192.168.17.20/28", "2001:db8::17"} <= set(shown)
    assert shown.count("10.0.0.9") == 1
    assert [text for text in shown if text.startswith("made by the") and text.endswith("…")]
    assert long.encode() in picture(interface(description=long))  # whole in the tooltip


def test_what_only_looks_like_an_id_or_an_address_is_no_line_of_its_own() -> None:
    name, told = called(
        interface(description="version 1.2.3 of half-decaffeinated-coffee at 12:30, a very long text about nothing")
    )
    assert (name[:7], told) == ("version", [])


def test_hostile_descriptions() -> None:
    svg = picture(interface(description="<script>alert(1)</script>\n\x1b[31mred \u202egnp & " + "x" * 5000))
    assert b"<script" not in svg
    assert b"\x1b" not in svg
    assert "\u202e".encode() not in svg


def test_words_that_are_newer_than_vpcviz_are_said_as_aws_says_them() -> None:
    """The type on the card beside what the interface is called; states of other things where they are pointed at."""
    svg = picture(interface(description="the new thing", type="hyper_eni"))
    assert {"the new thing", "type hyper_eni"} <= set(texts(svg))
    nat = r.NatGateway(id="nat-1", vpc="vpc-v", subnet="subnet-v-a", connectivity="orbital", state="floating")
    assert tooltip(nat) == "nat-1 · connectivity orbital · state floating"
    assert tooltip(structs.replace(nat, connectivity="public", state="available")) == "nat-1"


def test_what_one_card_says_of_many_ends_with_a_whole_word() -> None:
    def named(stem: str) -> str:
        return counted([r.Instance(id=f"i-{at}", name=f"{stem}-{at}") for at in range(9)], "subnet-a").text

    assert named("n") == "n-0, n-1 and 7 more"
    assert named("node-a") == "node-a-0 and 8 more"
    assert named("reporting-of-the-night") == "9 instances"  # a name would be cut, and with it how many more there are
    plain = [r.Workload(id=f"task-{at}", type="ecs-task") for at in range(3)]
    assert counted(plain, "subnet-a").text == "3 ECS tasks"


def test_a_card_for_many_has_the_icon_of_their_owners() -> None:
    functions = ", ".join(f"f{number}: {{type: redshift-cluster, subnets: [a, b]}}" for number in range(10))
    spec = f"""
        vpcs:
          v:
            cidr: 10.0.0.0/16
            subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}, b: {{zone: b, cidr: 10.0.2.0/24}}}}
            workloads: {{{functions}}}
    """
    cards = [group for group in groups(lay_out(network(spec), Options()).parts) if group.id.endswith("/redshift-cluster")]
    icons = {part.name for card in cards for part in card.parts if isinstance(part, Icon)}
    assert len(cards) == 2
    assert icons == {"warehouse"}
