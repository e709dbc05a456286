"""Which types of Terraform and CloudFormation tell each kind of the model, or why none does: a new kind asks for its row."""

import pytest

import vpcviz.cloudformation.loading
import vpcviz.terraform.loading  # noqa: F401
from vpcviz.cloudformation.drafts import RULES
from vpcviz.model import CLASSES
from vpcviz.terraform.building import MAKERS

EC2 = "AWS::EC2::"
MANY = "aws_lambda_function aws_db_instance aws_elasticache_cluster aws_efs_file_system aws_ecs_service"

TERRAFORM = {
    "vpcs": "aws_vpc aws_default_vpc",
    "subnets": "aws_subnet aws_default_subnet",
    "peerings": "aws_vpc_peering_connection aws_vpc_peering_connection_accepter",
    "transit_gateways": "aws_ec2_transit_gateway",
    "transit_gateway_attachments": "aws_ec2_transit_gateway_vpc_attachment aws_ec2_transit_gateway_peering_attachment"
    " aws_ec2_transit_gateway_connect",
    "transit_gateway_route_tables": "aws_ec2_transit_gateway_route_table",
    "route_tables": "aws_route_table aws_default_route_table",
    "prefix_lists": "aws_ec2_managed_prefix_list aws_prefix_list",
    "internet_gateways": "aws_internet_gateway",
    "egress_only_internet_gateways": "aws_egress_only_internet_gateway",
    "carrier_gateways": "aws_ec2_carrier_gateway",
    "elastic_ips": "aws_eip",
    "nat_gateways": "aws_nat_gateway",
    "vpn_gateways": "aws_vpn_gateway",
    "customer_gateways": "aws_customer_gateway",
    "network_interfaces": "aws_network_interface",
    "instances": "aws_instance aws_spot_instance_request",
    "load_balancers": "aws_lb aws_alb aws_elb",
    "target_groups": "aws_lb_target_group aws_alb_target_group",
    "workloads": MANY,
    "resource_shares": "aws_ram_resource_share",
    "security_groups": "aws_security_group aws_default_security_group",
    "network_acls": "aws_network_acl aws_default_network_acl",
    "hosted_zones": "aws_route53_zone",
    "resolver_endpoints": "aws_route53_resolver_endpoint",
    "resolver_rules": "aws_route53_resolver_rule",
    "route53_profiles": "aws_route53profiles_profile",
    "dhcp_options": "aws_vpc_dhcp_options aws_default_vpc_dhcp_options",
    "core_networks": "aws_networkmanager_core_network",
    "odb_networks": "aws_odb_network aws_odb_network_peering_connection",
    "local_gateways": "aws_ec2_local_gateway aws_ec2_local_gateway_route_table aws_ec2_local_gateway_route"
    " aws_ec2_local_gateway_route_table_vpc_association",
    "local_gateway_interface_groups": "aws_ec2_local_gateway_virtual_interface_group",
    "customer_owned_pools": "aws_ec2_coip_pool",
    "service_networks": "aws_vpclattice_service_network",
    "lattice_services": "aws_vpclattice_service",
    "resource_gateways": "aws_vpclattice_resource_gateway",
    "resource_configurations": "aws_vpclattice_resource_configuration",
    "vpn_connections": "aws_vpn_connection",
    "client_vpn_endpoints": "aws_ec2_client_vpn_endpoint",
    "direct_connect_gateways": "aws_dx_gateway",
    "direct_connect_associations": "aws_dx_gateway_association",
    "virtual_interfaces": "aws_dx_private_virtual_interface aws_dx_transit_virtual_interface aws_dx_public_virtual_interface",
    "route_servers": "aws_vpc_route_server",
    "route_server_endpoints": "aws_vpc_route_server_endpoint",
    "route_server_peers": "aws_vpc_route_server_peer",
    "gateway_endpoints": "aws_vpc_endpoint",
    "interface_endpoints": "aws_vpc_endpoint",
    "gateway_load_balancer_endpoints": "aws_vpc_endpoint",
    "endpoint_services": "aws_vpc_endpoint_service",
    "instance_connect_endpoints": "aws_ec2_instance_connect_endpoint",
    "network_firewalls": "aws_networkfirewall_firewall aws_networkfirewall_vpc_endpoint_association",
}

