"""Network interfaces and what owns them: instances, load balancers, databases, functions."""

from collections.abc import Mapping
from typing import Annotated

from vpcviz.model.aws_words import HEALTH, INSTANCE_TYPE
from vpcviz.model.fields import (
    Description,
    DnsName,
    InZone,
    Operator,
    Port,
    Protocol,
    PublicIp,
    SecurityGroupIds,
    State,
    Status,
    SubnetId,
    SubnetIds,
    VpcId,
)
from vpcviz.model.interface_types import INTERFACE_TYPES
from vpcviz.model.meanings import Between, Cidr, Doc, InOrder, Ip, Key, Name, OneOf, Ref, Word
from vpcviz.model.records import Extra, Record, Resource
from vpcviz.model.workload_types import WORKLOAD_TYPES

POSITION = 20

IPS_OF_INTERFACES = Extra("The private IPs of its network interfaces: a list, or subnet: IP.", ("texts", "text map"))
"""What `ips` means where a spec writes the addresses of a thing's interfaces with the thing."""


class NetworkInterface(Resource, frozen=True):
    """An elastic network interface (ENI).

    `private_ips` starts with the primary one. `public_ip` belongs to the primary private IP, `public_ips` maps further
    private IPs to theirs; `carrier_ips` (Wavelength) and `customer_owned_ips` (Outposts) map private IPs, the primary one too,
    to what they are outside AWS's regions. `type` is AWS's InterfaceType (`interface`, `nat_gateway`, `vpc_endpoint`,
    `lambda`, `network_load_balancer`, `transit_gateway`, …). `owner` is the id of the resource that it works for, `owner_name` says
    whose it is where that resource is not in the network.
    """

    KIND = "eni"
    MARK = "a network interface; with `data-more` several of them"
    ARN = "ec2:{region}:{account}:network-interface/{id}"
    CONSOLE = "ec2/home?region={region}#NetworkInterface:networkInterfaceId={id}"
    COLLECTION = "network_interfaces"
    TOLD_BY_ADDRESS = True
    ID_PREFIX = "eni"
    TOUCHES = "addresses"
    REDIRECTS = "edge"
    FLOW_END = True
    ROUTE_TARGET = True
    ROUTED_AS = "NetworkInterfaceId"
    SHORT_KEYS = {"ip": "private_ips", "ips": "private_ips", "ipv6": "ipv6s"}
    TEXT_FIELD = "ip"

    vpc: VpcId = ""
    subnet: SubnetId = ""
    zone: InZone = ""
    private_ips: Annotated[tuple[str, ...], Ip(4), InOrder(), Doc("The private IPv4 addresses, the primary one first.")] = ()
    ipv6s: Annotated[tuple[str, ...], Ip(6), Doc("The IPv6 addresses.")] = ()
    prefixes: Annotated[tuple[str, ...], Cidr(), Doc("Delegated prefixes: /28 or /80.")] = ()
    public_ip: PublicIp = ""
    public_ips: Annotated[
        Mapping[str, str], Key(Ip(4)), Ip(4, checked=False), Doc("Public IPs of further private IPs: private IP to public IP.")
    ] = {}
    carrier_ips: Annotated[Mapping[str, str], Key(Ip(4)), Ip(4), Doc("Carrier IPs (Wavelength): private IP to carrier IP.")] = {}
    customer_owned_ips: Annotated[
        Mapping[str, str], Key(Ip(4)), Ip(4), Doc("Customer-owned IPs (Outposts): private IP to customer-owned IP.")
    ] = {}
    own_pool_ips: Annotated[
        tuple[str, ...], Ip(4, checked=False), Doc("Which of its public IPs are of a pool that was brought to AWS (BYOIP): free.")
    ] = ()
    deny_all_igw_traffic: Annotated[
        bool, Doc("Whether internet gateways pass nothing to or from it (AWS's DenyAllIgwTraffic).")
    ] = False
    type: Annotated[
        str,
        Word(*INTERFACE_TYPES),
        Doc("AWS's InterfaceType: interface, nat_gateway, vpc_endpoint, lambda, …; follows from the owner."),
    ] = "interface"
    owner: Annotated[
        str,
        Ref("transit_gateway_attachments", "client_vpn_endpoints", where="INTERFACE_TYPE", needs=True),
        Doc("What it works for (an instance, load balancer, endpoint, …), by name or id."),
    ] = ""
    owner_name: Annotated[str, Name(), Doc("Whose it is, where that is not in the document.")] = ""
    security_groups: SecurityGroupIds = ()
    source_dest_check: Annotated[bool, Doc("Whether AWS drops packets that are neither from nor to its own addresses.")] = True
    description: Description = ""
    operator: Operator = ""
    status: Status = ""


