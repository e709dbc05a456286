#!/usr/bin/env bash
# troposphere 4.11.1: AWS::EC2::VPCEndpoint has the properties of VPC Lattice's endpoints (ServiceNetworkArn, ResourceConfigurationArn), but the check of VpcEndpointType refuses both types that go with them,
# "ServiceNetwork" and "Resource"; without a type CloudFormation takes such an endpoint for a gateway endpoint. So no endpoint of either type can be written.
# Seen: ValueError for both; the properties alone are taken.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'troposphere==4.11.1'
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
from troposphere import ec2

ARN = "arn:aws:vpc-lattice:eu-west-1:123456789012:"
seen = {}
for kind, properties in {
    "ServiceNetwork": {"ServiceNetworkArn": ARN + "servicenetwork/sn-0123456789abcdef0"},
    "Resource": {"ResourceConfigurationArn": ARN + "resourceconfiguration/rcfg-0123456789abcdef0"},
}.items():
    alone = ec2.VPCEndpoint("Endpoint", VpcId="vpc-0123456789abcdef0", **properties).to_dict()
    assert next(iter(properties)) in alone["Properties"], alone
    try:
        ec2.VPCEndpoint("Endpoint", VpcId="vpc-0123456789abcdef0", VpcEndpointType=kind, **properties)
        seen[kind] = "taken"
    except ValueError as error:
        seen[kind] = str(error)
    print(kind, "-", seen[kind])
assert set(seen.values()) == {'VpcEndpointType must be one of: "Interface, Gateway, GatewayLoadBalancer"'}, seen
PYTHON
