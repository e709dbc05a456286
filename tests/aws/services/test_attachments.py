"""Attachments of transit gateways, as AWS tells them."""

from tests.aws.fakes import OTHER, answer, network_of


def test_what_runs_over_an_attachment_and_what_a_vendor_attaches() -> None:
    connect = {
        "TransitGatewayAttachmentId": "tgw-attach-2",
        "TransportTransitGatewayAttachmentId": "tgw-attach-1",
        "TransitGatewayId": "tgw-1",
        "State": "available",
    }
    function = {
        "TransitGatewayAttachmentId": "tgw-attach-3",
        "TransitGatewayId": "tgw-1",
        "ResourceOwnerId": OTHER,
        "ResourceId": "nf-1",
        "State": "available",
    }
    gone = {"State": "deleted", "TransitGatewayAttachmentId": "tgw-attach-4", "TransitGatewayId": "tgw-1"}
    network = network_of(
        answer("ec2.DescribeTransitGatewayConnects", connect, gone),
        answer("ec2.DescribeTransitGatewayNetworkFunctionAttachments", function, gone),
    )
    assert [(one.id, one.type, one.resource, one.resource_account) for one in network.transit_gateway_attachments] == [
        ("tgw-attach-2", "connect", "tgw-attach-1", ""),
        ("tgw-attach-3", "network-function", "nf-1", OTHER),
    ]
