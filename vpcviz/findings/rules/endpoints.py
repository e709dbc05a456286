"""Rules about the endpoints of one VPC: what is missing, what is in one zone only, who gets in."""

import json
from typing import Any

from vpcviz.cost.standing import charged
from vpcviz.findings.facts import Facts, blocks_of, called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.transit_tables import TransitTables, WayOut, leads_outside
from vpcviz.findings.values import Finding, Severity
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block
from vpcviz.model.services import GATEWAY_SERVICES, service_code, service_label

_NOT_443 = ("email-smtp", "transfer.server", "iot.data", "iot.credentials", "git-codecommit", "elasticfilesystem")
"""Services whose endpoints are (also) called on other ports than 443."""


class GatewayEndpointMissing(Rule):
    """Amazon S3 or DynamoDB through NAT, though a gateway endpoint is free."""

    id = "gateway-endpoint-missing"
    title = "S3 or DynamoDB traffic goes through a NAT gateway, with no gateway endpoint"
    why = "A NAT gateway charges each GB; a gateway endpoint charges nothing, and the traffic needs no way to the internet."
    remedy = "Create a gateway endpoint for the service in the VPC and add it to the route tables of these subnets."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    severity = "warning"
    needs = ("vpcs", "subnets", "route_tables", "nat_gateways", "gateway_endpoints", "transit_gateway_route_tables")

    def check(self, facts: Facts) -> Found:
        """One finding for each VPC, with the services that it lacks."""
        tables = TransitTables(facts)
        mentioned = {service_code(one) for one in facts.network.all_services}
        for vpc in facts.vpcs:
            ways = [(subnet, tables.way_out(subnet)) for subnet in facts.network.subnets_of.get(vpc.id, ())]
            through = [
                (subnet, way) for subnet, way in ways if way is not None and way.nat is not None and could_send(facts, subnet)
            ]
            have = {service_code(one.service) for one in facts.network.gateway_endpoints if one.vpc == vpc.id and charged(one)}
            lacking = [code for code in GATEWAY_SERVICES if code not in have and not self._has_interface(facts, vpc, code)]
            if through and lacking:
                sure = "s3" in lacking or any(code in mentioned for code in lacking)
                yield self._finding(facts, vpc, lacking, through, "warning" if sure else "info")

    def _has_interface(self, facts: Facts, vpc: r.Vpc, code: str) -> bool:
        """An interface endpoint with private DNS on takes the service's names, so nothing goes through NAT."""
        endpoints = facts.interface_endpoints.get(vpc.id, ())
        return any(service_code(one.service) == code and one.private_dns and not one.private_dns_only_inbound for one in endpoints)

    def _finding(
        self, facts: Facts, vpc: r.Vpc, lacking: list[str], through: list[tuple[r.Subnet, WayOut]], severity: Severity
    ) -> Finding:
        way = through[0][1]
        nats = list({one.nat.id: one.nat for _, one in through if one.nat is not None}.values())
        prices = [facts.prices.usd("nat_gateway_gb", nats[0].region or vpc.region)]
        prices += [facts.prices.usd("transit_gateway_gb", vpc.region) for _ in way.transit_gateways]
        known = None if None in prices else round(sum(price or 0 for price in prices), 6)
        least = "at least " if way.inspected else ""
        saved = (
            "what a GB would save is not known: a price is missing"
            if known is None
            else f"{least}${known:g} for each GB would be saved"
        )
        hubs = list(dict.fromkeys(way.transit_gateways))
        over = f" over {words(hubs)}{' twice' if len(hubs) < len(way.transit_gateways) else ''}" if hubs else ""
        labels = words([service_label(f"com.amazonaws.{vpc.region}.{code}") for code in lacking])
        return self.finding(
            f"Traffic of {called(vpc)} to {labels} goes{over} through {words([called(nat) for nat in nats])}, with no gateway"
            f" endpoint, which would be free; {saved}. Subnets: {words([subnet.label for subnet, _ in through])}.",
            vpc,
            *nats,
            *(subnet for subnet, _ in through),
            severity=severity,
            usd_per_gb=known,
        )


