"""Direct Connect, VPN and interconnects, as AWS tells them."""

import pytest

from tests.aws.fakes import ACCOUNT, OTHER, REGION, answer, network_of


def test_direct_connect_client_vpn_and_shares() -> None:
    virtual = {
        "virtualInterfaceId": "dxvif-1",
        "virtualInterfaceName": "to-dc",
        "virtualInterfaceType": "transit",
        "directConnectGatewayId": "dx-1",
        "connectionId": "dxcon-1",
        "location": "EqDC2",
        "vlan": 101,
        "authKey": "CANARY",
        "customerRouterConfig": "CANARY",
        "region": REGION,
        "virtualInterfaceState": "available",
    }
    association = {
        "directConnectGatewayId": "dx-1",
        "associationId": "assoc-1",
        "associationState": "associated",
        "associatedGateway": {"id": "tgw-1", "type": "transitGateway", "region": REGION},
        "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.0.0.0/8"}],
    }
    client_vpn = {
        "ClientVpnEndpointId": "cvpn-1",
        "ClientCidrBlock": "10.99.0.0/22",
        "VpcId": "vpc-1",
        "SecurityGroupIds": ["sg-1"],
        "Status": {"Code": "available"},
    }
    target = {"TargetNetworkId": "subnet-1", "ClientVpnEndpointId": "cvpn-1", "VpcId": "vpc-1", "Status": {"Code": "associated"}}
    share = {"resourceShareArn": "arn:share", "name": "network", "owningAccountId": ACCOUNT, "status": "ACTIVE"}
    resource = {
        "resourceShareArn": "arn:share",
        "associatedEntity": f"arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/subnet-1",
        "associationType": "RESOURCE",
        "status": "ASSOCIATED",
    }
    principal = {"resourceShareArn": "arn:share", "associatedEntity": OTHER, "associationType": "PRINCIPAL", "status": "ASSOCIATED"}
    network = network_of(
        answer(
            "directconnect.DescribeDirectConnectGateways",
            {"directConnectGatewayId": "dx-1", "directConnectGatewayName": "dc", "amazonSideAsn": 64512},
        ),
        answer("directconnect.DescribeDirectConnectGatewayAssociations", association, scope="dx-1"),
        answer("directconnect.DescribeVirtualInterfaces", virtual),
        answer("ec2.DescribeClientVpnEndpoints", client_vpn),
        answer("ec2.DescribeClientVpnTargetNetworks", target, scope="cvpn-1"),
        answer("ram.GetResourceShares", share),
        answer("ram.GetResourceShareAssociations.RESOURCE", resource),
        answer("ram.GetResourceShareAssociations.PRINCIPAL", principal),
    )
    assert [(one.name, one.asn, one.region) for one in network.direct_connect_gateways] == [("dc", 64512, "")]
    (tie,) = network.direct_connect_associations
    assert (tie.gateway, tie.allowed_prefixes, tie.region) == ("tgw-1", ("10.0.0.0/8",), REGION)
    (interface,) = network.virtual_interfaces
    assert (interface.type, interface.gateway, interface.vlan, interface.location) == ("transit", "dx-1", 101, "EqDC2")
    (vpn,) = network.client_vpn_endpoints
    assert (vpn.subnets, vpn.client_cidr) == (("subnet-1",), "10.99.0.0/22")
    (shared,) = network.resource_shares
    assert (shared.resources, shared.principals) == (("subnet-1",), (OTHER,))
    assert {item.id for item in network if item.foreign} == {"tgw-1", "vpc-1", "subnet-1"}


@pytest.mark.parametrize(
    ("told", "asn"), [({"BgpAsn": "65010"}, 65010), ({"BgpAsnExtended": "4200000001"}, 4200000001), ({}, None)]
)
def test_a_customer_gateway_has_its_number_wherever_aws_says_it(told: dict[str, str], asn: int | None) -> None:
    item = {"CustomerGatewayId": "cgw-1", "IpAddress": "203.0.113.7", "DeviceName": "router", "State": "available", **told}
    (made,) = network_of(answer("ec2.DescribeCustomerGateways", item, {**item, "State": "deleted"})).customer_gateways
    assert (made.ip, made.asn, made.name) == ("203.0.113.7", asn, "router")


def test_an_interconnect_leads_to_its_direct_connect_gateway() -> None:
    item = {
        "id": "ic-1",
        "description": "to the other cloud",
        "attachPoint": {"directConnectGateway": "dx-1"},
        "provider": {"cloudServiceProvider": "gcp"},
        "location": "dublin",
        "bandwidth": "1Gbps",
        "state": "available",
    }
    last_mile = {**item, "id": "ic-2", "provider": {"lastMileProvider": "line"}}
    first, second = network_of(
        answer("interconnect.ListConnections", item, last_mile, {**item, "id": "ic-3", "state": "deleted"})
    ).interconnects
    assert (first.name, first.direct_connect_gateway, first.provider) == ("to the other cloud", "dx-1", "gcp")
    assert (first.location, first.bandwidth, first.state, second.provider) == ("dublin", "1Gbps", "available", "line")