CLOUDFORMATION = {
    "vpcs": EC2 + "VPC",
    "subnets": EC2 + "Subnet",
    "peerings": EC2 + "VPCPeeringConnection",
    "transit_gateways": EC2 + "TransitGateway",
    "transit_gateway_attachments": f"{EC2}TransitGatewayAttachment {EC2}TransitGatewayVpcAttachment"
    f" {EC2}TransitGatewayPeeringAttachment {EC2}TransitGatewayConnect",
    "transit_gateway_route_tables": EC2 + "TransitGatewayRouteTable",
    "route_tables": EC2 + "RouteTable",
    "prefix_lists": EC2 + "PrefixList",
    "internet_gateways": EC2 + "InternetGateway",
    "egress_only_internet_gateways": EC2 + "EgressOnlyInternetGateway",
    "carrier_gateways": EC2 + "CarrierGateway",
    "elastic_ips": EC2 + "EIP",
    "nat_gateways": EC2 + "NatGateway",
    "vpn_gateways": EC2 + "VPNGateway",
    "customer_gateways": EC2 + "CustomerGateway",
    "network_interfaces": EC2 + "NetworkInterface",
    "instances": EC2 + "Instance",
    "load_balancers": "AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancing::LoadBalancer",
    "target_groups": "AWS::ElasticLoadBalancingV2::TargetGroup",
    "workloads": "AWS::Lambda::Function AWS::RDS::DBInstance AWS::ECS::Service AWS::EFS::MountTarget",
    "resource_shares": "AWS::RAM::ResourceShare",
    "security_groups": EC2 + "SecurityGroup",
    "network_acls": EC2 + "NetworkAcl",
    "hosted_zones": "AWS::Route53::HostedZone",
    "resolver_endpoints": "AWS::Route53Resolver::ResolverEndpoint",
    "resolver_rules": "AWS::Route53Resolver::ResolverRule",
    "route53_profiles": "AWS::Route53Profiles::Profile",
    "dhcp_options": EC2 + "DHCPOptions",
    "core_networks": "AWS::NetworkManager::CoreNetwork",
    "odb_networks": "AWS::ODB::OdbNetwork AWS::ODB::OdbPeeringConnection",
    "local_gateways": f"{EC2}LocalGatewayRouteTable {EC2}LocalGatewayRoute {EC2}LocalGatewayRouteTableVPCAssociation",
    "local_gateway_interface_groups": EC2 + "LocalGatewayVirtualInterfaceGroup",
    "service_networks": "AWS::VpcLattice::ServiceNetwork",
    "lattice_services": "AWS::VpcLattice::Service",
    "resource_gateways": "AWS::VpcLattice::ResourceGateway",
    "resource_configurations": "AWS::VpcLattice::ResourceConfiguration",
    "vpn_connections": EC2 + "VPNConnection",
    "client_vpn_endpoints": EC2 + "ClientVpnEndpoint",
    "route_servers": EC2 + "RouteServer",
    "route_server_endpoints": EC2 + "RouteServerEndpoint",
    "route_server_peers": EC2 + "RouteServerPeer",
    "gateway_endpoints": EC2 + "VPCEndpoint",
    "interface_endpoints": EC2 + "VPCEndpoint",
    "gateway_load_balancer_endpoints": EC2 + "VPCEndpoint",
    "endpoint_services": EC2 + "VPCEndpointService",
    "instance_connect_endpoints": EC2 + "InstanceConnectEndpoint",
    "network_firewalls": "AWS::NetworkFirewall::Firewall AWS::NetworkFirewall::VpcEndpointAssociation",
}

NOT_MADE = {
    "accounts": "Things name their account.",
    "zones": "Subnets name their zone; zones are not made.",
    "services": "AWS's services are not made: endpoints name them.",
    "on_premises": "What lies behind customer gateways is only written in a spec.",
}
"""Kinds that neither makes."""

NOT_READ = "not read yet: these came after the provider 5.100"
NO_RESOURCE = {
    "vpn_concentrators": NOT_READ,
    "global_resolvers": NOT_READ,
    "secondary_networks": NOT_READ,
    "secondary_subnets": NOT_READ,
    "secondary_interfaces": NOT_READ,
    "interconnects": NOT_READ,
}
"""Kinds of which types may come."""

NO_TEMPLATE = {
    "customer_owned_pools": "No type of CloudFormation makes a pool.",
    "direct_connect_gateways": "not read yet",
    "direct_connect_associations": "not read yet",
    "virtual_interfaces": "not read yet",
}


@pytest.mark.parametrize(
    ("told", "reasons", "known"),
    [(TERRAFORM, {**NOT_MADE, **NO_RESOURCE}, MAKERS), (CLOUDFORMATION, {**NOT_MADE, **NO_RESOURCE, **NO_TEMPLATE}, RULES)],
    ids=["terraform", "cloudformation"],
)
def test_each_kind_of_the_model_is_told_by_types_or_a_reason_stands_here(
    told: dict[str, str], reasons: dict[str, str], known: dict[str, object]
) -> None:
    assert set(told) | set(reasons) == set(CLASSES)
    assert not set(told) & set(reasons)
    assert [kind for kinds in told.values() for kind in kinds.split() if kind not in known] == []
