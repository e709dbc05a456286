"""The dump of a real account as a source."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, vpcviz

DEMO = SHARED / "data" / "dump-demo"


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo dump is not here")
def test_the_demo_dump_is_drawn_whole(tmp_path: Path) -> None:
    picture = tmp_path / "demo.svg"
    done = vpcviz("draw", DEMO, "--detail", "full", "-o", picture)
    assert done.returncode == 0
    said, svg = done.stderr.decode(), picture.read_text()
    assert "46 kinds of resources of 1 account were not read: `vpcviz gaps " in said
    assert "46 kinds of resources of 1 account were not read: `vpcviz gaps` lists them" in svg
    ids = {raw["SubnetId"] for raw in read_demo("ec2-describe-subnets")["Subnets"]}
    ids |= {raw["NetworkInterfaceId"] for raw in read_demo("ec2-describe-network-interfaces")["NetworkInterfaces"]}
    ids |= {raw["VpcEndpointId"] for raw in read_demo("ec2-describe-vpc-endpoints")["VpcEndpoints"]}
    assert len(ids) == 7
    for identity in sorted(ids):
        assert f'data-id="{identity}"' in svg
    for address in ("172.31.48.168", "3.80.3.41", "10.0.0.1"):
        assert address in svg


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo dump is not here")
def test_the_demo_dump_becomes_a_snapshot_that_draws_the_same(tmp_path: Path) -> None:
    snapshot, one, two = tmp_path / "demo.json", tmp_path / "one.svg", tmp_path / "two.svg"
    assert vpcviz("scan", DEMO, "-o", snapshot).returncode == 0
    assert vpcviz("draw", snapshot, "-o", one).returncode == 0
    assert vpcviz("draw", DEMO, "-o", two).returncode == 0
    assert one.read_bytes() == two.read_bytes()


def read_demo(name: str) -> Any:
    return json.loads((DEMO / "us-east-1" / f"{name}.json").read_text())
