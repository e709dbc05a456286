"""Words of AWS's that are newer than vpcviz, in every member that has a closed list of them: none vanishes, none becomes another."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.aws.fakes import FakeAccount, answer, network_of
from tests.aws.from_models import Sample, network_of_samples, samples
from vpcviz.aws.access import Access
from vpcviz.aws.answers import Reading
from vpcviz.aws.calls import Call
from vpcviz.aws.convert import NEW_WORD, convert
from vpcviz.aws.dumps import load_dumps
from vpcviz.aws.fetch_loop import Scan
from vpcviz.aws.shapes import field_types, shape_in, told_in
from vpcviz.commands.progress import Silent
from vpcviz.model import COLLECTIONS
from vpcviz.model.new_words import word_of
from vpcviz.model.shapes import new_word
from vpcviz.spec import dump_json, dump_yaml, load_document

SAMPLES = {sample.call.name: sample for sample in samples()}
PLACES = [(name, path) for name, sample in SAMPLES.items() for path, _ in sample.words]

KEPT_BESIDES = {
    "ec2.DescribeVpcBlockPublicAccessExclusions InternetGatewayExclusionMode": "of a VPC or subnet that is in the answers: below",
    "ec2.DescribeVpcBlockPublicAccessOptions VpcBlockPublicAccessOptions.InternetGatewayBlockMode": "the same",
    "ec2.DescribeInstances Instances.0.NetworkInterfaces.0.Status": "DescribeNetworkInterfaces tells it",
    "ec2.DescribeAddresses ServiceManaged": "only idle addresses are kept, and the sample is associated",
    "route53.ListResourceRecordSets Region": "the sample has a weight: a record has one routing policy",
}
"""Words that the samples do not show, with the reason."""


@pytest.mark.parametrize(("name", "path"), PLACES, ids=[f"{name} {'.'.join(map(str, path))}" for name, path in PLACES])
def test_a_new_word_is_kept_or_a_gap(name: str, path: tuple[str | int, ...]) -> None:
    changed = SAMPLES[name].with_word(path, "Hyper-Word")
    every = [changed if one.call.name == name else one for one in SAMPLES.values()]
    # What two calls tell alike is kept of one of them.
    alone = [one for one in every if one is changed or not set(one.call.feeds) & set(changed.call.feeds)]
    found = any(b"hyper-word" in msgspec.json.encode(network_of_samples(made)).lower() for made in (every, alone))
    assert found or f"{name} {'.'.join(map(str, path))}" in KEPT_BESIDES


def _known(sample: Sample, path: tuple[str | int, ...]) -> frozenset[str] | None:
    shape: Any = sample.call.shape
    for member in [part for part in path[:-1] if isinstance(part, str) and part != "one"]:
        shape = shape_in(field_types(shape)[member])
    return next((words for _, member, words in told_in(shape) if member == path[-1]), None)


def test_every_word_of_today_is_known() -> None:
    """What decides and is not kept knows all that botocore's models list: no word of today is a gap."""
    unknown = {
        f"{name} {'.'.join(map(str, path))}": lacking
        for name, sample in SAMPLES.items()
        for path, words in sample.words
        if (known := _known(sample, path)) is not None and (lacking := {one.lower() for one in words} - known)
    }
    assert unknown == {}
    assert [gap for gap in network_of_samples(list(SAMPLES.values())).gaps if gap.error == NEW_WORD] == []


NEVER = ("ServiceType Gateway",)
"""Words that AWS lists and does not say there: services of one's own have no gateway endpoints (PrivateLink Guide, "Concepts")."""


def _newer(every: list[Sample]) -> set[str]:
    network = network_of_samples(every)
    return {words for name in COLLECTIONS for one in getattr(network, name) if (words := word_of(one))}


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.words])
def test_no_word_of_today_is_newer_than_vpcviz(name: str) -> None:
    """Whatever botocore's models list for a member is a word of today: of none is said that nobody knows what it does."""
    sample = SAMPLES[name]
    usual = _newer([sample])
    found = {f"{path[-1]} {word}": _newer([sample.with_word(path, word)]) - usual for path, words in sample.words for word in words}
    assert {said: more for said, more in found.items() if more and said not in NEVER} == {}


