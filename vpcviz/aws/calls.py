"""The table of AWS calls: what is asked for, under which IAM action, and which collections of a document it feeds.

Everything else follows from this table: the fetcher, `vpcviz iam-policy`, `vpcviz dump-commands`, docs/calls.md, and how saved
dumps are recognised. Every call only reads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

Tokens = tuple[tuple[str, str], ...]
"""How pages follow one another: (member of the answer, parameter of the next request) pairs; () where there are no pages."""

NEXT: Tokens = (("NextToken", "NextToken"),)
LOWER: Tokens = (("nextToken", "nextToken"),)
MARKER: Tokens = (("NextMarker", "Marker"),)
SAME_MARKER: Tokens = (("Marker", "Marker"),)


@dataclass(frozen=True)
class Each:
    """A call that is made once for each item that another call found.

    `of` names that call, `member` the item's member that holds the id ("" where the items are the ids), `parameter` where it
    goes. `only` (a dotted member and its value) restricts the items. With `batch` up to so many ids go into one call.
    `also` gives further parameters: "region", "scope" (the id that the other call was made for).
    """

    of: str
    member: str
    parameter: str
    only: tuple[str, Any] | None = None
    batch: int = 0
    also: tuple[tuple[str, Literal["region", "scope"]], ...] = ()


@dataclass(frozen=True, eq=False)
class Call:
    """One AWS operation.

    `service` is botocore's name of the service. `key` is the member of the answer that holds the items; `whole` says that the
    answer itself is the one item. `marks` are members by one of which its items are known from those of other calls with the
    same key. `feeds` are collections of the document, `what` says the same in words. `where`: in every `region`, once in an
    `account` (global services), or `start` (only to find out what to scan). `size` is the page's MaxResults where an answer
    without pages could grow too long for AWS. `keep` is a JMESPath
    expression of the members of an item that a saved dump needs, for the calls whose items also hold secrets.
    """

    service: str
    operation: str
    key: str
    feeds: tuple[str, ...]
    what: str
    marks: tuple[str, ...] = ()
    tokens: Tokens = NEXT
    parameters: Mapping[str, Any] = field(default_factory=dict)
    each: Each | None = None
    whole: bool = False
    where: Literal["region", "account", "start"] = "region"
    size: int = 0
    keep: str = ""

    @property
    def name(self) -> str:
        """`service.Operation`, with the parameter that tells two uses of an operation apart."""
        use = self.parameters.get("Attribute") or self.parameters.get("associationType")
        return f"{self.service}.{self.operation}" + (f".{use}" if use else "")

    @property
    def action(self) -> str:
        """The IAM action that allows it. Source: Service Authorization Reference."""
        return f"{_PREFIXES.get(self.service, self.service)}:{self.operation}"

    @property
    def command(self) -> tuple[str, str]:
        """The service and the command of the AWS CLI, such as ("ec2", "describe-vpcs")."""
        return self.service, dashed(self.operation)


_PREFIXES = {
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "efs": "elasticfilesystem",
    "opensearch": "es",
}


def dashed(operation: str) -> str:
    """An operation's name as the AWS CLI writes it: `describe-db-instances`."""
    text = re.sub(r"(.)([A-Z][a-z]+)", r"\1-\2", operation)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", text).lower()


def _ec2(operation: str, key: str, feeds: str, what: str, *marks: str, **more: Any) -> Call:
    return Call("ec2", operation, key, tuple(feeds.split()), what, marks, **more)


_WORKLOADS = ("workloads",)
_ROUTE_TABLE = Each("ec2.DescribeTransitGatewayRouteTables", "TransitGatewayRouteTableId", "TransitGatewayRouteTableId")
_BALANCER = Each("elbv2.DescribeLoadBalancers", "LoadBalancerArn", "LoadBalancerArn")
_TARGET_GROUP = Each("elbv2.DescribeTargetGroups", "TargetGroupArn", "TargetGroupArn")
_ZONE_ID = Each("route53.ListHostedZones", "Id", "HostedZoneId")
_VPC = Each("ec2.DescribeVpcs", "VpcId", "VpcId")

