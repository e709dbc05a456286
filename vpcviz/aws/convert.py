"""From AWS's raw answers to a Network: pure, the same for live scans and for saved dumps. It takes what AWS says as it is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vpcviz.aws import convert_access as access
from vpcviz.aws import convert_ec2 as ec2
from vpcviz.aws import convert_filters as filters
from vpcviz.aws import convert_links as links
from vpcviz.aws import convert_names as names
from vpcviz.aws import convert_workloads as workloads
from vpcviz.aws.answers import Answer, Missing, Reading
from vpcviz.aws.calls import CALLS, all_feeds, call_named
from vpcviz.aws.estate import Estate
from vpcviz.aws.joins import join
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.spec.canonical import canonical

Item = Callable[[Estate, Answer, Mapping[str, Any]], None]
Whole = Callable[[Estate, Answer], None]

ITEMS: Mapping[str, Item] = {
    "ec2.DescribeAvailabilityZones": ec2.zones,
    "ec2.DescribeVpcs": ec2.vpcs,
    "ec2.DescribeVpcAttribute.enableDnsSupport": ec2.vpc_attribute,
    "ec2.DescribeVpcAttribute.enableDnsHostnames": ec2.vpc_attribute,
    "ec2.DescribeSubnets": ec2.subnets,
    "ec2.DescribeNetworkInterfaces": ec2.network_interfaces,
    "ec2.DescribeInstances": ec2.instances,
    "ec2.DescribeRouteTables": ec2.route_tables,
    "ec2.DescribeManagedPrefixLists": ec2.managed_prefix_lists,
    "ec2.DescribePrefixLists": ec2.prefix_lists,
    "ec2.DescribeInternetGateways": ec2.gateways("internet_gateways", "InternetGatewayId", "Attachments"),
    "ec2.DescribeEgressOnlyInternetGateways": ec2.gateways(
        "egress_only_internet_gateways", "EgressOnlyInternetGatewayId", "Attachments"
    ),
    "ec2.DescribeVpnGateways": ec2.gateways("vpn_gateways", "VpnGatewayId", "VpcAttachments"),
    "ec2.DescribeCarrierGateways": ec2.carrier_gateways,
    "ec2.DescribeNatGateways": ec2.nat_gateways,
    "ec2.DescribeDhcpOptions": ec2.dhcp_options,
    "ec2.DescribeSecurityGroups": filters.security_groups,
    "ec2.DescribeNetworkAcls": filters.network_acls,
    "ec2.DescribeVpcEndpoints": access.endpoints,
    "ec2.DescribeVpcEndpointServices": access.services,
    "ec2.DescribeVpcEndpointServiceConfigurations": access.endpoint_services,
    "ec2.DescribeVpcEndpointConnections": access.endpoint_connections,
    "ec2.DescribeVpcEndpointServicePermissions": access.service_permissions,
    "ec2.DescribeInstanceConnectEndpoints": access.instance_connect_endpoints,
    "elb.DescribeLoadBalancers": access.classic_load_balancers,
    "elbv2.DescribeLoadBalancers": access.load_balancers,
    "elbv2.DescribeListeners": access.listeners,
    "elbv2.DescribeRules": access.listener_rules,
    "elbv2.DescribeLoadBalancerAttributes": access.balancer_attributes,
    "elbv2.DescribeTargetGroups": access.target_groups,
    "elbv2.DescribeTargetGroupAttributes": access.group_attributes,
    "elbv2.DescribeTargetHealth": access.target_health,
    "ec2.DescribeVpcPeeringConnections": links.peerings,
    "ec2.DescribeTransitGateways": links.transit_gateways,
    "ec2.DescribeTransitGatewayAttachments": links.attachments,
    "ec2.DescribeTransitGatewayVpcAttachments": links.vpc_attachments,
    "ec2.DescribeTransitGatewayPeeringAttachments": links.peering_attachments,
    "ec2.DescribeTransitGatewayRouteTables": links.transit_route_tables,
    "ec2.GetTransitGatewayRouteTableAssociations": links.associations("associations", ("associated",)),
    "ec2.GetTransitGatewayRouteTablePropagations": links.associations("propagations", ("enabled",)),
    "ec2.DescribeCustomerGateways": links.customer_gateways,
    "ec2.DescribeVpnConnections": links.vpn_connections,
    "ec2.DescribeClientVpnEndpoints": links.client_vpn_endpoints,
    "ec2.DescribeClientVpnTargetNetworks": links.client_vpn_networks,
    "directconnect.DescribeDirectConnectGateways": links.direct_connect_gateways,
    "directconnect.DescribeDirectConnectGatewayAssociations": links.direct_connect_associations,
    "directconnect.DescribeVirtualInterfaces": links.virtual_interfaces,
    "route53.ListHostedZones": names.hosted_zones,
    "route53.GetHostedZone": names.hosted_zone,
    "route53.ListHostedZonesByVPC": names.zones_of_vpc,
    "route53resolver.ListResolverEndpoints": names.resolver_endpoints,
    "route53resolver.ListResolverEndpointIpAddresses": names.resolver_addresses,
    "route53resolver.ListResolverRules": names.resolver_rules,
    "route53resolver.ListResolverRuleAssociations": names.rule_associations,
    "route53profiles.ListProfiles": names.profiles,
    "route53profiles.ListProfileAssociations": names.profile_associations,
    "route53profiles.ListProfileResourceAssociations": names.profile_resources,
    "rds.DescribeDBInstances": workloads.db_instances,
    "rds.DescribeDBProxies": workloads.db_proxies,
    "lambda.ListFunctions": workloads.functions,
    "ecs.DescribeTasks": workloads.tasks,
    "eks.DescribeCluster": workloads.eks_cluster,
    "elasticache.DescribeCacheClusters": workloads.cache_clusters,
    "elasticache.DescribeCacheSubnetGroups": workloads.subnet_groups("elasticache", "CacheSubnetGroupName"),
    "opensearch.DescribeDomains": workloads.domains,
    "redshift.DescribeClusters": workloads.redshift_clusters,
    "redshift.DescribeClusterSubnetGroups": workloads.subnet_groups("redshift", "ClusterSubnetGroupName"),
    "efs.DescribeFileSystems": workloads.file_systems,
    "efs.DescribeMountTargets": workloads.mount_targets,
    "network-firewall.DescribeFirewall": workloads.firewall,
    "ram.GetResourceShares": workloads.resource_shares,
    "ram.GetResourceShareAssociations.RESOURCE": workloads.share_associations,
    "ram.GetResourceShareAssociations.PRINCIPAL": workloads.share_associations,
}
"""What makes something of each item of a call's answer."""

