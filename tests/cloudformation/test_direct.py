"""Kinds that are told as AWS's answers at once."""

from tests.cloudformation.templates import VPC, network

TEXT = f"""
Resources:{VPC}
  A: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}}}}
  Server: {{Type: AWS::EC2::RouteServer, Properties: {{AmazonSideAsn: 65010}}}}
  ServerEndpoint: {{Type: AWS::EC2::RouteServerEndpoint, Properties: {{RouteServerId: !Ref Server, SubnetId: !Ref A}}}}
  ServerIn: {{Type: AWS::EC2::RouteServerAssociation, Properties: {{RouteServerId: !Ref Server, VpcId: !Ref Vpc}}}}
  Table: {{Type: AWS::EC2::RouteTable, Properties: {{VpcId: !Ref Vpc}}}}
  ServerOut: {{Type: AWS::EC2::RouteServerPropagation, Properties: {{RouteServerId: !Ref Server, RouteTableId: !Ref Table}}}}
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
  LocalTable: {{Type: AWS::EC2::LocalGatewayRouteTable, Properties: {{LocalGatewayId: lgw-1}}}}
  LocalGroup: {{Type: AWS::EC2::LocalGatewayVirtualInterfaceGroup, Properties: {{LocalGatewayId: lgw-1, LocalBgpAsn: 64520}}}}
  LocalRoute:
    Type: AWS::EC2::LocalGatewayRoute
    Properties:
      LocalGatewayRouteTableId: !Ref LocalTable
      DestinationCidrBlock: 172.16.0.0/12
      LocalGatewayVirtualInterfaceGroupId: !Ref LocalGroup
  LocalIn:
    Type: AWS::EC2::LocalGatewayRouteTableVPCAssociation
    Properties: {{LocalGatewayRouteTableId: !Ref LocalTable, VpcId: !Ref Vpc}}
  Oracle:
    Type: AWS::ODB::OdbNetwork
    Properties: {{DisplayName: oracle, AvailabilityZone: eu-west-1a, ClientSubnetCidr: 10.2.0.0/24, BackupSubnetCidr: 10.2.1.0/24}}
  OracleIn:
    Type: AWS::ODB::OdbPeeringConnection
    Properties: {{OdbNetworkId: !GetAtt Oracle.OdbNetworkId, PeerNetworkId: !Ref Vpc}}
  Share:
    Type: AWS::RAM::ResourceShare
    Properties: {{Name: hub, ResourceArns: [!Sub "arn:aws:ec2:eu-west-1:111122223333:transit-gateway/${{Hub}}"], Principals: ["444455556666"]}}
"""


def test_each_kind_is_there() -> None:
    made = network(TEXT)
    assert [(one.asn, one.vpcs, one.route_tables) for one in made.route_servers] == [(65010, ("Vpc",), ("Table",))]
    assert [(one.id, one.subnet, one.vpc) for one in made.route_server_endpoints] == [("ServerEndpoint", "A", "Vpc")]
    assert [(one.client_cidr, one.vpc) for one in made.client_vpn_endpoints] == [("10.8.0.0/16", "Vpc")]
    assert [(one.name, one.vpcs) for one in made.route53_profiles] == [("p", ("Vpc",))]
    assert [(one.name, one.vpcs) for one in made.service_networks] == [("mesh", ("Vpc",))]
    assert [one.name for one in made.lattice_services] == ["shop"]
    assert [one.id for one in made.core_networks] == ["Core"]
    assert {(one.type, one.transit_gateway) for one in made.transit_gateway_attachments} == {("vpc", "Hub"), ("connect", "Hub")}
    assert [(one.id, one.vpcs, [(route.destination, route.target) for route in one.routes]) for one in made.local_gateways] == [
        ("lgw-1", ("Vpc",), [("172.16.0.0/12", "LocalGroup")])
    ]
    assert [(one.id, one.local_gateway, one.asn) for one in made.local_gateway_interface_groups] == [("LocalGroup", "lgw-1", 64520)]
    assert [(one.name, [peer.vpc for peer in one.peers], len(one.cidrs)) for one in made.odb_networks] == [("oracle", ["Vpc"], 2)]
    assert [(one.name, one.resources, one.principals) for one in made.resource_shares] == [("hub", ("Hub",), ("444455556666",))]
