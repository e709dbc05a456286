"""Dumps whose answers were cut to some members, and answers of two calls under one key."""

import json
from pathlib import Path
from typing import Any

from vpcviz.model import Network
from vpcviz.sources import load


def loaded(folder: Path, files: dict[str, Any]) -> tuple[Network, list[str]]:
    place = folder / "111122223333" / "eu-west-1"
    place.mkdir(parents=True)
    for name, document in files.items():
        (place / f"{name}.json").write_text(json.dumps(document))
    notes: list[str] = []
    return load([str(folder)], notes), notes


def test_routes_of_local_and_transit_gateways_are_told_apart_by_their_members(tmp_path: Path) -> None:
    table = {"LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayId": "lgw-1", "State": "available"}
    route = {
        "DestinationCidrBlock": "10.9.0.0/16",
        "LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1",
        "Type": "static",
        "State": "active",
        "LocalGatewayRouteTableId": "lgw-rtb-1",
    }
    network, notes = loaded(tmp_path, {"tables": {"LocalGatewayRouteTables": [table]}, "routes": {"Routes": [route]}})
    assert notes == []
    (gateway,) = network.local_gateways
    assert [(one.destination, one.target) for one in gateway.routes] == [("10.9.0.0/16", "lgw-vif-grp-1")]


def test_what_has_one_word_in_common_with_an_answer_is_none(tmp_path: Path) -> None:
    files = {
        "vpcs": {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]},
        "other": {"LocalGatewayRouteTables": [{"State": "x"}]},
    }
    _, notes = loaded(tmp_path, files)
    assert len(notes) == 1
    assert "LocalGatewayRouteTables" in notes[0]