WHOLES: Mapping[str, Whole] = {
    "ec2.GetManagedPrefixListEntries": ec2.prefix_list_entries,
    "ec2.SearchTransitGatewayRoutes": links.transit_routes,
    "route53.ListResourceRecordSets": names.zone_records,
    "iam.ListAccountAliases": workloads.aliases,
}
"""The same for calls whose items belong together."""


def convert(reading: Reading) -> Network:
    """The network of everything that was read, with a gap for everything that was not."""
    estate = Estate()
    for answer in sorted(reading.answers, key=lambda one: one.order):
        if answer.account:
            estate.put("accounts", answer.account, answer, account="", region="")
        whole, item = WHOLES.get(answer.call.name), ITEMS.get(answer.call.name)
        if whole is not None:
            whole(estate, answer)
        elif item is not None:
            for entry in answer.items:
                if isinstance(entry, Mapping):
                    item(estate, answer, entry)
    estate.settle()
    join(estate)
    return canonical(estate.network(gaps=gaps(reading), complete=reading.complete))


def gaps(reading: Reading) -> tuple[r.Gap, ...]:
    """One gap for each call that was not answered: without a resource where it was answered for none."""
    answered = {(answer.call.name, answer.account, answer.region) for answer in reading.answers}
    made = {
        _gap(
            missing,
            missing.scope
            if (missing.call, missing.account, missing.region) in answered or missing.call == "sts.AssumeRole"
            else "",
        )
        for missing in reading.missing
    }
    return tuple(sorted(made, key=repr))


def _gap(missing: Missing, resource: str) -> r.Gap:
    service, operation = missing.call.split(".")[:2]
    if missing.call == "sts.AssumeRole":
        feeds: Iterable[str] = COLLECTIONS
        what = "everything"
    else:
        call = call_named(missing.call)
        feeds, what = all_feeds(call), call.what
    return r.Gap(
        service=service,
        operation=operation,
        account=missing.account,
        region=missing.region,
        error=missing.error,
        message=what,
        feeds=tuple(feeds),
        resource=resource,
    )


def unused() -> tuple[str, ...]:
    """The calls of the table that nothing is made of, besides those that only lead to others."""
    leading = {call.each.of for call in CALLS if call.each is not None}
    return tuple(call.name for call in CALLS if call.name not in {*ITEMS, *WHOLES, *leading} and call.where != "start")
