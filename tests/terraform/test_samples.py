"""The samples as Terraform: planned, applied to moto, and scanned, they are the same network, and the one of the sample's file.

What the folders hold was made by `tests/terraform/ways/apply.py tests/terraform/samples/*/ --keep` (Terraform 1.11.4, AWS provider
5.100.0, moto 5.2.5). The other two samples, hub-and-spoke and shared-services, are handed to the project as Terraform: apply.py takes
their folders likewise.
"""

from typing import Any

import pytest

from tests.conftest import ROOT
from tests.terraform.ways.reasons import ADDED, FIELDS, unexplained
from vpcviz.changes import compare
from vpcviz.model import Network
from vpcviz.sources import load

FOLDER = ROOT / "tests" / "terraform" / "samples"
SAMPLES = sorted(one.parent.name for one in FOLDER.glob("*/main.tf"))


def read(sample: str, name: str) -> Network:
    return load([str(FOLDER / sample / f"{name}.json")])


def test_there_are_eight() -> None:
    assert len(SAMPLES) == 8
    assert {f"{one}.yaml" for one in SAMPLES} <= {one.name for one in (ROOT / "samples").iterdir()}


@pytest.mark.parametrize("way", ["plan", "state"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_what_was_made_is_what_was_planned(sample: str, way: str) -> None:
    scan = read(sample, "scan")
    default = frozenset(vpc.id for vpc in scan.vpcs if vpc.is_default)
    found = list(unexplained(compare(scan, read(sample, way)), default))
    assert [(one.sort, one.kind, one.name, [field.name for field in one.fields]) for one in found] == []


def _places(network: Network) -> Any:
    """What stands where, by names and addresses: of the network's own things."""
    name = {one.id: one.name for one in (*network.vpcs, *network.subnets, *network.route_tables)}
    own = {vpc.id for vpc in network.vpcs if not vpc.foreign and not vpc.is_default}
    return {
        "vpcs": sorted((one.name, one.cidrs) for one in network.vpcs if one.id in own),
        "subnets": sorted((one.name, one.cidr, one.zone, name[one.vpc]) for one in network.subnets if one.vpc in own),
        "instances": sorted(
            (one.name, name[one.subnet], network.interfaces_owned[one.id][0].private_ips) for one in network.instances
        ),
        "tables": sorted(
            (
                one.name,
                sorted(name[subnet] for subnet in one.subnets),
                sorted(route.destination.split(".")[0] for route in one.routes),
            )
            for one in network.route_tables
            if one.subnets
        ),
        "groups": sorted(
            (one.name, len(one.ingress), len(one.egress))
            for one in network.security_groups
            if one.vpc in own and one.name != "default"
        ),
        "balancers": sorted((one.name, one.type, len(one.subnets)) for one in network.load_balancers),
    }


@pytest.mark.parametrize(
    "sample", ["gateway-endpoint", "without-endpoints", "private-api", "private-dns", "prefix-list", "web-shop"]
)
def test_a_plan_of_a_sample_has_everything_where_the_sample_has_it(sample: str) -> None:
    plan, spec = _places(read(sample, "plan")), _places(load([str(ROOT / "samples" / f"{sample}.yaml")]))
    for part in ("vpcs", "subnets", "instances", "balancers"):
        own = [one for one in spec[part] if one[0] != "partner"]
        assert [one for one in plan[part] if one[0] != "partner"] == own, part
    assert [one[:2] for one in plan["tables"]] == [one[:2] for one in spec["tables"] if one[1]]


def test_each_reason_is_a_sentence() -> None:
    assert all(words.endswith(".") for words in (*ADDED.values(), *FIELDS.values()))
