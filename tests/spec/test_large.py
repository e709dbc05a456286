"""Large specs are read whole. How fast, benchmarks/run.py measures (`--part loading`)."""

import json

import pytest
import yaml

from vpcviz.errors import InputError
from vpcviz.spec import collect, dump_json, load_document
from vpcviz.spec.yaml_reader import read_yaml


def estate(vpcs: int, interfaces: int = 4) -> str:
    """A spec of `vpcs` VPCs x 3 zones x 3 tiers x `interfaces` instances."""
    lines = ["vpcviz: 1", "region: eu-west-1", "vpcs:"]
    for number in range(vpcs):
        base = f"{10 + number // 256}.{number % 256}"
        lines += [f"  vpc-{number:04}:", f"    cidr: {base}.0.0/16", "    internet_gateway: true", "    subnets:"]
        for third, (tier, zone) in enumerate((tier, zone) for tier in ("web", "app", "db") for zone in "abc"):
            lines += [f"      {tier}-{zone}:", f"        zone: {zone}", f"        cidr: {base}.{third}.0/24", "        instances:"]
            lines += [f"          i{third}{n}: {{ip: {base}.{third}.{10 + n}, security_groups: web}}" for n in range(interfaces)]
        lines += ["    security_groups: {web: {ingress: [https from 10.0.0.0/8]}}"]
        lines += ["    route_tables: {public: {main: true, routes: {0.0.0.0/0: igw}}}"]
    return "\n".join(lines) + "\n"


def test_too_many_resources_are_said_and_nothing_that_is_missed_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reference to what was left out would be a problem of its own, and looking for near names of each took seconds."""
    monkeypatch.setattr(collect, "MOST_WRITTEN", 40)
    with pytest.raises(InputError) as refused:
        load_document("a.yaml", estate(3).encode())
    assert [problem.message for problem in refused.value.problems] == ["the document has more than 40 resources"]


def test_9216_interfaces_are_the_same_from_every_form() -> None:
    text = estate(256).encode()
    as_json = json.dumps(read_yaml("a.yaml", text.decode())).encode()
    network = load_document("a.yaml", text)
    assert len(network.network_interfaces) == 9216
    assert dump_json(load_document("a.json", as_json)) == dump_json(network)

    snapshot = dump_json(network).replace(b'"origin": "spec"', b'"origin": "scan"', 1)
    assert len(load_document("a.json", snapshot).network_interfaces) == 9216


def test_the_estate_is_plain_yaml() -> None:
    assert len(yaml.safe_load(estate(2))["vpcs"]) == 2
