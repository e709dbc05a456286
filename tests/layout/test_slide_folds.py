"""On a slide of several VPCs, zones that are built alike are told once: named and counted where they stand."""

from collections import Counter
from itertools import pairwise

import pytest
from msgspec import structs

from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Way
from vpcviz.layout.slide_folds import names_alike
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

VPC = """
  {name}:
    cidr: 10.{n}.0.0/16
    internet_gateway: {{}}
    route_tables: {{{name}: {{main: true, routes: {{0.0.0.0/0: internet_gateway}}}}}}
    subnets:
      {name}-a: {{zone: a, cidr: 10.{n}.1.0/24, instances: {{{name}-1: 10.{n}.1.5}}}}
      {name}-b: {{zone: b, cidr: 10.{n}.2.0/24, instances: {{{name}-2: 10.{n}.2.5, {more}}}}}
"""

DATABASE = "    workloads: {store: {type: rds-instance, subnets: [web-a]}}\n"


def spec(names: str = "web shop lake mail logs", more: str = "", *, alike: bool = False) -> Network:
    """VPCs of two zones; unless they are `alike`, each has more instances than the one before it."""

    def hosts(n: int) -> str:
        return ", ".join(f"extra-{n}-{at}: 10.{n}.2.{9 + at}" for at in range(0 if alike else n))

    vpcs = "".join(
        VPC.format(name=name, n=n, more=hosts(n)) + (more if name == "web" else "") for n, name in enumerate(names.split())
    )
    return load_document("x.yaml", f"vpcviz: 1\nregion: eu-west-1\nvpcs:{vpcs}".encode())


def slide(network: Network) -> bytes:
    return render_svg(lay_out(network, Options(detail="presentation")))


def words(svg: bytes) -> list[str]:
    return [word.text for word in Picture(svg).words]


def test_zones_that_are_built_alike_are_told_once_and_nothing_is_lost() -> None:
    network = spec()
    svg = slide(network)
    picture = Picture(svg)
    frames = Counter(thing.kind for thing in picture.things if "more" not in thing.marks)
    told: Counter[str] = Counter()
    for thing in picture.things:
        told[thing.kind] += int(thing.marks.get("more", 0))
    assert (frames["vpc"], frames["az"], frames["subnet"]) == (5, 5, 5)
    assert (told["az"], told["subnet"], told["instance"], told["eni"]) == (5, 5, 20, 20)
    assert missing(svg, network) == []
    assert defects(svg) == []
    found = words(svg)
    assert {"2 × zone: eu-west-1a, b", "web-a, b", "web-1, 2"} <= {*found}
    assert all(any(subnet.cidr in word for word in found) for subnet in network.subnets)


def test_what_only_one_of_the_zones_has_says_where_it_is() -> None:
    found = words(slide(spec(more=DATABASE)))
    assert ("store", "in web-a") in pairwise(found)


def test_vpcs_that_are_built_alike_tell_once_what_is_in_them() -> None:
    network = spec(alike=True)
    svg = slide(network)
    picture = Picture(svg)
    vpcs = [thing for thing in picture.things if thing.kind == "vpc"]
    assert len(vpcs) == 5
    assert [thing.parent.id for thing in picture.things if thing.kind == "az" and "more" not in thing.marks and thing.parent] == [
        "vpc-lake"
    ]
    found = words(svg)
    assert found.count("1 route") == 5
    assert {"10.0.0.0/16 · like lake", "10.1.0.0/16 · like lake", "2 zones", "2 subnets", "2 network interfaces"} <= {*found}
    assert not any("10.2.0.0/16 · " in word for word in found)
    assert len([thing for thing in picture.things if thing.kind == "internet-gateway"]) == 5
    assert missing(svg, network) == []
    assert defects(svg) == []


def test_vpcs_of_two_regions_may_be_built_alike() -> None:
    """Their endpoints lead to services of other names."""
    away = VPC.replace("  {name}:\n", "  {name}:\n    region: us-east-1\n")
    ends = "    interface_endpoints: {{q: {{service: sqs, subnets: [{name}-a]}}}}\n"
    vpcs = "".join(
        (away if n % 2 else VPC)
        .replace("zone: ", "zone: " + ("us-east-1" if n % 2 else "eu-west-1"))
        .format(name=f"v{n}", n=n, more="")
        + ends.format(name=f"v{n}")
        for n in range(6)
    )
    network = load_document("x.yaml", f"vpcviz: 1\nregion: eu-west-1\nvpcs:{vpcs}".encode())
    svg = slide(network)
    assert sorted(word for word in words(svg) if word.endswith(" · like v0")) == [f"10.{n}.0.0/16 · like v0" for n in range(1, 6)]
    assert missing(svg, network) == []
    assert defects(svg) == []


def test_a_vpc_with_one_thing_more_tells_what_is_in_it() -> None:
    found = words(slide(spec(more=DATABASE, alike=True)))
    assert "10.0.0.0/16" in found
    assert ("store", "in web-a") in pairwise(found)
    assert "10.1.0.0/16 · like lake" in found


def test_few_vpcs_have_a_frame_for_each_zone() -> None:
    picture = Picture(slide(spec("web shop")))
    assert len([thing for thing in picture.things if thing.kind == "az"]) == 4


def test_workloads_are_counted_where_their_names_do_not_fit_into_a_line() -> None:
    told = words(slide(spec("web endpoints-that-the-whole-company-shares shop lake mail")))
    assert "web-1, 2" in told
    assert "3 × instance" in told
    assert not any("endpoints-that-the-whole-company-shares-1" in text and text.endswith("…") for text in told)


def test_zones_with_other_tiers_stand_side_by_side() -> None:
    network = spec()
    network = structs.replace(network, subnets=tuple(one for one in network.subnets if one.name != "web-b"))
    three = spec(more="      web-c: {zone: b, cidr: 10.0.3.0/24}\n")
    assert missing(slide(network), network) == []
    zones = [
        thing for thing in Picture(slide(three)).things if thing.kind == "az" and thing.parent and thing.parent.id == "vpc-web"
    ]
    assert len(zones) == 2


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["web-a", "web-b", "web-c"], "web-a, b, c"),
        (["eu-west-1a", "eu-west-1b"], "eu-west-1a, b"),
        (["query-10", "query-11"], "query-10, 11"),
        (["public", "private"], "public, private"),
        (["one"], "one"),
        (["a-very-long-name-for-a-subnet-a", "a-very-long-name-for-a-subnet-b"], "a-very-long-name-for-a-subnet-a, b"),
        ([f"web-{number}" for number in range(40)], "web-0, 1, 2, 3, 4, 5, 6, 7 and 32 more"),
    ],
)
def test_names_that_begin_alike(names: list[str], told: str) -> None:
    assert names_alike(names) == told


def test_a_traced_way_is_seen_in_vpcs_that_are_built_alike() -> None:
    network = spec(alike=True)
    way = Way("reachable", "web-1", "", ((1, "i-web-web-1", "starts here"),), ends=("i-web-web-1",))
    svg = render_svg(lay_out(network, Options(detail="presentation", way=way)))
    assert not any("like lake" in word for word in words(svg))
    assert b'data-step="1"' in svg
