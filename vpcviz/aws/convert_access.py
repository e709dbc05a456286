"""Converts VPC endpoints, endpoint services and load balancers. Only the members named here are ever kept."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, boolean, number, picked, records, text, texts
from vpcviz.aws.convert_filters import policy_text
from vpcviz.aws.estate import Estate, choice
from vpcviz.model import resources as r

_GONE = ("deleted", "Deleted", "delete-complete", "expired")


def endpoints(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """VPC endpoints of every type. A missing type means a gateway endpoint where there are route tables and no subnets."""
    if text(item, "State") in _GONE:
        return
    kind = text(item, "VpcEndpointType") or (
        "Interface" if texts(item, "SubnetIds") or texts(item, "NetworkInterfaceIds") else "Gateway"
    )
    identity, owner = text(item, "VpcEndpointId"), text(item, "OwnerId")
    fields: dict[str, Any] = {
        "vpc": text(item, "VpcId"),
        "service": text(item, "ServiceName") or text(item, "ServiceNetworkArn") or text(item, "ResourceConfigurationArn"),
        "state": text(item, "State"),
    }
    inside: dict[str, Any] = {"subnets": texts(item, "SubnetIds"), "network_interfaces": texts(item, "NetworkInterfaceIds")}
    if kind == "Gateway":
        fields |= {"route_tables": texts(item, "RouteTableIds"), "policy": policy_text(item)}
        estate.put("gateway_endpoints", identity, answer, item, owner=owner, **fields)
    elif kind == "GatewayLoadBalancer":
        estate.put("gateway_load_balancer_endpoints", identity, answer, item, owner=owner, **fields, **inside)
    else:
        own, private = _dns_names(identity, item)
        fields |= {
            "service_region": text(item, "ServiceRegion"),
            "type": choice(kind, ("Interface", "Resource", "ServiceNetwork"), "Interface"),
            "security_groups": picked(item, "Groups", "GroupId"),
            "private_dns": boolean(item, "PrivateDnsEnabled") or False,
            "private_dns_only_inbound": boolean(item, "DnsOptions", "PrivateDnsOnlyForInboundResolverEndpoint") or False,
            "dns_names": own,
            "private_dns_names": private,
            "policy": policy_text(item),
        }
        if fields["service_region"] == answer.region:
            fields["service_region"] = ""
        estate.put("interface_endpoints", identity, answer, item, owner=owner, **fields, **inside)


def _dns_names(identity: str, item: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endpoint's own names, and the service's names that its private DNS answers."""
    names = [domain(name) for name in picked(item, "DnsEntries", "DnsName")]
    own = tuple(name for name in names if name.removeprefix("*.").startswith(identity) or ".vpce." in name)
    return own, tuple(name for name in names if name not in own)


def domain(name: str) -> str:
    r"""A domain name without the last dot, with Route 53's `\052` written as `*`."""
    return name.replace("\\052", "*").removesuffix(".") if name != "." else name