_EC2 = (
    _ec2("DescribeAvailabilityZones", "AvailabilityZones", "zones", "availability zones", "ZoneName", tokens=()),
    _ec2("DescribeVpcs", "Vpcs", "vpcs", "VPCs", "VpcId", size=1000),
    _ec2("DescribeSubnets", "Subnets", "subnets", "subnets", "SubnetId", size=1000),
    _ec2(
        "DescribeNetworkInterfaces",
        "NetworkInterfaces",
        "network_interfaces",
        "network interfaces",
        "NetworkInterfaceId",
        size=1000,
    ),
    _ec2("DescribeRouteTables", "RouteTables", "route_tables", "route tables", "RouteTableId", size=100),
    _ec2("DescribeSecurityGroups", "SecurityGroups", "security_groups", "security groups", "GroupId", size=1000),
    _ec2("DescribeInstances", "Reservations", "instances", "instances", "Instances", "ReservationId", size=1000),
    _ec2("DescribeNetworkAcls", "NetworkAcls", "network_acls", "network ACLs", "NetworkAclId"),
    _ec2("DescribeInternetGateways", "InternetGateways", "internet_gateways", "internet gateways", "InternetGatewayId"),
    _ec2(
        "DescribeEgressOnlyInternetGateways",
        "EgressOnlyInternetGateways",
        "egress_only_internet_gateways",
        "egress-only internet gateways",
        "EgressOnlyInternetGatewayId",
    ),
    _ec2("DescribeCarrierGateways", "CarrierGateways", "carrier_gateways", "carrier gateways", "CarrierGatewayId"),
    _ec2("DescribeNatGateways", "NatGateways", "nat_gateways", "NAT gateways", "NatGatewayId"),
    _ec2("DescribeVpnGateways", "VpnGateways", "vpn_gateways", "virtual private gateways", "VpnGatewayId", tokens=()),
    _ec2("DescribeCustomerGateways", "CustomerGateways", "customer_gateways", "customer gateways", "CustomerGatewayId", tokens=()),
    _ec2(
        "DescribeVpnConnections",
        "VpnConnections",
        "vpn_connections",
        "VPN connections",
        "VpnConnectionId",
        tokens=(),
        keep="{VpnConnectionId: VpnConnectionId, CustomerGatewayId: CustomerGatewayId, VpnGatewayId: VpnGatewayId, "
        "TransitGatewayId: TransitGatewayId, State: State, Routes: Routes, VgwTelemetry: VgwTelemetry, Tags: Tags, "
        "Options: {StaticRoutesOnly: Options.StaticRoutesOnly, "
        "TunnelOptions: Options.TunnelOptions[].{OutsideIpAddress: OutsideIpAddress, TunnelInsideCidr: TunnelInsideCidr}}}",
    ),
    _ec2(
        "DescribeVpcEndpoints",
        "VpcEndpoints",
        "gateway_endpoints interface_endpoints gateway_load_balancer_endpoints",
        "VPC endpoints",
        "VpcEndpointId",
    ),
    _ec2("DescribeVpcPeeringConnections", "VpcPeeringConnections", "peerings", "VPC peering connections", "VpcPeeringConnectionId"),
    _ec2("DescribeDhcpOptions", "DhcpOptions", "dhcp_options", "DHCP option sets", "DhcpOptionsId"),
    _ec2("DescribeManagedPrefixLists", "PrefixLists", "prefix_lists", "prefix lists", "PrefixListArn", "MaxEntries", "OwnerId"),
    _ec2("DescribePrefixLists", "PrefixLists", "prefix_lists", "prefix lists of gateway endpoints", "Cidrs"),
    _ec2(
        "DescribeInstanceConnectEndpoints",
        "InstanceConnectEndpoints",
        "instance_connect_endpoints",
        "EC2 Instance Connect endpoints",
        "InstanceConnectEndpointId",
    ),
    _ec2("DescribeVpcEndpointServices", "ServiceDetails", "services", "services of VPC endpoints", "ServiceName"),
    _ec2(
        "DescribeVpcEndpointServiceConfigurations", "ServiceConfigurations", "endpoint_services", "endpoint services", "ServiceId"
    ),
    _ec2(
        "DescribeVpcEndpointConnections",
        "VpcEndpointConnections",
        "endpoint_services",
        "endpoint service connections",
        "VpcEndpointId",
    ),
    _ec2("DescribeTransitGateways", "TransitGateways", "transit_gateways", "transit gateways", "TransitGatewayId"),
    _ec2(
        "DescribeTransitGatewayAttachments",
        "TransitGatewayAttachments",
        "transit_gateway_attachments",
        "transit gateway attachments",
        "TransitGatewayAttachmentId",
    ),
    _ec2(
        "DescribeTransitGatewayVpcAttachments",
        "TransitGatewayVpcAttachments",
        "transit_gateway_attachments",
        "subnets of transit gateway attachments",
        "TransitGatewayAttachmentId",
    ),
    _ec2(
        "DescribeTransitGatewayPeeringAttachments",
        "TransitGatewayPeeringAttachments",
        "transit_gateway_attachments",
        "transit gateway peerings",
        "TransitGatewayAttachmentId",
    ),
    _ec2(
        "DescribeTransitGatewayRouteTables",
        "TransitGatewayRouteTables",
        "transit_gateway_route_tables",
        "transit gateway route tables",
        "TransitGatewayRouteTableId",
    ),
    _ec2("DescribeClientVpnEndpoints", "ClientVpnEndpoints", "client_vpn_endpoints", "Client VPN endpoints", "ClientVpnEndpointId"),
    _ec2(
        "DescribeVpcAttribute",
        "EnableDnsSupport",
        "vpcs",
        "DNS support of VPCs",
        tokens=(),
        whole=True,
        parameters={"Attribute": "enableDnsSupport"},
        each=_VPC,
    ),
    _ec2(
        "DescribeVpcAttribute",
        "EnableDnsHostnames",
        "vpcs",
        "DNS hostnames of VPCs",
        tokens=(),
        whole=True,
        parameters={"Attribute": "enableDnsHostnames"},
        each=_VPC,
    ),
    _ec2(
        "GetManagedPrefixListEntries",
        "Entries",
        "prefix_lists",
        "entries of prefix lists",
        "Cidr",
        each=Each("ec2.DescribeManagedPrefixLists", "PrefixListId", "PrefixListId"),
    ),
    _ec2(
        "DescribeVpcEndpointServicePermissions",
        "AllowedPrincipals",
        "endpoint_services",
        "principals of endpoint services",
        "Principal",
        each=Each("ec2.DescribeVpcEndpointServiceConfigurations", "ServiceId", "ServiceId"),
    ),
    _ec2(
        "GetTransitGatewayRouteTableAssociations",
        "Associations",
        "transit_gateway_route_tables",
        "transit gateway route table associations",
        "TransitGatewayAttachmentId",
        each=_ROUTE_TABLE,
    ),
    _ec2(
        "GetTransitGatewayRouteTablePropagations",
        "TransitGatewayRouteTablePropagations",
        "transit_gateway_route_tables",
        "transit gateway route table propagations",
        "TransitGatewayAttachmentId",
        each=_ROUTE_TABLE,
    ),
    _ec2(
        "SearchTransitGatewayRoutes",
        "Routes",
        "transit_gateway_route_tables",
        "transit gateway routes",
        "TransitGatewayAttachments",
        "DestinationCidrBlock",
        "PrefixListId",
        parameters={"Filters": [{"Name": "state", "Values": ["active", "blackhole"]}]},
        each=_ROUTE_TABLE,
    ),
    _ec2(
        "DescribeClientVpnTargetNetworks",
        "ClientVpnTargetNetworks",
        "client_vpn_endpoints",
        "subnets of Client VPN endpoints",
        "TargetNetworkId",
        each=Each("ec2.DescribeClientVpnEndpoints", "ClientVpnEndpointId", "ClientVpnEndpointId"),
    ),
)

