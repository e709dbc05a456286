"""The tool that tells what a release of botocore brought."""

import json

import botocore.session

from tools.aws_news import RECORD, _unread
from vpcviz.aws.calls import CALLS, call_named
from vpcviz.aws.services.vpcs import Zone
from vpcviz.aws.shapes import Shape


class Few(Shape, frozen=True, gc=False):
    """A VPC of which little is kept."""

    vpc_id: str = ""
    state: str = ""


def test_members_and_values_that_are_not_read_are_told() -> None:
    model = botocore.session.Session().get_service_model("ec2")
    call = call_named("ec2.DescribeVpcs")
    found = set(_unread(model.shape_for("Vpc"), Few, call))
    assert ("ec2 Vpc", "CidrBlock") in found
    assert ("ec2 Vpc", "VpcId") not in found
    assert ("values of ec2 VpcState", "available") in found, "a value is told where its member is read"
    assert not any(place == "ec2 VpcCidrBlockAssociation" for place, _ in found), "of what is not read the whole is told"
    zones = set(_unread(model.shape_for("AvailabilityZone"), Zone, call))
    assert ("ec2 AvailabilityZone", "ParentZoneId") in zones


def test_no_call_that_is_read_has_a_reason_why_it_is_not() -> None:
    told = json.loads(RECORD.read_text(encoding="utf-8"))
    reasons = {(place, name) for place, found in told.items() for names in found.values() for name in names}
    assert [call.name for call in CALLS if (f"calls of {call.service}", call.operation) in reasons] == [], (
        "tools/aws_news.py --families"
    )
