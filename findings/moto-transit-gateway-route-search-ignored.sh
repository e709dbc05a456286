#!/usr/bin/env bash
# moto 5.2.5: SearchTransitGatewayRoutes does not look at longest-prefix-match, subnet-of-match and supernet-of-match: every static route is given.
# AWS (EC2 API Reference, SearchTransitGatewayRoutes): exact-match, longest-prefix-match, subnet-of-match and supernet-of-match choose by the CIDR that is given.
# Seen: asked for 172.16.0.0/12, those three give the only route, which is to 10.9.0.0/16; exact-match alone gives none.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import boto3
from moto import mock_aws

with mock_aws():
    ec2 = boto3.client("ec2")
    gateway = ec2.create_transit_gateway()["TransitGateway"]
    table = gateway["Options"]["AssociationDefaultRouteTableId"]
    ec2.create_transit_gateway_route(DestinationCidrBlock="10.9.0.0/16", TransitGatewayRouteTableId=table, Blackhole=True)
    seen = {}
    for match in ("exact-match", "longest-prefix-match", "subnet-of-match", "supernet-of-match"):
        asked = [{"Name": f"route-search.{match}", "Values": ["172.16.0.0/12"]}]
        routes = ec2.search_transit_gateway_routes(TransitGatewayRouteTableId=table, Filters=asked)["Routes"]
        seen[match] = [route["DestinationCidrBlock"] for route in routes]
print("asked for 172.16.0.0/12:", seen)
assert seen.pop("exact-match") == [] and all(found == ["10.9.0.0/16"] for found in seen.values()), seen
PYTHON
