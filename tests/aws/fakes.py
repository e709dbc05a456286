"""Answers without any server: a table of what AWS says, and accounts that answer from it."""

from collections.abc import Callable, Mapping
from typing import Any

from vpcviz.aws.answers import Answer, Reading, shaped_items
from vpcviz.aws.calls import Call, call_named
from vpcviz.aws.convert import convert
from vpcviz.aws.fetch_one import Outcome
from vpcviz.model import Network

ACCOUNT = "111122223333"
OTHER = "444455556666"
REGION = "eu-west-1"


def answer(name: str, *items: Any, account: str = ACCOUNT, region: str = REGION, scope: str = "") -> Answer:
    """An answer of a call, whose region is empty for a global service."""
    call = call_named(name)
    shaped, wrong = shaped_items(call, items)
    assert wrong == []
    return Answer(call, account, region if call.where == "region" else "", scope, shaped)


def network_of(*answers: Answer) -> Network:
    """The network that the answers make, in whatever order they come."""
    return convert(Reading(answers=list(reversed(answers))))


class FakeAccount:
    """Stands in for an account of the fetcher: `respond` gives items or an error code for a call."""

    def __init__(self, respond: Callable[[Call, Mapping[str, Any]], list[Any] | str], regions: tuple[str, ...] = (REGION,)) -> None:
        self.respond = respond
        self.regions = regions
        self.home = regions[0]
        self.id = ACCOUNT
        self.made: list[tuple[Call, Mapping[str, Any]]] = []

    def perform(self, service: str, region: str, call: Call, parameters: Mapping[str, Any]) -> Outcome:
        """The outcome of a call."""
        assert service == call.service
        self.made.append((call, dict(parameters)))
        found = self.respond(call, parameters)
        return Outcome([], found) if isinstance(found, str) else Outcome(found)


def one_of_each(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
    """An item for every call, with the ids that the calls after it need."""
    if call.name == "ecs.ListClusters":
        return ["arn:aws:ecs:eu-west-1:111122223333:cluster/one"]
    if call.name == "ecs.ListTasks":
        return ["arn:aws:ecs:eu-west-1:111122223333:task/one/1"]
    if call.name == "eks.ListClusters":
        return ["one"]
    if call.name == "iam.ListAccountAliases":
        return ["prod"]
    if call.name == "networkmanager.GetCoreNetwork":
        segment = {"Name": "prod", "EdgeLocations": [REGION]}
        return [{"CoreNetwork": {"CoreNetworkId": "core-network-1", "GlobalNetworkId": "global-1", "Segments": [segment]}}]
    ids = (
        "VpcId",
        "PrefixListId",
        "ServiceId",
        "TransitGatewayRouteTableId",
        "ClientVpnEndpointId",
        "LoadBalancerArn",
        "TargetGroupArn",
        "ListenerArn",
        "CoreNetworkId",
        "LocalGatewayRouteTableId",
        "VpcEndpointAssociationArn",
        "RouteServerId",
        "LoadBalancerName",
        "AttachmentId",
        "ConnectPeerId",
    )
    more = ("directConnectGatewayId", "DomainName", "FileSystemId", "FirewallArn", "Id", "id", "TransitGatewayAttachmentId")
    item: dict[str, Any] = {member: f"{member}-1" for member in (*ids, *more)}
    return [
        {**item, "AttachmentType": "VPC", "Config": {"PrivateZone": True}, "Name": "one.internal.", "NatGatewaySupport": "enabled"}
    ]
