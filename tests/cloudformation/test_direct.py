"""Kinds that are told as AWS's answers at once."""

from tests.cloudformation.templates import VPC, network

TEXT = f"""
Resources:{VPC}
  A: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}}}}
  Server: {{Type: AWS::EC2::RouteServer, Properties: {{AmazonSideAsn: 65010}}}}
  ServerEndpoint: {{Type: AWS::EC2::RouteServerEndpoint, Properties: {{RouteServerId: !Ref Server, SubnetId: !Ref A}}}}
  Client: {{Type: AWS::EC2::ClientVpnEndpoint, Properties: {{ClientCidrBlock: 10.8.0.0/16, VpcId: !Ref Vpc}}}}
  ClientIn: {{Type: AWS::EC2::ClientVpnTargetNetworkAssociation, Properties: {{ClientVpnEndpointId: !Ref Client, SubnetId: !Ref A}}}}
  Core: {{Type: AWS::NetworkManager::CoreNetwork, Properties: {{GlobalNetworkId: g}}}}
  CoreIn:
    Type: AWS::NetworkManager::VpcAttachment
    Properties: {{CoreNetworkId: !Ref Core, VpcArn: !Sub "arn:${{AWS::Partition}}:ec2:eu-west-1:111122223333:vpc/${{Vpc}}", SubnetArns: []}}
  Profile: {{Type: AWS::Route53Profiles::Profile, Properties: {{Name: p}}}}
  ProfileIn: {{Type: AWS::Route53Profiles::ProfileAssociation, Properties: {{ProfileId: !Ref Profile, ResourceId: !Ref Vpc, Name: x}}}}
  Mesh: {{Type: AWS::VpcLattice::ServiceNetwork, Properties: {{Name: mesh}}}}
  MeshIn:
    Type: AWS::VpcLattice::ServiceNetworkVpcAssociation
    Properties: {{ServiceNetworkIdentifier: !Ref Mesh, VpcIdentifier: !Ref Vpc}}
  Shop: {{Type: AWS::VpcLattice::Service, Properties: {{Name: shop, CustomDomainName: shop.example.com}}}}
  ShopIn:
    Type: AWS::VpcLattice::ServiceNetworkServiceAssociation
    Properties: {{ServiceNetworkIdentifier: !Ref Mesh, ServiceIdentifier: !Ref Shop}}
  Hub: {{Type: AWS::EC2::TransitGateway, Properties: {{AmazonSideAsn: 64513}}}}
  HubIn: {{Type: AWS::EC2::TransitGatewayAttachment, Properties: {{TransitGatewayId: !Ref Hub, VpcId: !Ref Vpc, SubnetIds: [!Ref A]}}}}
  Connect:
    Type: AWS::EC2::TransitGatewayConnect
    Properties: {{TransportTransitGatewayAttachmentId: !Ref HubIn, Options: {{Protocol: gre}}}}
  Share:
    Type: AWS::RAM::ResourceShare
    Properties: {{Name: hub, ResourceArns: [!Sub "arn:aws:ec2:eu-west-1:111122223333:transit-gateway/${{Hub}}"], Principals: ["444455556666"]}}
"""


def test_each_kind_is_there() -> None:
    made = network(TEXT)
    assert [one.asn for one in made.route_servers] == [65010]
    assert [(one.id, one.subnet, one.vpc) for one in made.route_server_endpoints] == [("ServerEndpoint", "A", "Vpc")]
    assert [(one.client_cidr, one.vpc) for one in made.client_vpn_endpoints] == [("10.8.0.0/16", "Vpc")]
    assert [(one.name, one.vpcs) for one in made.route53_profiles] == [("p", ("Vpc",))]
    assert [(one.name, one.vpcs) for one in made.service_networks] == [("mesh", ("Vpc",))]
    assert [one.name for one in made.lattice_services] == ["shop"]
    assert [one.id for one in made.core_networks] == ["Core"]
    assert {(one.type, one.transit_gateway) for one in made.transit_gateway_attachments} == {("vpc", "Hub"), ("connect", "Hub")}
    assert [(one.name, one.resources, one.principals) for one in made.resource_shares] == [("hub", ("Hub",), ("444455556666",))]
