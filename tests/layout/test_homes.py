"""Where things stand: with what they belong to; what AWS made and nobody uses is counted, and so told apart from what is drawn."""

from msgspec import structs

from tests.layout.holding import holders
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

BELONGS = b"""
vpcviz: 1
region: eu-west-1
accounts: {"111122223333": {name: shop}, "444455556666": {name: other}}
vpcs:
  shop:
    account: "111122223333"
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.0.0/24}, b: {zone: b, cidr: 10.0.1.0/24}}
    resolver_endpoints: {out: {direction: outbound, ips: [a, b]}}
  other: {account: "444455556666", cidr: 10.1.0.0/16}
resolver_rules:
  - {name: corp, domain: corp.example, endpoint: out, target_ips: 172.16.0.10, vpcs: shop}
hosted_zones:
  - {name: corp.internal, private: true, vpcs: other}
"""


def picture(network: Network, options: Options | None = None) -> Picture:
    return Picture(render_svg(lay_out(network, options or Options())))


def test_what_is_written_at_top_level_stands_where_what_it_belongs_to_stands() -> None:
    found = {thing.kind: thing for thing in picture(load_document("spec.yaml", BELONGS)).things}
    assert holders(found["resolver-rule"]) == ["eu-west-1", "111122223333"]
    assert holders(found["hosted-zone"]) == ["eu-west-1", "444455556666"]


def test_both_sides_of_a_peering_may_be_one_vpc() -> None:
    network = Network(
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16",)),), peerings=(r.Peering(id="pcx-1", requester="vpc-1", accepter="vpc-1"),)
    )
    assert len(picture(network).wires) == 1


def scanned() -> Network:
    """A VPC as AWS makes it, beside what somebody made in it."""
    own = r.SecurityGroupRule(peer="sg-default", protocol="-1")
    local = r.Route(destination="10.0.0.0/16", target="local")
    return Network(
        origin="scan",
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16",), region="eu-west-1"),),
        subnets=(r.Subnet(id="subnet-1", vpc="vpc-1", cidr="10.0.0.0/24", zone="eu-west-1a", region="eu-west-1"),),
        security_groups=(
            r.SecurityGroup(id="sg-default", name="default", vpc="vpc-1", ingress=(own,)),
            r.SecurityGroup(id="sg-web", name="web", vpc="vpc-1"),
        ),
        route_tables=(
            r.RouteTable(id="rtb-main", vpc="vpc-1", main=True, routes=(local,)),
            r.RouteTable(id="rtb-web", vpc="vpc-1", subnets=("subnet-1",), routes=(local,)),
        ),
    )


def test_what_aws_made_and_nobody_uses_takes_the_room_of_a_count() -> None:
    things = picture(scanned()).things
    drawn = {thing.id for thing in things if "more" not in thing.marks}
    counted = [(thing.kind, thing.marks["more"]) for thing in things if "more" in thing.marks]
    assert "rtb-web" in drawn
    assert not {"sg-default", "rtb-main"} & drawn
    assert sorted(counted) == [("route-table", "1"), ("security-group", "2")]


def test_full_detail_draws_all_of_it() -> None:
    drawn = {thing.id for thing in picture(scanned(), Options(detail="full")).things}
    assert {"sg-default", "rtb-main", "sg-web"} <= drawn


def test_a_default_vpc_is_empty_only_as_far_as_was_read() -> None:
    other = r.Vpc(id="vpc-2", cidrs=("10.2.0.0/16",), region="eu-west-1")
    default = r.Vpc(id="vpc-1", cidrs=("172.31.0.0/16",), region="eu-west-1", is_default=True)
    read = Network(origin="scan", vpcs=(default, other))
    gap = r.Gap(service="ec2", operation="describe_network_interfaces", feeds=("network_interfaces",))
    words = "1 default VPC with nothing in it"
    assert words in [word.text for word in picture(read).words]
    unread = [word.text for word in picture(structs.replace(read, gaps=(gap,))).words]
    assert words not in unread
    assert "1 default VPC with nothing known in it" in unread
    group = r.SecurityGroup(id="sg-1", name="app", vpc="vpc-1")
    assert "vpc-1" in {thing.id for thing in picture(structs.replace(read, security_groups=(group,))).things}


def test_the_legend_names_tiers_that_are_drawn() -> None:
    other = r.Vpc(id="vpc-2", cidrs=("10.2.0.0/16",), region="eu-west-1")
    default = r.Vpc(id="vpc-1", cidrs=("172.31.0.0/16",), region="eu-west-1", is_default=True)
    subnet = r.Subnet(id="subnet-1", vpc="vpc-1", cidr="172.31.0.0/20", zone="eu-west-1a", region="eu-west-1")
    words = [word.text for word in picture(Network(origin="scan", vpcs=(default, other), subnets=(subnet,))).words]
    assert not [text for text in words if "subnet" in text]