def test_modes_of_block_public_access_are_kept() -> None:
    subnet = {"SubnetId": "subnet-1", "VpcId": "vpc-1", "BlockPublicAccessStates": {"InternetGatewayBlockMode": "sideways"}}
    exclusion = {"ResourceArn": "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1", "InternetGatewayExclusionMode": "diagonal"}
    options = {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": "upwards"}}
    network = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1"}),
        answer("ec2.DescribeSubnets", subnet),
        answer("ec2.DescribeVpcBlockPublicAccessExclusions", exclusion),
        answer("ec2.DescribeVpcBlockPublicAccessOptions", options),
    )
    assert network.subnets[0].block_public_access == "sideways"
    assert network.subnets[0].public_access_exclusion == "diagonal"
    assert network.vpcs[0].block_public_access == "upwards"


TYPES = {
    "directconnect-describe-virtual-interfaces": (
        "virtualInterfaces",
        {"virtualInterfaceId": "dxvif-1", "virtualInterfaceType": "hyper", "directConnectGatewayId": "dxgw-1"},
        "virtual_interfaces",
        "type",
    ),
    "elbv2-describe-target-groups": (
        "TargetGroups",
        {"TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/1", "TargetType": "hyper"},
        "target_groups",
        "target_type",
    ),
    "ec2-describe-transit-gateway-attachments": (
        "TransitGatewayAttachments",
        {"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "ResourceType": "hyper", "ResourceId": "x-1"},
        "transit_gateway_attachments",
        "type",
    ),
    "ec2-describe-nat-gateways": (
        "NatGateways",
        {"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "ConnectivityType": "hyper"},
        "nat_gateways",
        "connectivity",
    ),
    "route53resolver-list-resolver-endpoints": (
        "ResolverEndpoints",
        {"Id": "rslvr-1", "Direction": "hyper", "HostVPCId": "vpc-1"},
        "resolver_endpoints",
        "direction",
    ),
}


@pytest.mark.parametrize("file", TYPES)
def test_dumps_and_snapshots_keep_the_word(file: str, tmp_path: Path) -> None:
    key, item, collection, field = TYPES[file]
    (tmp_path / f"{file}.json").write_text(json.dumps({key: [item]}))
    network = load_dumps([tmp_path])
    one = next(thing for thing in getattr(network, collection) if not thing.foreign)
    assert (getattr(one, field), new_word(one, field)) == ("hyper", "hyper")
    for saved, data in (("s.json", dump_json(network)), ("s.yaml", dump_yaml(network))):
        again = load_document(saved, data)
        assert getattr(next(thing for thing in getattr(again, collection) if not thing.foreign), field) == "hyper"


def _tables(*routes: dict[str, str]) -> dict[str, Any]:
    return {"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [*routes], "Associations": [{"Main": True}]}]}


@pytest.mark.parametrize("more", [{}, {"Vpcs": [{"VpcId": "vpc-1"}]}], ids=["alone", "beside others"])
def test_a_route_to_a_new_sort_of_thing_names_it(more: dict[str, Any], tmp_path: Path) -> None:
    """AWS adds a member for each sort of target; the CLI prints it, before vpcviz knows it."""
    hyper = {"DestinationCidrBlock": "0.0.0.0/0", "HyperGatewayId": "hgw-1", "State": "active"}
    gone = {"DestinationCidrBlock": "10.1.0.0/16", "Origin": "CreateRoute", "State": "blackhole"}
    (tmp_path / "a.json").write_text(json.dumps({**_tables(hyper, gone), **more}))
    routes = {route.destination: route for route in load_dumps([tmp_path]).route_tables[0].routes}
    assert (routes["0.0.0.0/0"].target, routes["10.1.0.0/16"].target) == ("hgw-1", "")


def test_a_route_whose_target_the_sdk_drops_is_not_taken_for_one_to_nothing() -> None:
    told = {"DestinationCidrBlock": "0.0.0.0/0", "State": "active"}
    network = network_of(answer("ec2.DescribeRouteTables", _tables(told)["RouteTables"][0]))
    assert network.route_tables[0].routes[0].target == "a new kind of target"


@pytest.mark.parametrize("file", TYPES)
def test_scans_keep_the_word(file: str) -> None:
    key, item, collection, field = TYPES[file]

    def respond(call: Call, _: Mapping[str, Any]) -> list[Any] | str:
        return [item] if "-".join(call.command) == file and call.key == key else []

    reading = Reading()
    Scan([FakeAccount(respond)], Access(), Silent(), reading).run()  # type: ignore[list-item]
    one = next(thing for thing in getattr(convert(reading), collection) if not thing.foreign)
    assert new_word(one, field) == "hyper"