class Instance(Resource, frozen=True):
    """An EC2 instance. Its addresses are those of the network interfaces that name it as `owner`."""

    KIND = "instance"
    ARN = "ec2:{region}:{account}:instance/{id}"
    CONSOLE = "ec2/home?region={region}#InstanceDetails:instanceId={id}"
    COLLECTION = "instances"
    SENDS = True
    TOLD_BY_ADDRESS = True
    NOT_CHARGED = "compute is no part of a network"
    TOUCHES = "addresses"
    REDIRECTS = "edge"
    FLOW_END = True
    ID_PREFIX = "i"
    INTERFACE_TYPE = "interface"
    ROUTE_TARGET = True
    ROUTED_AS = "InstanceId"
    NESTED_BY = "owner"
    EXTRA_KEYS = {
        "ip": Extra("The private IP of its network interface; the lowest free one of the subnet where it is not written."),
        "ipv6": Extra("The IPv6 address of its network interface."),
        "public_ip": Extra("The public IP of its network interface."),
    }
    TEXT_FIELD = "ip"

    vpc: VpcId = ""
    subnet: Annotated[SubnetId, Doc("Its subnet, by name or id. Its network interface is filled in there.")] = ""
    type: Annotated[str, Word(form=INSTANCE_TYPE), Doc("The instance type, such as m7g.large.")] = ""
    state: State = ""
    security_groups: SecurityGroupIds = ()
    operator: Operator = ""


class Listener(Record, frozen=True):
    """A load balancer's listener: the port that it answers, and the target groups it sends to.

    `target_port` is a Classic Load Balancer's InstancePort: the port of its instances.
    """

    FORM = "PROTOCOL PORT -> TARGET-GROUP, such as tcp 443 -> web"

    protocol: Protocol
    port: Annotated[int, Between(0, 65535), Doc("The port.")]
    target_port: Annotated[
        Port, Doc("The port of the instances (Classic Load Balancers); the same as its own where not written.")
    ] = None
    target_groups: Annotated[tuple[str, ...], Ref("target_groups"), Doc("The target groups that it sends to, by name or id.")] = ()


class ListenerRule(Record, frozen=True):
    """A rule of an Application Load Balancer's listener for `port`: requests that meet all `conditions` go to its target groups.

    Rules are tried by `priority`, the lowest first; what meets none takes the listener's own action. `conditions` maps AWS's word
    (path-pattern, host-header, …) to the values of which one must be met. Source: ELBv2 API Reference, "Rule", "RuleCondition".
    """

    FORM = "PRIORITY PORT CONDITION -> TARGET-GROUP, such as 10 443 host api.example.com and path /v1/* -> api"

    priority: Annotated[int, Between(1, 50000), Doc("Its priority: the rule with the lowest that applies is taken.")]
    port: Annotated[int, Between(1, 65535), Doc("The port of its listener.")]
    conditions: Annotated[
        Mapping[str, tuple[str, ...]],
        Key(Word("host-header", "path-pattern", "http-header", "http-request-method", "query-string", "source-ip")),
        Name(),
        Doc("What a request must meet: AWS's word (path-pattern, host-header, source-ip, …) to values, of which one must be met."),
    ] = {}
    target_groups: Annotated[tuple[str, ...], Ref("target_groups"), Doc("The target groups that it sends to, by name or id.")] = ()


class LoadBalancer(Resource, frozen=True):
    """A load balancer; `id` is its ARN or name. `targets` are instance ids where there are no target groups (classic).

    `rules` are those of its listeners (Application Load Balancers), `rules_known` tells that a scan read them.
    `private_link_rules` is AWS's EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic of a Network Load Balancer.
    """

    KIND = "load-balancer"
    CONSOLE = "ec2/home?region={region}#LoadBalancers:search={name}"
    COLLECTION = "load_balancers"
    STUB = ("vpc", "type", "scheme")
    INTERFACE_TYPES = {"network": "network_load_balancer", "gateway": "gateway_load_balancer"}
    ID_PREFIX = "load-balancer"
    ONE_SUBNET_A_ZONE = True
    NOT_CHARGED = "its own hours and capacity units are not counted"
    NAME_DECIDES = True
    TOUCHES = "addresses"
    FLOW_END = True
    INTERFACE_TYPE = "interface"
    NESTED_BY = "owner"
    EXTRA_KEYS = {"ips": IPS_OF_INTERFACES}

    type: Annotated[
        str,
        OneOf("application", "network", "gateway", "classic", "unknown"),
        Doc("Its type, as AWS prints it; unknown for one that vpcviz does not know."),
    ] = "application"
    scheme: Annotated[str, OneOf("internal", "internet-facing", ""), Doc("internal or internet-facing.")] = "internal"
    vpc: VpcId = ""
    subnets: Annotated[SubnetIds, Doc("Its subnets, by name or id: a list, or subnet: IP.")] = ()
    security_groups: SecurityGroupIds = ()
    dns_name: DnsName = ""
    listeners: Annotated[tuple[Listener, ...], Doc("The ports that it answers, with the target groups that they send to.")] = ()
    rules: Annotated[tuple[ListenerRule, ...], Doc("Rules of its listeners: which requests go to other target groups.")] = ()
    rules_known: Annotated[bool, Doc("Whether a scan read its listeners' rules; a spec has those that it writes.")] = False
    targets: Annotated[tuple[str, ...], Ref("instances"), Doc("Instances behind a classic load balancer.")] = ()
    cross_zone: Annotated[bool | None, Doc("Whether each node sends to targets in all zones.")] = None
    private_link_rules: Annotated[
        bool, Doc("Whether a Network Load Balancer's inbound rules count for what comes by PrivateLink.")
    ] = True


