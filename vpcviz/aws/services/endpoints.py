"""VPC endpoints of every type, with their policies."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.services.interfaces import Group, group_ids
from vpcviz.aws.shapes import Shape, Tag, Texts, domain
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_gone

POSITION = 50


class DnsEntry(Shape, frozen=True, gc=False):
    """A DNS name of an endpoint."""

    dns_name: str = ""


class DnsOptions(Shape, frozen=True, gc=False):
    """What an endpoint's private DNS is for."""

    private_dns_only_for_inbound_resolver_endpoint: bool = False
    dns_record_ip_type: str = ""


class Endpoint(Shape, frozen=True, gc=False):
    """A VPC endpoint of any type."""

    vpc_endpoint_id: str = ""
    vpc_endpoint_type: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    state: str = ""
    service_name: str = ""
    service_region: str = ""
    service_network_arn: str = ""
    resource_configuration_arn: str = ""
    subnet_ids: Texts = ()
    route_table_ids: Texts = ()
    network_interface_ids: Texts = ()
    groups: tuple[Group, ...] = ()
    private_dns_enabled: bool = False
    dns_options: DnsOptions = DnsOptions()
    dns_entries: tuple[DnsEntry, ...] = ()
    policy_document: str | dict[str, Any] = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpcEndpoints",
    "VpcEndpoints",
    "gateway_endpoints interface_endpoints gateway_load_balancer_endpoints",
    "VPC endpoints",
    Endpoint,
    "VpcEndpointId",
)
def endpoints(estate: Estate, answer: Answer, item: Endpoint) -> None:
    """VPC endpoints of every type. A missing type means a gateway endpoint where there are route tables and no subnets."""
    if is_gone(item.state):
        return
    kind = item.vpc_endpoint_type or ("Interface" if item.subnet_ids or item.network_interface_ids else "Gateway")
    fields: dict[str, Any] = {
        "vpc": item.vpc_id,
        "service": item.service_name or item.service_network_arn or item.resource_configuration_arn,
        "state": item.state,
    }
    if kind == "Gateway":
        collection = "gateway_endpoints"
        fields |= {"route_tables": item.route_table_ids, "policy": compact_policy(item.policy_document)}
    else:
        collection = "gateway_load_balancer_endpoints" if kind == "GatewayLoadBalancer" else "interface_endpoints"
        fields |= {"subnets": item.subnet_ids, "network_interfaces": item.network_interface_ids}
    if collection == "interface_endpoints":
        fields |= _of_interface_endpoint(item, kind, answer.region)
    estate.put(collection, item.vpc_endpoint_id, answer, item.tags, owner=item.owner_id, **fields)


class Association(Shape, frozen=True, gc=False):
    """What an endpoint of type ServiceNetwork or Resource leads to."""

    vpc_endpoint_id: str = ""
    associated_resource_arn: str = ""
    associated_resource_accessibility: str = ""
    dns_entry: DnsEntry = DnsEntry()
    private_dns_entry: DnsEntry = DnsEntry()


@reads(
    "ec2",
    "DescribeVpcEndpointAssociations",
    "VpcEndpointAssociations",
    "interface_endpoints",
    "services and resources behind endpoints of service networks",
    Association,
    "VpcEndpointId",
    "AssociatedResourceArn",
    optional=True,
)
def endpoint_associations(estate: Estate, answer: Answer, item: Association) -> None:
    """What endpoints of service networks lead to, with the names that tell one from another."""
    resource = item.associated_resource_arn.rpartition("/")[2]
    if resource:
        made = r.EndpointAssociation(
            resource=resource,
            dns_name=domain(item.dns_entry.dns_name),
            private_dns_name=domain(item.private_dns_entry.dns_name),
            state=item.associated_resource_accessibility,
        )
        estate.more("interface_endpoints", item.vpc_endpoint_id, associations=(made,))


def _of_interface_endpoint(item: Endpoint, kind: str, region: str) -> dict[str, Any]:
    own, private = _dns_names(item)
    return {
        "service_region": "" if item.service_region == region else item.service_region,
        "type": kind,
        "security_groups": group_ids(item.groups),
        "private_dns": item.private_dns_enabled,
        "private_dns_only_inbound": item.dns_options.private_dns_only_for_inbound_resolver_endpoint,
        "dns_record_type": item.dns_options.dns_record_ip_type,
        "dns_names": own,
        "private_dns_names": private,
        "policy": compact_policy(item.policy_document),
    }


def _dns_names(item: Endpoint) -> tuple[Texts, Texts]:
    """The endpoint's own names, and the service's names that its private DNS answers."""
    names = [domain(entry.dns_name) for entry in item.dns_entries if entry.dns_name]
    own = tuple(name for name in names if name.removeprefix("*.").startswith(item.vpc_endpoint_id) or ".vpce." in name)
    return own, tuple(name for name in names if name not in own)


def compact_policy(document: str | Mapping[str, Any]) -> str | None:
    """An endpoint's policy: "" for AWS's full access, None where none was told, else the document as compact JSON."""
    import json

    found: Any = document
    if isinstance(found, str) and found:
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return str(found)
    if not isinstance(found, Mapping):
        return None
    statements = found.get("Statement")
    statements = [statements] if isinstance(statements, Mapping) else statements
    if isinstance(statements, list) and len(statements) == 1 and isinstance(statements[0], Mapping) and _is_full(statements[0]):
        return ""
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _is_full(statement: Mapping[str, Any]) -> bool:
    """Whether a statement allows everything to everybody, as the policy does that AWS puts where none is given."""
    if set(statement) - {"Sid", "Effect", "Principal", "Action", "Resource"} or statement.get("Effect") != "Allow":
        return False
    principal = statement.get("Principal")
    everybody = principal in ("*", ["*"]) or (isinstance(principal, Mapping) and principal.get("AWS") in ("*", ["*"]))
    return everybody and statement.get("Action") in ("*", ["*"]) and statement.get("Resource") in ("*", ["*"])
