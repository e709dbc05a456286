"""Dumps that say that there is more: what they lack is a gap."""

from pathlib import Path
from typing import Any

import pytest

from tests.sources.dumps import VPCS, loaded, write


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({"NextToken": "abc"}, False),
        ({"nextToken": "abc"}, False),
        ({"NextMarker": "abc"}, False),
        ({"AdditionalRoutesAvailable": True}, False),
        ({"NextToken": ""}, True),
        ({"NextToken": None}, True),
        ({"AdditionalRoutesAvailable": False}, True),
        ({"IsTruncated": False, "Marker": "abc"}, True),
    ],
)
def test_an_answer_that_says_that_there_is_more_is_a_gap(tmp_path: Path, more: dict[str, Any], whole: bool) -> None:
    network, _ = loaded(write(tmp_path / "eu-west-1", {"vpcs.json": {**VPCS, **more}}))
    assert [vpc.id for vpc in network.vpcs] == ["vpc-1"], "what is there counts"
    errors = [gap.error for gap in network.gaps if gap.operation == "DescribeVpcs"]
    assert errors == ([] if whole else ["IncompletePages"])


def test_the_marker_of_a_database_page_says_that_there_is_more(tmp_path: Path) -> None:
    network, _ = loaded(
        write(tmp_path, {"a.json": {"DBInstances": [], "Marker": "abc"}, "b.json": {"FileSystems": [], "Marker": "x"}})
    )
    incomplete = {gap.operation for gap in network.gaps if gap.error == "IncompletePages"}
    assert incomplete == {"DescribeDBInstances"}, "EFS repeats the marker that it was asked with"


def test_routes_and_records_of_a_truncated_answer_are_not_all_known(tmp_path: Path) -> None:
    files = {
        "a.json": {"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}]},
        "b.json": {
            "Routes": [
                {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayAttachments": [], "Type": "static", "State": "active"}
            ],
            "AdditionalRoutesAvailable": True,
        },
        "c.json": {"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "corp.", "Config": {"PrivateZone": True}}]},
        "d.json": {"ResourceRecordSets": [{"Name": "a.corp.", "Type": "A"}], "IsTruncated": True, "NextRecordName": "b.corp."},
    }
    network, _ = loaded(write(tmp_path, files))
    assert not network.transit_gateway_route_tables[0].routes_known
    assert not network.hosted_zones[0].records_known