_NAMES = (
    Call("route53", "ListHostedZones", "HostedZones", ("hosted_zones",), "hosted zones", ("Id",), MARKER, where="account"),
    Call(
        "route53",
        "GetHostedZone",
        "HostedZone",
        ("hosted_zones",),
        "VPCs of hosted zones",
        tokens=(),
        whole=True,
        where="account",
        each=Each("route53.ListHostedZones", "Id", "Id", only=("Config.PrivateZone", True)),
    ),
    Call(
        "route53",
        "ListResourceRecordSets",
        "ResourceRecordSets",
        ("hosted_zones",),
        "records of hosted zones",
        ("Type",),
        (
            ("NextRecordName", "StartRecordName"),
            ("NextRecordType", "StartRecordType"),
            ("NextRecordIdentifier", "StartRecordIdentifier"),
        ),
        where="account",
        each=_ZONE_ID,
    ),
    Call(
        "route53",
        "ListHostedZonesByVPC",
        "HostedZoneSummaries",
        ("hosted_zones",),
        "hosted zones of VPCs",
        ("HostedZoneId",),
        each=Each("ec2.DescribeVpcs", "VpcId", "VPCId", also=(("VPCRegion", "region"),)),
    ),
    Call(
        "route53resolver",
        "ListResolverEndpoints",
        "ResolverEndpoints",
        ("resolver_endpoints",),
        "Resolver endpoints",
        ("Direction",),
    ),
    Call(
        "route53resolver",
        "ListResolverEndpointIpAddresses",
        "IpAddresses",
        ("resolver_endpoints",),
        "addresses of Resolver endpoints",
        ("IpId", "SubnetId"),
        each=Each("route53resolver.ListResolverEndpoints", "Id", "ResolverEndpointId"),
    ),
    Call("route53resolver", "ListResolverRules", "ResolverRules", ("resolver_rules",), "Resolver rules", ("RuleType",)),
    Call("route53profiles", "ListProfiles", "ProfileSummaries", ("route53_profiles",), "Route 53 Profiles", ("Id",)),
    Call(
        "route53profiles",
        "ListProfileAssociations",
        "ProfileAssociations",
        ("route53_profiles",),
        "VPCs of Route 53 Profiles",
        ("ProfileId",),
    ),
    Call(
        "route53profiles",
        "ListProfileResourceAssociations",
        "ProfileResourceAssociations",
        ("route53_profiles",),
        "what is in Route 53 Profiles",
        ("ProfileId",),
        each=Each("route53profiles.ListProfiles", "Id", "ProfileId"),
    ),
    Call(
        "route53resolver",
        "ListResolverRuleAssociations",
        "ResolverRuleAssociations",
        ("resolver_rules",),
        "VPCs of Resolver rules",
        ("ResolverRuleId",),
    ),
)

