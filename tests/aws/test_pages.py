"""One call with its pages: empty ones, repeated tokens, AWS's several kinds of tokens, and what errors are called."""

from collections.abc import Mapping
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from vpcviz.aws.calls import Call, call_named
from vpcviz.aws.fetch_one import code_of, perform


def stubbed(call: Call) -> tuple[Any, Stubber]:
    client = boto3.client(call.service, region_name="eu-west-1")
    return client, Stubber(client)


def test_every_page_is_read_also_after_an_empty_one() -> None:
    call = call_named("ec2.DescribeSubnets")
    client, stubber = stubbed(call)
    pages: list[tuple[list[Mapping[str, str]], str]] = [
        ([{"SubnetId": "subnet-1"}], "a"),
        ([], "b"),
        ([], "c"),
        ([{"SubnetId": "subnet-2"}], ""),
    ]
    token = ""
    for items, following in pages:
        expected = {"MaxResults": 1000, **({"NextToken": token} if token else {})}
        stubber.add_response("describe_subnets", {"Subnets": items, **({"NextToken": following} if following else {})}, expected)
        token = following
    with stubber:
        outcome = perform(client, call, {})
    assert (outcome.error, [item["SubnetId"] for item in outcome.items]) == ("", ["subnet-1", "subnet-2"])


def test_a_token_that_comes_again_ends_the_reading_as_incomplete() -> None:
    call = call_named("ec2.DescribeVpcEndpoints")
    client, stubber = stubbed(call)
    for number in range(3):
        stubber.add_response("describe_vpc_endpoints", {"VpcEndpoints": [{"VpcEndpointId": f"vpce-{number}"}], "NextToken": "same"})
    with stubber:
        outcome = perform(client, call, {})
    assert outcome.error == "IncompletePages"
    assert len(outcome.items) == 2, "what was read is kept"


def test_record_sets_continue_by_name_type_and_identifier() -> None:
    call = call_named("route53.ListResourceRecordSets")
    client, stubber = stubbed(call)
    record = {"Name": "a.internal.", "Type": "A"}
    first = {
        "ResourceRecordSets": [record],
        "IsTruncated": True,
        "NextRecordName": "b.internal.",
        "NextRecordType": "A",
        "NextRecordIdentifier": "blue",
        "MaxItems": "300",
    }
    stubber.add_response("list_resource_record_sets", first, {"HostedZoneId": "Z1"})
    second = {"ResourceRecordSets": [{"Name": "b.internal.", "Type": "A"}], "IsTruncated": False, "MaxItems": "300"}
    following = {"HostedZoneId": "Z1", "StartRecordName": "b.internal.", "StartRecordType": "A", "StartRecordIdentifier": "blue"}
    stubber.add_response("list_resource_record_sets", second, following)
    with stubber:
        outcome = perform(client, call, {"HostedZoneId": "Z1"})
    assert (outcome.error, len(outcome.items)) == ("", 2)


def test_more_routes_than_aws_answers_are_told() -> None:
    call = call_named("ec2.SearchTransitGatewayRoutes")
    client, stubber = stubbed(call)
    stubber.add_response(
        "search_transit_gateway_routes", {"Routes": [{"DestinationCidrBlock": "10.0.0.0/8"}], "AdditionalRoutesAvailable": True}
    )
    with stubber:
        outcome = perform(client, call, {"TransitGatewayRouteTableId": "tgw-rtb-1"})
    assert (outcome.error, len(outcome.items)) == ("IncompletePages", 1)


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("ec2.DescribeVpcs", "UnauthorizedOperation", 403),
        ("ec2.DescribeVpcs", "AuthFailure", 401),
        ("ec2.DescribeVpcs", "OptInRequired", 403),
        ("ec2.DescribeCarrierGateways", "UnsupportedOperation", 400),
        ("ec2.DescribeInstanceConnectEndpoints", "InvalidAction", 400),
        ("ec2.DescribeVpcs", "RequestLimitExceeded", 503),
        ("ec2.DescribeVpcs", "InternalError", 500),
        ("route53.ListHostedZones", "AccessDenied", 403),
        ("route53resolver.ListResolverRules", "AccessDeniedException", 400),
        ("elbv2.DescribeLoadBalancers", "AccessDenied", 403),
        ("directconnect.DescribeVirtualInterfaces", "DirectConnectClientException", 400),
        ("ram.GetResourceShares", "UnknownResourceException", 400),
        ("network-firewall.ListFirewalls", "ThrottlingException", 400),
        ("organizations.ListAccounts", "AWSOrganizationsNotInUseException", 400),
        ("eks.ListClusters", "ServiceUnavailableException", 503),
        ("lambda.ListFunctions", "TooManyRequestsException", 429),
    ],
)
def test_documented_errors_come_back_as_their_codes(name: str, code: str, status: int) -> None:
    call = call_named(name)
    client, stubber = stubbed(call)
    from botocore import xform_name

    stubber.add_client_error(xform_name(call.operation), code, "a message that may hold SECRETS", status)
    with stubber:
        outcome = perform(client, call, {})
    assert (outcome.error, outcome.items) == (code, [])


def test_codes_are_short_and_printable() -> None:
    odd = ClientError({"Error": {"Code": "bad\x1b[31m" + "x" * 500, "Message": "m"}}, "DescribeVpcs")
    assert code_of(odd) == "ClientError"
    assert code_of(ClientError({"Error": {"Code": "Client.UnauthorizedOperation"}}, "DescribeVpcs")) == "UnauthorizedOperation"


def test_whatever_a_client_raises_is_an_outcome() -> None:
    class Broken:
        def can_paginate(self, name: str) -> bool:
            raise IndexError(f"in the parser of {name}")

    assert perform(Broken(), call_named("ec2.DescribeVpcs"), {}).error == "IndexError"
