"""What differs between two networks: by id, by name and place, in words; what was not read is neither new nor gone."""

import random
from pathlib import Path

import msgspec
import pytest

from vpcviz.changes import Changes, compare
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.spec import dump_json, load_document

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))

SHOP = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      web: {zone: a, cidr: 10.0.0.0/24, instances: {web-1: 10.0.0.10}}
      app: {zone: a, cidr: 10.0.1.0/24}
    route_tables:
      public: {subnets: [web], routes: {0.0.0.0/0: internet_gateway}}
"""


def spec(text: str) -> Network:
    return load_document("shop.yaml", text.encode())


def told(found: Changes) -> list[str]:
    return [f"{one.sort} {one.kind} {one.name}" for one in found.changes]


def words(found: Changes) -> list[str]:
    return [line for one in found.changes for field in one.fields for line in field.words]


def test_an_instance_brings_its_interface_and_a_route_is_an_entry_of_its_table() -> None:
    after = SHOP.replace("web-1: 10.0.0.10}", "web-1: 10.0.0.10, web-2: 10.0.0.11}").replace(
        "0.0.0.0/0: internet_gateway}", "0.0.0.0/0: internet_gateway, 192.0.2.0/24: internet_gateway}"
    )
    found = compare(spec(SHOP), spec(after))
    assert told(found) == ["added eni ", "added instance web-2", "changed route-table public"]
    assert found.changes[0].place == "subnet web, VPC shop, eu-west-1"
    (entry,) = found.changes[2].fields[0].entries
    assert (entry.sort, entry.before, entry.after["destination"]) == ("added", None, "192.0.2.0/24")
    back = compare(spec(after), spec(SHOP))
    assert told(back) == ["removed eni ", "removed instance web-2", "changed route-table public"]


def test_a_route_to_another_target_has_changed() -> None:
    after = SHOP.replace(
        "app: {zone: a, cidr: 10.0.1.0/24}", "app: {zone: a, cidr: 10.0.1.0/24, nat_gateway: {public_ip: 203.0.113.9}}"
    )
    found = compare(spec(after), spec(after.replace("0.0.0.0/0: internet_gateway", "0.0.0.0/0: nat")))
    (change,) = [one for one in found.changes if one.kind == "route-table"]
    assert [entry.sort for entry in change.fields[0].entries] == ["changed"]
    assert change.fields[0].words[0].startswith("routes: ~ 0.0.0.0/0 → ")
    assert " is now 0.0.0.0/0 → " in change.fields[0].words[0]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_network_does_not_differ_from_itself_in_another_order_or_under_other_ids(path: Path) -> None:
    network = load_document(path.name, path.read_bytes())
    chance = random.Random(5)
    lists = {name: tuple(chance.sample(getattr(network, name), len(getattr(network, name)))) for name in COLLECTIONS}
    assert compare(network, msgspec.structs.replace(network, **lists)).changes == ()
    text = dump_json(network).decode()
    for number, vpc in enumerate(network.vpcs):
        text = text.replace(f'"{vpc.id}"', f'"made-up-{number}"')
    for number, table in enumerate(network.route_tables):
        text = text.replace(f'"{table.id}"', f'"table-{number}"')
    other = load_document("other.json", text.replace('"origin": "spec"', '"origin": "scan"').encode())
    assert told(compare(network, other)) == []


def vpc(ident: str, name: str = "", **more: object) -> r.Vpc:
    return r.Vpc(id=ident, name=name, region="eu-west-1", cidrs=("10.0.0.0/16",), **more)  # type: ignore[arg-type]


def subnet(ident: str, inside: str, cidr: str) -> r.Subnet:
    return r.Subnet(id=ident, vpc=inside, cidr=cidr, region="eu-west-1")


def test_what_was_made_again_is_one_thing_with_another_id() -> None:
    before = Network(vpcs=(vpc("vpc-0aaaaaaaa", "prod"),), subnets=(subnet("subnet-0aaaaaaaa", "vpc-0aaaaaaaa", "10.0.0.0/24"),))
    after = Network(vpcs=(vpc("vpc-0bbbbbbbb", "prod"),), subnets=(subnet("subnet-0bbbbbbbb", "vpc-0bbbbbbbb", "10.0.0.0/24"),))
    found = compare(before, after)
    assert [one.sort for one in found.changes] == ["changed", "changed"]
    assert words(found)[0] == "made again: vpc-0aaaaaaaa is now vpc-0bbbbbbbb"
    assert found.pairs == {"vpc-0aaaaaaaa": "vpc-0bbbbbbbb", "subnet-0aaaaaaaa": "subnet-0bbbbbbbb"}


def test_two_of_one_name_in_one_place_are_not_guessed_at() -> None:
    twins = tuple(r.Instance(id=f"i-0aaaaaaa{n}", name="web", vpc="v", subnet="s") for n in range(2))
    others = tuple(r.Instance(id=f"i-0bbbbbbb{n}", name="web", vpc="v", subnet="s", type=f"t{n}") for n in range(2))
    assert {one.sort for one in compare(Network(instances=twins), Network(instances=others)).changes} == {"added", "removed"}


def test_what_was_not_read_is_neither_new_nor_gone() -> None:
    gap = r.Gap(service="ec2", operation="DescribeVpcs", account="", region="eu-west-1", feeds=("vpcs",))
    known, unread = Network(origin="scan", vpcs=(vpc("vpc-0a"),)), Network(origin="scan", gaps=(gap,))
    for found in (compare(known, unread), compare(unread, known)):
        assert found.changes == ()
        assert found.unread == {"vpcs": 1}
    both = msgspec.structs.replace(known, gaps=(gap,))
    assert told(compare(both, unread)) == ["removed vpc "], "the gap is on both sides: what told of the VPC was read on both"
    elsewhere = msgspec.structs.replace(unread, gaps=(msgspec.structs.replace(gap, region="us-east-1"),))
    assert told(compare(known, elsewhere)) == ["removed vpc "]


def test_what_is_not_known_on_one_side_has_not_changed() -> None:
    before, after = (Network(vpcs=(vpc("vpc-0a", dns_support=known),)) for known in (None, False))
    assert compare(before, after).changes == ()


def test_free_addresses_follow_from_the_interfaces() -> None:
    one, other = (Network(subnets=(r.Subnet(id="subnet-0a", available_ips=count),)) for count in (250, 249))
    assert compare(one, other).changes == ()


def test_only_some_kinds() -> None:
    before, after = Network(), Network(vpcs=(vpc("vpc-0a"),), subnets=(subnet("subnet-0a", "vpc-0a", "10.0.0.0/24"),))
    assert told(compare(before, after, {"vpcs"})) == ["added vpc "]


def test_workloads_of_every_type_are_of_one_kind() -> None:
    """What is drawn as its type, is compared as a workload."""
    after = Network(workloads=(r.Workload(id="db", type="rds-instance"),))
    assert [one.id for one in compare(Network(), after, {"workloads"}).changes] == ["db"]
    assert compare(Network(), after, {"instances"}).changes == ()


def test_references_that_run_in_a_circle_end() -> None:
    first = r.NetworkInterface(id="a", subnet="a", vpc="a")
    assert compare(Network(), Network(network_interfaces=(first,))).changes[0].id == "a"


def test_what_one_way_of_reading_does_not_tell_is_no_difference() -> None:
    """A plan need not tell accounts, states and texts; ids that sort otherwise keep no list from being the same."""
    spec = "vpcviz: 1\nregion: eu-west-1\n{}vpcs:\n  shop:\n    cidr: 10.0.0.0/16\n    subnets: {}\n    route_tables: {}\n"
    tables = "{app: {subnets: [one, two]}}"
    scanned = load_document(
        "a.yaml",
        spec.format(
            "account: '111122223333'\n",
            "{one: {id: subnet-0b, zone: a, cidr: 10.0.1.0/24}, two: {id: subnet-0a, zone: a, cidr: 10.0.2.0/24}}",
            tables,
        ).encode(),
    )
    planned = load_document(
        "b.yaml",
        spec.format(
            "",
            "{one: {id: aws_subnet.a, zone: a, cidr: 10.0.1.0/24}, two: {id: aws_subnet.b, zone: a, cidr: 10.0.2.0/24}}",
            tables.replace("app: {", "app: {id: aws_route_table.t, "),
        ).encode(),
    )
    assert compare(scanned, planned).changes == ()


def test_what_code_calls_a_thing_is_no_difference() -> None:
    """A `moved` block gives another address to a thing that stays."""
    network = load_document("a.yaml", b"vpcviz: 1\nvpcs: {shop: {id: vpc-0a, cidr: 10.0.0.0/16, address: aws_vpc.old}}\n")
    moved = msgspec.structs.replace(
        network, vpcs=tuple(msgspec.structs.replace(vpc, address='module.net["a"].aws_vpc.new') for vpc in network.vpcs)
    )
    assert compare(network, moved).changes == ()


HUBS = """
vpcviz: 1
account: "111122223333"
regions:
  eu-west-1:
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {one: {ip: 10.1.1.9, security_groups: sg-0aaaaaaa}}}}}
    security_groups:
      - {id: sg-0aaaaaaa, name: terraform-20260101000000000000000001, vpc: a}
      - {id: sg-0aaaaaab, name: terraform-20260101000000000000000002, vpc: a}
    transit_gateways:
      - id: tgw-0aaaaaaa
        attachments: [{id: tgw-attach-0aaaaaaa, resource: a, subnets: [a]}, PEERING_A]
        route_tables: [{id: tgw-rtb-0aaaaaaa, associations: [tgw-attach-0aaaaaaa, tgw-attach-0cccccc0]}]
  us-east-1:
    vpcs:
      b: {cidr: 10.2.0.0/16, subnets: {b: {zone: a, cidr: 10.2.1.0/24}}}
    transit_gateways:
      - id: tgw-0bbbbbbb
        attachments: [{id: tgw-attach-0bbbbbbb, resource: b, subnets: [b]}, PEERING_B]
        route_tables: [{id: tgw-rtb-0bbbbbbb, associations: [tgw-attach-0bbbbbbb, tgw-attach-0cccccc0]}]
