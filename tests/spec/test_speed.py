"""Reading is quick, and its time grows with the network, not with its square. Processor time."""

import json
import time
from collections.abc import Callable
from typing import Any

import yaml

from vpcviz.spec import dump_json, load_document
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


def seconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def test_reading_9216_interfaces() -> None:
    text = estate(256).encode()
    document = read_yaml("a.yaml", text.decode())
    as_json = json.dumps(document).encode()
    network = load_document("a.yaml", text)
    assert len(network.network_interfaces) == 9216
    from_yaml = seconds(lambda: load_document("a.yaml", text))
    from_json = seconds(lambda: load_document("a.json", as_json))
    assert from_yaml < 3 * from_json
    assert from_yaml < 5  # 0.9 s on an idle machine

    snapshot = dump_json(network).replace(b'"origin": "spec"', b'"origin": "scan"', 1)
    assert seconds(lambda: load_document("a.json", snapshot)) < 1


def test_time_grows_with_the_size() -> None:
    small, large = (estate(vpcs, 2).encode() for vpcs in (16, 128))
    assert seconds(lambda: load_document("a.yaml", large)) < 2 * 8 * seconds(lambda: load_document("a.yaml", small))


def test_the_estate_is_plain_yaml() -> None:
    assert len(yaml.safe_load(estate(2))["vpcs"]) == 2