_DIRECT_CONNECT = (
    Call(
        "directconnect",
        "DescribeDirectConnectGateways",
        "directConnectGateways",
        ("direct_connect_gateways",),
        "Direct Connect gateways",
        ("directConnectGatewayId",),
        LOWER,
        where="account",
    ),
    Call(
        "directconnect",
        "DescribeDirectConnectGatewayAssociations",
        "directConnectGatewayAssociations",
        ("direct_connect_associations",),
        "Direct Connect gateway associations",
        ("associationId", "associationState"),
        LOWER,
        where="account",
        each=Each("directconnect.DescribeDirectConnectGateways", "directConnectGatewayId", "directConnectGatewayId"),
    ),
    Call(
        "directconnect",
        "DescribeVirtualInterfaces",
        "virtualInterfaces",
        ("virtual_interfaces",),
        "Direct Connect virtual interfaces",
        ("virtualInterfaceId",),
        LOWER,
        keep="{virtualInterfaceId: virtualInterfaceId, virtualInterfaceName: virtualInterfaceName, ownerAccount: ownerAccount, "
        "region: region, virtualInterfaceType: virtualInterfaceType, virtualInterfaceState: virtualInterfaceState, vlan: vlan, "
        "directConnectGatewayId: directConnectGatewayId, virtualGatewayId: virtualGatewayId, connectionId: connectionId, "
        "location: location, routeFilterPrefixes: routeFilterPrefixes, tags: tags}",
    ),
)

