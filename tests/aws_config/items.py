"""Items of AWS Config, made of AWS's answers as a template makes them: the same network, recorded."""

import json
from typing import Any

import msgspec

from tests.cloudformation.templates import read_template
from vpcviz.aws_config.calls import CALL_OF
from vpcviz.cloudformation.assembling import GivenTemplate, assemble
from vpcviz.cloudformation.loading import side_of
from vpcviz.terraform.loading import answers

TYPES = {call: kind for kind, call in CALL_OF.items()}
_IDS = ("VpcId", "SubnetId", "RouteTableId", "InternetGatewayId", "NatGatewayId", "NetworkAclId", "GroupId", "NetworkInterfaceId")
_ACCOUNT, _REGION = "111122223333", "eu-west-1"


def camel(value: Any) -> Any:
    """A value with small first letters, as AWS Config writes them."""
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: camel(one) for key, one in value.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value


def recorded(text: str) -> list[dict[str, Any]]:
    """The items that AWS Config would have of a template's network, were it deployed."""
    template = read_template("x.yaml", text.encode())
    side, _ = side_of(assemble([GivenTemplate(template)], {"AWS::Region": _REGION, "AWS::AccountId": _ACCOUNT}))
    reading, _ = answers(side)
    made = []
    for answer in reading.answers:
        kind = TYPES.get(answer.call.name)
        for shaped in answer.items if kind else ():
            told = json.loads(msgspec.json.encode(shaped))
            if kind == "AWS::EC2::Instance":
                (told,) = told["Instances"]
            if kind == "AWS::EC2::SecurityGroup":
                for rule in (*told["IpPermissions"], *told["IpPermissionsEgress"]):
                    rule["ipv4Ranges"] = rule["IpRanges"]
                    rule["IpRanges"] = [one["CidrIp"] for one in rule["IpRanges"]]
            identity = (
                told.get("InstanceId") or told.get("AllocationId") or next(told[name] for name in reversed(_IDS) if told.get(name))
            )
            made.append(item(str(kind), identity, camel(told)))
    return made


def item(kind: str, identity: str, configuration: Any, **more: Any) -> dict[str, Any]:
    """One item, as a snapshot has it."""
    return {
        "configurationItemVersion": "1.3",
        "configurationItemCaptureTime": "2026-11-01T00:00:00.000Z",
        "configurationItemStatus": "OK",
        "awsAccountId": _ACCOUNT,
        "awsRegion": _REGION,
        "resourceType": kind,
        "resourceId": identity,
        "configuration": configuration,
        "relationships": [],
        "tags": {},
        **more,
    }