def services(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """What AWS says of the services that endpoints are made for; those without an endpoint are left out later."""
    from vpcviz.model.services import service_label

    name = text(item, "ServiceName")
    names = [text(item, "PrivateDnsName"), *picked(item, "PrivateDnsNames", "PrivateDnsName")]
    estate.put(
        "services",
        name,
        answer,
        account="",
        region=text(item, "ServiceRegion") or answer.region,
        name=service_label(name),
        dns_names=tuple(domain(one) for one in texts(item, "BaseEndpointDnsNames")),
        private_dns_names=tuple(domain(one) for one in dict.fromkeys(names) if one),
        policy_supported=boolean(item, "VpcEndpointPolicySupported"),
        endpoint_types=picked(item, "ServiceType", "ServiceType"),
        zones=texts(item, "AvailabilityZones"),
    )


def endpoint_services(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Endpoint services of the account, provider side."""
    if text(item, "ServiceState") in _GONE:
        return
    types = picked(item, "ServiceType", "ServiceType")
    estate.put(
        "endpoint_services",
        text(item, "ServiceId"),
        answer,
        item,
        service=text(item, "ServiceName"),
        type="GatewayLoadBalancer" if "GatewayLoadBalancer" in types else "Interface",
        load_balancers=(*texts(item, "NetworkLoadBalancerArns"), *texts(item, "GatewayLoadBalancerArns")),
        private_dns_name=text(item, "PrivateDnsName"),
        acceptance_required=boolean(item, "AcceptanceRequired") is not False,
        zones=texts(item, "AvailabilityZones"),
        supported_regions=picked(item, "SupportedRegions", "Region"),
    )


def endpoint_connections(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Consumers' connections to the account's endpoint services."""
    endpoint = text(item, "VpcEndpointId")
    if endpoint and text(item, "VpcEndpointState") not in _GONE:
        made = r.EndpointConnection(endpoint=endpoint, account=text(item, "VpcEndpointOwner"), state=text(item, "VpcEndpointState"))
        estate.more("endpoint_services", text(item, "ServiceId"), connections=(made,))


def service_permissions(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Who may use an endpoint service of the account."""
    estate.more(
        "endpoint_services",
        text(item, "ServiceId") or answer.scope,
        allowed_principals=tuple(filter(None, [text(item, "Principal")])),
    )


def instance_connect_endpoints(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """EC2 Instance Connect endpoints."""
    if text(item, "State") not in _GONE:
        estate.put(
            "instance_connect_endpoints",
            text(item, "InstanceConnectEndpointId"),
            answer,
            item,
            owner=text(item, "OwnerId"),
            vpc=text(item, "VpcId"),
            subnet=text(item, "SubnetId"),
            security_groups=texts(item, "SecurityGroupIds"),
            network_interfaces=texts(item, "NetworkInterfaceIds"),
        )


# --- load balancers -----------------------------------------------------------------------------------------------------


def classic_load_balancers(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Classic Load Balancers, by the ARN that IAM knows them by. Source: Service Authorization Reference."""
    name = text(item, "LoadBalancerName")
    if not name or not text(item, "VPCId"):
        return
    listeners = [entry.get("Listener") for entry in records(item, "ListenerDescriptions")]
    estate.put(
        "load_balancers",
        f"arn:aws:elasticloadbalancing:{answer.region}:{answer.account}:loadbalancer/{name}",
        answer,
        name=name,
        type="classic",
        scheme=choice(text(item, "Scheme"), ("internal", "internet-facing"), ""),
        vpc=text(item, "VPCId"),
        subnets=texts(item, "Subnets"),
        security_groups=texts(item, "SecurityGroups"),
        dns_name=domain(text(item, "DNSName")),
        listeners=tuple(
            r.Listener(protocol=text(entry, "Protocol"), port=port, target_port=number(entry, "InstancePort"))
            for entry in listeners
            if (port := number(entry, "LoadBalancerPort")) is not None
        ),
        targets=picked(item, "Instances", "InstanceId"),
    )


def load_balancers(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Application, Network and Gateway Load Balancers."""
    kind = text(item, "Type")
    estate.put(
        "load_balancers",
        text(item, "LoadBalancerArn"),
        answer,
        item,
        name=text(item, "LoadBalancerName"),
        type=choice(kind, ("application", "network", "gateway"), "application"),
        scheme=choice(text(item, "Scheme"), ("internal", "internet-facing"), ""),
        vpc=text(item, "VpcId"),
        subnets=picked(item, "AvailabilityZones", "SubnetId"),
        security_groups=texts(item, "SecurityGroups"),
        dns_name=domain(text(item, "DNSName")),
        cross_zone=True if kind == "application" else None,
        private_link_rules=text(item, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic") != "off",
    )


def listeners(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Listeners, with the target groups of their default actions."""
    port = number(item, "Port")
    protocol = text(item, "Protocol") or "GENEVE"
    made = r.Listener(
        protocol=protocol,
        port=(6081 if protocol == "GENEVE" else 0) if port is None else port,
        target_groups=_forwarded(item, "DefaultActions"),
    )
    balancer = text(item, "LoadBalancerArn") or answer.scope
    estate.listeners[text(item, "ListenerArn")] = balancer, made.port
    estate.more("load_balancers", balancer, listeners=(made,))


def _forwarded(item: Mapping[str, Any], member: str) -> tuple[str, ...]:
    """The target groups that actions forward to; of weighted ones those of weight 0 get nothing beside others.

    Source: ELBv2 API Reference, "TargetGroupTuple".
    """
    groups: list[str] = []
    for action in records(item, member):
        config = action.get("ForwardConfig")
        weighted = records(config, "TargetGroups") if isinstance(config, Mapping) else []
        chosen = [one for one in weighted if number(one, "Weight") != 0] or weighted
        groups += (
            picked({"TargetGroups": chosen}, "TargetGroups", "TargetGroupArn") if weighted else [text(action, "TargetGroupArn")]
        )
    return tuple(dict.fromkeys(filter(None, groups)))


def listener_rules(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """A listener's rules, without the one that is its default action. The ARN of a rule holds its listener's."""
    listener = answer.scope or text(item, "RuleArn").replace(":listener-rule/", ":listener/").rpartition("/")[0]
    balancer, port = estate.listeners.get(listener, ("", 0))
    priority = number(item, "Priority")
    estate.more("load_balancers", balancer, rules_known=True)
    if priority is None or not port:
        return
    conditions: dict[str, tuple[str, ...]] = {}
    for condition in records(item, "Conditions"):
        values = _condition_values(condition)
        if values:
            conditions[text(condition, "Field")] = values
    made = r.ListenerRule(priority=priority, port=port, conditions=conditions, target_groups=_forwarded(item, "Actions"))
    estate.more("load_balancers", balancer, rules=(made,))


def _condition_values(condition: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of a condition, of which a request must meet one; a header's with its name, a query's as `key=value`."""
    if isinstance(query := condition.get("QueryStringConfig"), Mapping):
        pairs = records(query, "Values")
        return tuple("=".join(filter(None, (text(pair, "Key"), text(pair, "Value")))) for pair in pairs)
    for member in ("HostHeaderConfig", "PathPatternConfig", "HttpHeaderConfig", "HttpRequestMethodConfig", "SourceIpConfig"):
        config = condition.get(member)
        if isinstance(config, Mapping):
            name = text(config, "HttpHeaderName")
            return tuple(f"{name}: {value}" if name else value for value in texts(config, "Values"))
    return (*texts(condition, "Values"), *(f"regex {value}" for value in texts(condition, "RegexValues")))


def balancer_attributes(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Whether a load balancer sends to targets of every zone."""
    if text(item, "Key") == "load_balancing.cross_zone.enabled":
        estate.more("load_balancers", answer.scope, cross_zone=boolean(item, "Value"))


def target_groups(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Target groups."""
    estate.put(
        "target_groups",
        text(item, "TargetGroupArn"),
        answer,
        item,
        name=text(item, "TargetGroupName"),
        vpc=text(item, "VpcId"),
        protocol=text(item, "Protocol"),
        port=number(item, "Port"),
        target_type=choice(text(item, "TargetType"), ("instance", "ip", "lambda", "alb"), "instance"),
        load_balancers=texts(item, "LoadBalancerArns"),
    )


def target_health(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The registered targets of a target group, each with its own port, zone and health."""
    target = text(item, "Target", "Id")
    if target:
        made = r.Target(
            id=target,
            port=number(item, "Target", "Port"),
            zone=text(item, "Target", "AvailabilityZone"),
            health=text(item, "TargetHealth", "State"),
        )
        estate.more("target_groups", answer.scope, targets=(made,))


def group_attributes(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """What a target group says of client IP preservation and cross-zone load balancing.

    Source: ELBv2 API Reference, "TargetGroupAttribute".
    """
    key, value = text(item, "Key"), boolean(item, "Value")
    estate.more("target_groups", answer.scope, attributes_known=True)
    if key == "preserve_client_ip.enabled":
        estate.more("target_groups", answer.scope, preserve_client_ip=value)
    elif key == "load_balancing.cross_zone.enabled":
        estate.more("target_groups", answer.scope, cross_zone=value)