_BALANCERS = (
    Call(
        "elb",
        "DescribeLoadBalancers",
        "LoadBalancerDescriptions",
        ("load_balancers",),
        "Classic Load Balancers",
        ("LoadBalancerName",),
        MARKER,
    ),
    Call("elbv2", "DescribeLoadBalancers", "LoadBalancers", ("load_balancers",), "load balancers", ("LoadBalancerArn",), MARKER),
    Call("elbv2", "DescribeTargetGroups", "TargetGroups", ("target_groups",), "target groups", ("TargetGroupArn",), MARKER),
    Call(
        "elbv2",
        "DescribeListeners",
        "Listeners",
        ("load_balancers",),
        "listeners of load balancers",
        ("ListenerArn",),
        MARKER,
        each=_BALANCER,
    ),
    Call(
        "elbv2",
        "DescribeRules",
        "Rules",
        ("load_balancers",),
        "rules of listeners",
        ("RuleArn",),
        MARKER,
        each=Each("elbv2.DescribeListeners", "ListenerArn", "ListenerArn"),
    ),
    Call(
        "elbv2",
        "DescribeLoadBalancerAttributes",
        "Attributes",
        ("load_balancers",),
        "attributes of load balancers",
        ("Key",),
        (),
        each=_BALANCER,
    ),
    Call(
        "elbv2",
        "DescribeTargetHealth",
        "TargetHealthDescriptions",
        ("target_groups",),
        "targets of target groups",
        ("Target",),
        (),
        each=_TARGET_GROUP,
    ),
    Call(
        "elbv2",
        "DescribeTargetGroupAttributes",
        "Attributes",
        ("target_groups",),
        "attributes of target groups",
        ("Key",),
        (),
        each=_TARGET_GROUP,
    ),
)

_OWNERS = (
    Call(
        "rds",
        "DescribeDBInstances",
        "DBInstances",
        _WORKLOADS,
        "RDS instances",
        ("DBInstanceIdentifier",),
        SAME_MARKER,
        keep="{DBInstanceIdentifier: DBInstanceIdentifier, DBInstanceArn: DBInstanceArn, Engine: Engine, "
        "DBSubnetGroup: DBSubnetGroup, VpcSecurityGroups: VpcSecurityGroups, Endpoint: Endpoint, TagList: TagList, "
        "AvailabilityZone: AvailabilityZone, SecondaryAvailabilityZone: SecondaryAvailabilityZone}",
    ),
    Call("rds", "DescribeDBProxies", "DBProxies", _WORKLOADS, "RDS proxies", ("DBProxyName",), SAME_MARKER),
    Call(
        "lambda",
        "ListFunctions",
        "Functions",
        _WORKLOADS,
        "Lambda functions",
        ("FunctionName",),
        MARKER,
        keep="{FunctionName: FunctionName, FunctionArn: FunctionArn, VpcConfig: VpcConfig}",
    ),
    Call("ecs", "ListClusters", "clusterArns", _WORKLOADS, "ECS clusters", (), LOWER),
    Call("ecs", "ListTasks", "taskArns", _WORKLOADS, "ECS tasks", (), LOWER, each=Each("ecs.ListClusters", "", "cluster")),
    Call(
        "ecs",
        "DescribeTasks",
        "tasks",
        _WORKLOADS,
        "network interfaces of ECS tasks",
        ("taskArn",),
        (),
        each=Each("ecs.ListTasks", "", "tasks", batch=100, also=(("cluster", "scope"),)),
        keep="{taskArn: taskArn, group: group, attachments: attachments, tags: tags}",
    ),
    Call("eks", "ListClusters", "clusters", _WORKLOADS, "EKS clusters", (), LOWER),
    Call(
        "eks",
        "DescribeCluster",
        "cluster",
        _WORKLOADS,
        "networks of EKS clusters",
        (),
        (),
        whole=True,
        each=Each("eks.ListClusters", "", "name"),
    ),
    Call(
        "elasticache",
        "DescribeCacheClusters",
        "CacheClusters",
        _WORKLOADS,
        "ElastiCache clusters",
        ("CacheClusterId",),
        SAME_MARKER,
    ),
    Call(
        "elasticache",
        "DescribeCacheSubnetGroups",
        "CacheSubnetGroups",
        _WORKLOADS,
        "subnets of ElastiCache clusters",
        ("CacheSubnetGroupName",),
        SAME_MARKER,
    ),
    Call("opensearch", "ListDomainNames", "DomainNames", _WORKLOADS, "OpenSearch domains", ("DomainName",), ()),
    Call(
        "opensearch",
        "DescribeDomains",
        "DomainStatusList",
        _WORKLOADS,
        "networks of OpenSearch domains",
        ("DomainName",),
        (),
        each=Each("opensearch.ListDomainNames", "DomainName", "DomainNames", batch=5),
    ),
    Call(
        "redshift",
        "DescribeClusters",
        "Clusters",
        _WORKLOADS,
        "Redshift clusters",
        ("ClusterIdentifier",),
        SAME_MARKER,
        keep="{ClusterIdentifier: ClusterIdentifier, VpcId: VpcId, ClusterSubnetGroupName: ClusterSubnetGroupName, "
        "VpcSecurityGroups: VpcSecurityGroups, Endpoint: Endpoint, ClusterNodes: ClusterNodes, Tags: Tags, "
        "AvailabilityZone: AvailabilityZone}",
    ),
    Call(
        "redshift",
        "DescribeClusterSubnetGroups",
        "ClusterSubnetGroups",
        _WORKLOADS,
        "subnets of Redshift clusters",
        ("ClusterSubnetGroupName",),
        SAME_MARKER,
    ),
    Call("efs", "DescribeFileSystems", "FileSystems", _WORKLOADS, "EFS file systems", ("FileSystemId",), MARKER),
    Call(
        "efs",
        "DescribeMountTargets",
        "MountTargets",
        _WORKLOADS,
        "EFS mount targets",
        ("MountTargetId",),
        MARKER,
        each=Each("efs.DescribeFileSystems", "FileSystemId", "FileSystemId"),
    ),
    Call("network-firewall", "ListFirewalls", "Firewalls", ("network_firewalls",), "network firewalls", ("FirewallArn",)),
    Call(
        "network-firewall",
        "DescribeFirewall",
        "Firewall",
        ("network_firewalls",),
        "endpoints of network firewalls",
        (),
        (),
        whole=True,
        each=Each("network-firewall.ListFirewalls", "FirewallArn", "FirewallArn"),
    ),
)