class GatewayEndpointWithoutRoutes(Rule):
    """A gateway endpoint that no route table leads to."""

    id = "gateway-endpoint-no-route-table"
    title = "A gateway endpoint is on no route table"
    why = "Only a route with the service's prefix list leads traffic to a gateway endpoint; without one it does nothing."
    remedy = "Associate the endpoint with the route tables of the subnets that use the service."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    severity = "warning"
    needs = ("gateway_endpoints", "route_tables")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint without a table."""
        for endpoint in facts.network.gateway_endpoints:
            if not endpoint.foreign and charged(endpoint) and not endpoint_tables(facts, endpoint):
                label = service_label(endpoint.service)
                yield self.finding(f"{called(endpoint)} for {label} is on no route table, so that nothing is sent to it.", endpoint)


class GatewayEndpointNotEverywhere(Rule):
    """A gateway endpoint that some subnets which go out do not use."""

    id = "gateway-endpoint-missing-route"
    title = "A gateway endpoint is not on all route tables of subnets that go out"
    why = "Subnets whose table lacks the prefix-list route use the service's public addresses, through NAT at a price for each GB."
    remedy = "Associate the endpoint with these route tables, too."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    severity = "warning"
    needs = ("gateway_endpoints", "route_tables", "subnets", "network_interfaces")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint and route table."""
        for endpoint in facts.network.gateway_endpoints:
            have = endpoint_tables(facts, endpoint)
            if not have or endpoint.foreign:
                continue
            for table in facts.network.route_tables_of.get(endpoint.vpc, ()):
                subnets = [subnet for subnet in subnets_of(facts, table) if could_send(facts, subnet)]
                if subnets and table.id not in have and leads_outside(table):
                    public = facts.network.tier(subnets[0]) == "public"
                    yield self.finding(
                        f"{called(endpoint)} for {service_label(endpoint.service)} is not on {called(table)}, whose subnets"
                        f" ({words([subnet.label for subnet in subnets])}) go out past it.",
                        endpoint,
                        table,
                        *subnets,
                        severity="info" if public else "warning",
                    )


class InterfaceEndpointInOneZone(Rule):
    """An interface endpoint that fails with its only zone."""

    id = "interface-endpoint-one-zone"
    title = "An interface endpoint is in one zone only"
    why = "When that zone fails, the service is out of reach for the whole VPC, though the service itself runs on."
    remedy = "Add a subnet of another zone to the endpoint; each zone is charged for by the hour."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint"
    severity = "warning"
    needs = ("interface_endpoints", "subnets")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint."""
        for endpoint in facts.network.interface_endpoints:
            zones = facts.zones_of(endpoint.subnets)
            if endpoint.foreign or len(zones) != 1 or not charged(endpoint):
                continue
            everywhere = facts.zones_of(tuple(one.id for one in facts.network.subnets_of.get(endpoint.vpc, ())))
            others = [zone for zone in everywhere if zone not in zones]
            hour = facts.prices.usd("interface_endpoint_hour", endpoint.region)
            more = "" if hour is None else f" A second zone costs ${hour * 730:.2f} a month."
            where = f"the VPC also has subnets in {words(others)}" if others else "the VPC has subnets in no other zone"
            yield self.finding(
                f"{called(endpoint)} for {service_label(endpoint.service)} has a network interface in {zones[0]} only;"
                f" {where}.{more}",
                endpoint,
                severity="warning" if others else "info",
                usd_per_month=None if hour is None else round(hour * 730, 6),
            )


class InterfaceEndpointAdmitsNobody(Rule):
    """An interface endpoint whose groups let nobody in."""

    id = "interface-endpoint-admits-nobody"
    title = "The security groups of an interface endpoint let nobody in"
    why = "The names resolve to the endpoint, and every connection to it is dropped: the service looks dead."
    remedy = "Allow TCP 443 (the service's port) from the VPC's CIDR or from the clients' security group."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint: Prerequisites"
    severity = "error"
    needs = ("interface_endpoints", "security_groups", "network_interfaces", "vpcs", "prefix_lists")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint; its own groups count, as AWS has them on the endpoint."""
        for endpoint in facts.network.interface_endpoints:
            if endpoint.foreign or not endpoint.security_groups:
                continue
            groups = [facts.network.get(one, r.SecurityGroup) for one in endpoint.security_groups]
            read = [group for group in groups if group is not None]
            if any(_admits(facts, endpoint, group) for group in read):
                continue
            if len(read) < len(groups):
                yield self.unknown(endpoint, "not all of its security groups were read")
                continue
            names = words([called(group) for group in read])
            port = "443" if _needs_443(endpoint) else "any port"
            yield self.finding(
                f"{called(endpoint)} for {service_label(endpoint.service)} lets nobody in: no rule of {names} allows TCP {port}"
                " from an address of the VPC or of a network joined to it, or from a group that anything else has.",
                endpoint,
                *read,
            )