"""
PEERING = "{id: tgw-attach-0cccccc0, type: peering, resource: HUB, resource_region: REGION}"


def hubs(side: str, digit: str = "") -> Network:
    """Two hubs without names that are peered, told by one side of the peering; ids of another account where a digit is given."""
    far = {"a": ("PEERING_A", "tgw-0bbbbbbb", "us-east-1"), "b": ("PEERING_B", "tgw-0aaaaaaa", "eu-west-1")}[side]
    text = HUBS.replace(far[0], PEERING.replace("HUB", far[1]).replace("REGION", far[2]))
    text = text.replace(", PEERING_A", "").replace(", PEERING_B", "")
    if digit:
        for word in "abc":
            text = text.replace(f"-0{word * 6}", f"-0{digit}{word * 5}").replace("202601010000000000", f"20270101000000000{digit}")
    return spec(text)


def test_hubs_tables_and_groups_without_names_are_known_by_what_uses_them() -> None:
    found = compare(hubs("a"), hubs("a", "7"))
    assert {one.sort for one in found.changes} == {"changed", "added", "removed"}
    apart = sorted((one.sort, one.kind) for one in found.changes if one.sort != "changed")
    assert apart == [("added", "security-group"), ("removed", "security-group")], "the group that nothing has is told apart"
    assert {field.name for one in found.changes for field in one.fields} <= {"id", "name"}


def test_a_peering_of_hubs_is_one_whichever_side_tells_it() -> None:
    assert [one for one in compare(hubs("a"), hubs("b")).changes if one.kind == "transit-gateway-attachment"] == []


def test_what_one_side_does_not_know_is_no_change() -> None:
    """A scan that could not read a zone's records differs from one that could in nothing that anybody changed."""
    read = r.HostedZone(id="Z1", name="corp.internal", records=(r.DnsRecord(name="a.corp.internal", values=("10.0.0.9",)),))
    unread = msgspec.structs.replace(read, records=(), records_known=False)
    for before, after in ((read, unread), (unread, read)):
        assert not compare(Network(hosted_zones=(before,)), Network(hosted_zones=(after,))).changes