_ACCOUNT = (
    Call("sts", "GetCallerIdentity", "Account", ("accounts",), "the account's id", (), (), whole=True, where="start"),
    Call("ec2", "DescribeRegions", "Regions", (), "enabled regions", ("RegionName",), (), where="start"),
    Call("organizations", "ListAccounts", "Accounts", (), "accounts of the organization", ("JoinedMethod", "Arn"), where="start"),
    Call("iam", "ListAccountAliases", "AccountAliases", ("accounts",), "the account's alias", (), SAME_MARKER, where="account"),
    Call(
        "ram",
        "GetResourceShares",
        "resourceShares",
        ("resource_shares",),
        "resource shares",
        ("resourceShareArn",),
        LOWER,
        {"resourceOwner": "SELF"},
    ),
    Call(
        "ram",
        "GetResourceShareAssociations",
        "resourceShareAssociations",
        ("resource_shares",),
        "resources of resource shares",
        ("associatedEntity",),
        LOWER,
        {"associationType": "RESOURCE"},
    ),
    Call(
        "ram",
        "GetResourceShareAssociations",
        "resourceShareAssociations",
        ("resource_shares",),
        "principals of resource shares",
        ("associatedEntity",),
        LOWER,
        {"associationType": "PRINCIPAL"},
    ),
)

CALLS: tuple[Call, ...] = (*_EC2, *_NAMES, *_DIRECT_CONNECT, *_BALANCERS, *_OWNERS, *_ACCOUNT)
"""Every call that vpcviz can make, those that go first first."""

PARALLEL: Mapping[str, int] = {"route53": 4}
"""The most calls to a service at once, where AWS allows few in a second. Source: Route 53 Developer Guide, "Quotas"."""


@cache
def followers(name: str) -> tuple[Call, ...]:
    """The calls that are made for each item of the call `name`."""
    return tuple(call for call in CALLS if call.each is not None and call.each.of == name)


@cache
def all_feeds(call: Call) -> tuple[str, ...]:
    """The collections that miss something where `call` is not answered: its own, and those of the calls that need its items."""
    found = set(call.feeds)
    for follower in followers(call.name):
        found.update(all_feeds(follower))
    return tuple(sorted(found))


def actions() -> tuple[str, ...]:
    """The IAM actions of all calls, sorted."""
    return tuple(sorted({call.action for call in CALLS}))


def call_named(name: str) -> Call:
    """The call of that name. Raises KeyError for an unknown one."""
    for call in CALLS:
        if call.name == name:
            return call
    raise KeyError(name)