class InterfaceEndpointAdmitsEverybody(Rule):
    """An interface endpoint whose groups let in every address."""

    id = "interface-endpoint-admits-everybody"
    title = "The security groups of an interface endpoint let everybody in"
    why = "Whatever can route to the VPC (peers, on-premises, later ones too) can use it; the group is there to prevent that."
    remedy = "Allow the VPC's CIDR, the consumers' CIDRs, or the clients' security groups instead."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint: Prerequisites"
    severity = "warning"
    needs = ("interface_endpoints", "security_groups")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint."""
        for endpoint in facts.network.interface_endpoints:
            groups = [facts.network.get(one, r.SecurityGroup) for one in endpoint.security_groups]
            for group in [group for group in groups if group is not None and not endpoint.foreign]:
                open_to = sorted({rule.peer for rule in group.ingress if rule.peer in ("0.0.0.0/0", "::/0")})
                if open_to:
                    yield self.finding(
                        f"{called(endpoint)} for {service_label(endpoint.service)} lets in {words(open_to)} by {called(group)}.",
                        endpoint,
                        group,
                    )
                    break


class EndpointPolicyFullAccess(Rule):
    """An endpoint with AWS's default policy, which allows everything."""

    id = "endpoint-policy-full-access"
    title = "An endpoint has the default policy: full access for everyone to everything"
    why = "Any credentials can be used through it, also for other accounts' buckets and queues: a way to carry data out."
    remedy = (
        "Write an endpoint policy that names the principals, actions or resources (aws:PrincipalOrgID and aws:ResourceOrgID help)."
    )
    source = "AWS PrivateLink Guide, Control access to VPC endpoints using endpoint policies"
    severity = "info"
    needs = ("gateway_endpoints", "interface_endpoints")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint whose service supports policies (VpcEndpointPolicySupported)."""
        endpoints: tuple[r.GatewayEndpoint | r.InterfaceEndpoint, ...] = (
            *facts.network.gateway_endpoints,
            *facts.network.interface_endpoints,
        )
        for endpoint in endpoints:
            supported = policy_supported(facts, endpoint)
            if endpoint.foreign or supported is False or not charged(endpoint):
                continue
            if endpoint.policy is None:
                yield self.unknown(endpoint, "its policy was not read")
            elif allows_everything(endpoint.policy):
                if supported is None:
                    yield self.unknown(endpoint, f"whether {endpoint.service} supports endpoint policies is not known")
                else:
                    label = service_label(endpoint.service)
                    yield self.finding(
                        f"{called(endpoint)} for {label} allows every action on every resource to everyone.", endpoint
                    )


class EndpointNotAvailable(Rule):
    """An endpoint that waits for its acceptance, or was refused."""

    id = "endpoint-not-available"
    title = "An endpoint is not available"
    why = (
        "An endpoint that is pending acceptance, rejected or failed carries no traffic; a pending one is charged for all the same."
    )
    remedy = "Have the service's owner accept it, or delete it."
    source = "AWS PrivateLink Guide, AWS PrivateLink concepts: Endpoint states"
    severity = "warning"
    needs = ("interface_endpoints", "gateway_load_balancer_endpoints", "gateway_endpoints")

    def check(self, facts: Facts) -> Found:
        """One finding for each endpoint in a state other than available."""
        network = facts.network
        for endpoint in (*network.gateway_endpoints, *network.interface_endpoints, *network.gateway_load_balancer_endpoints):
            state = str(getattr(endpoint, "state", ""))
            if not endpoint.foreign and state.lower() not in ("", "available", "deleted", "deleting"):
                yield self.finding(f"{called(endpoint)} is in the state {state}.", endpoint)


def endpoint_tables(facts: Facts, endpoint: r.GatewayEndpoint) -> frozenset[str]:
    """The route tables that lead to a gateway endpoint."""
    tables = facts.network.route_tables_of.get(endpoint.vpc, ())
    routed = {table.id for table in tables if any(route.target == endpoint.id for route in table.routes)}
    return frozenset(routed | set(endpoint.route_tables))


def subnets_of(facts: Facts, table: r.RouteTable) -> list[r.Subnet]:
    """The subnets that a table routes, those of the main table too."""
    return [subnet for subnet in facts.network.subnets_of.get(table.vpc, ()) if facts.network.route_table_of(subnet) is table]


def could_send(facts: Facts, subnet: r.Subnet) -> bool:
    """Whether something in the subnet opens connections: what stands in it, or, where it is private and empty, what will.

    Subnets that only hold a transit gateway attachment or AWS's own network things send nothing of their own.
    """
    if any(interface.subnet == subnet.id for interface in facts.senders.get(subnet.vpc, ())):
        return True
    empty = not facts.network.interfaces_of.get(subnet.id) and subnet.id not in facts.attachment_subnets
    return empty and facts.network.tier(subnet) == "private"


def _needs_443(endpoint: r.InterfaceEndpoint) -> bool:
    code = service_code(endpoint.service)
    return bool(code) and ".vpce." not in endpoint.service and not code.startswith(_NOT_443)


def _admits(facts: Facts, endpoint: r.InterfaceEndpoint, group: r.SecurityGroup) -> bool:
    near = list(facts.blocks.get(endpoint.vpc, ()))
    for other in facts.joined(endpoint.vpc):
        near += facts.blocks.get(other, ())
    if endpoint.vpc in facts.linked_outside or facts.joined(endpoint.vpc):
        near += [block for site in facts.network.on_premises for block in blocks_of(*site.cidrs)]
    outside_unknown = endpoint.vpc in facts.linked_outside and not facts.network.on_premises
    return any(_rule_admits(facts, endpoint, rule, near, outside_unknown) for rule in group.ingress)


def _rule_admits(
    facts: Facts, endpoint: r.InterfaceEndpoint, rule: r.SecurityGroupRule, near: list[Block], outside_unknown: bool
) -> bool:
    if rule.protocol not in ("-1", "tcp", "6"):
        return False
    open_port = rule.protocol == "-1" or rule.from_port < 0 or rule.from_port <= 443 <= rule.to_port
    if not open_port and _needs_443(endpoint):
        return False
    peers = blocks_of(rule.peer)
    prefix_list = facts.network.get(rule.peer, r.PrefixList)
    if prefix_list is not None:
        if not prefix_list.known:
            return True
        peers = blocks_of(*prefix_list.entries)
    if peers:
        return outside_unknown or any(peer.overlaps(block) for peer in peers for block in near)
    if rule.peer.startswith("pl-"):
        return True
    return bool(facts.members.get(rule.peer)) or facts.network.get(rule.peer, r.SecurityGroup) is None


_WITH_POLICY = frozenset(
    """s3 dynamodb sqs sns kms secretsmanager ssm ssmmessages ec2messages ec2 sts logs monitoring events lambda execute-api ecr.api
    ecr.dkr ecs kinesis-streams kinesis-firehose athena glue states rds codebuild elasticloadbalancing autoscaling sagemaker.api
    sagemaker.runtime elasticfilesystem bedrock-runtime cloudtrail""".split()
)
"""Services known to support endpoint policies, for networks that do not tell (specs, dumps without the list of services).

Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink"; the services' own pages on VPC endpoints.
"""


def policy_supported(facts: Facts, endpoint: r.GatewayEndpoint | r.InterfaceEndpoint) -> bool | None:
    """VpcEndpointPolicySupported of the endpoint's service; None where it is not known."""
    service = facts.network.get(endpoint.service, r.Service)
    if service is not None and service.policy_supported is not None:
        return service.policy_supported
    if ".vpce." in endpoint.service:
        return False
    if isinstance(endpoint, r.GatewayEndpoint) or service_code(endpoint.service) in _WITH_POLICY:
        return True
    return None


def allows_everything(policy: str) -> bool:
    """Whether a policy is AWS's default one in effect: "" (none written), or one that allows all to all without a condition."""
    if not policy.strip():
        return True
    try:
        document = json.loads(policy)
    except (ValueError, RecursionError):
        return False
    statements = document.get("Statement", []) if isinstance(document, dict) else []
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(statements, list) or any(isinstance(one, dict) and one.get("Effect") == "Deny" for one in statements):
        return False
    return any(isinstance(one, dict) and _all_of_all(one) for one in statements)


def _all_of_all(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    everyone = principal in ("*", ["*"]) or (isinstance(principal, dict) and principal.get("AWS") in ("*", ["*"]))
    wide = all(statement.get(word) in ("*", ["*"]) for word in ("Action", "Resource"))
    return statement.get("Effect") == "Allow" and everyone and wide and not statement.get("Condition")


RULES = (
    GatewayEndpointMissing,
    GatewayEndpointWithoutRoutes,
    GatewayEndpointNotEverywhere,
    InterfaceEndpointInOneZone,
    InterfaceEndpointAdmitsNobody,
    InterfaceEndpointAdmitsEverybody,
    EndpointPolicyFullAccess,
    EndpointNotAvailable,
)