class Target(Record, frozen=True):
    """A registered target: an instance id, IP, Lambda function or load balancer, with its own `port` where it has one.

    `zone` is the one that it was registered in ("all": it gets traffic from every zone), `health` AWS's TargetHealth.State.
    Source: ELBv2 API Reference, "TargetDescription", "TargetHealth".
    """

    FORM = "NAME, or NAME:PORT, such as web-1, 10.0.1.10:8080 or [2001:db8::1]:8080"

    id: Annotated[
        str, Ref("instances", "workloads", "load_balancers"), Ip(checked=False), Doc("The target: a name or id, or an IP.")
    ]
    port: Annotated[Port, Doc("Its own port; the target group's where it has none.")] = None
    zone: Annotated[InZone, Word("all"), Doc("The zone that it was registered in; all for every zone.")] = ""
    health: Annotated[str, Word(*HEALTH), Doc("Its health, as AWS prints it: healthy, unhealthy, draining, unused, …")] = ""


class TargetGroup(Resource, frozen=True):
    """Where a load balancer sends to; a target is what `target_type` says, its port the group's where it has none of its own.

    `preserve_client_ip` is the attribute preserve_client_ip.enabled; `cross_zone` says of this group what the load balancer's
    own setting says of all (None: as the load balancer). `attributes_known` tells that a scan read them.
    """

    KIND = "target-group"
    MARK = "a target group"
    CONSOLE = "ec2/home?region={region}#TargetGroups:search={name}"
    COLLECTION = "target_groups"
    ID_PREFIX = "target-group"
    NOT_CHARGED = 'its load balancer is charged for: "What is Elastic Load Balancing?", "Pricing"'
    DECIDES = "targets"
    TOLD_BY = ("protocol",)
    SHORT_KEYS = {"target": "targets"}
    ICON = "load-balancer"

    vpc: VpcId = ""
    protocol: Protocol = ""
    port: Port = None
    target_type: Annotated[str, OneOf("instance", "ip", "lambda", "alb"), Doc("What the targets are.")] = "instance"
    targets: Annotated[
        tuple[Target, ...], Doc("The targets: names or ids, or IPs, each with a port of its own if it has one: web-1:8080.")
    ] = ()
    load_balancers: Annotated[tuple[str, ...], Ref("load_balancers", needs=True), Doc("The load balancers, by name or id.")] = ()
    preserve_client_ip: Annotated[
        bool | None, Doc("Whether targets see the client's own IP (Network Load Balancers); AWS's default where not written.")
    ] = None
    cross_zone: Annotated[
        bool | None, Doc("Whether nodes send to this group's targets in other zones; as the load balancer where not written.")
    ] = None
    attributes_known: Annotated[bool, Doc("Whether a scan read its attributes; what a spec does not write has AWS's defaults.")] = (
        False
    )


class Workload(Resource, frozen=True):
    """Any other owner of network interfaces: a Lambda function, a database, a cache, a container task.

    `type` is its own `data-kind`: `lambda-function`, `rds-instance`, `rds-cluster`, `elasticache-cluster`,
    `opensearch-domain`, `redshift-cluster`, `ecs-task`, `eks-cluster`, `efs-mount-target`, …
    """

    KIND = "workload"
    MARK = "any other owner of interfaces; most have a kind of their own, see below"
    COLLECTION = "workloads"
    SENDS = True
    NESTED_IN = {"subnets": "subnets"}
    INTERFACE_TYPES = {"lambda-function": "lambda"}
    ID_PREFIX = "workload"
    TOUCHES = "addresses"
    FLOW_END = True
    INTERFACE_TYPE = "interface"
    NESTED_BY = "owner"
    EXTRA_KEYS = {"ips": IPS_OF_INTERFACES}

    type: Annotated[
        str, Word(*WORKLOAD_TYPES), Doc("What it is: lambda-function, rds-instance, elasticache-cluster, ecs-task, eks-cluster, …")
    ] = "workload"
    vpc: VpcId = ""
    subnets: SubnetIds = ()
    security_groups: SecurityGroupIds = ()
    dns_name: DnsName = ""
    port: Port = None

    @property
    def kind(self) -> str:
        """The type of workload is its kind."""
        return self.type
