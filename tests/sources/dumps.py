"""Small dumps of the AWS CLI for the tests of sources."""

import json
from pathlib import Path
from typing import Any

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load

ACCOUNT = "111122223333"


def write(folder: Path, files: dict[str, Any]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return folder


def loaded(*sources: Path) -> tuple[Network, list[str]]:
    notes: list[str] = []
    return load([str(source) for source in sources], notes), notes


VPCS = {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": ACCOUNT}]}
SUBNETS = {
    "Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a", "OwnerId": ACCOUNT}
    ]
}
TABLES = {
    "RouteTables": [
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}]}
    ]
}
GATEWAYS = {"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}]}
NETWORK = {"a.json": VPCS, "b.json": SUBNETS, "c.json": TABLES, "d.json": GATEWAYS}


def content(network: Network) -> dict[str, Any]:
    return {item.id: item for item in network if not isinstance(item, r.Account)}
