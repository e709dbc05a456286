"""Rules about the security groups of interface endpoints: whom they let in."""

from collections.abc import Callable, Iterable, Iterator

from vpcviz.findings.context import JOINING, Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, is_default
from vpcviz.model.services import service_code, service_label
from vpcviz.traffic import Flow

POSITION = 80

_NOT_443 = ("email-smtp", "transfer.server", "iot.data", "iot.credentials", "git-codecommit", "elasticfilesystem")
"""Services whose endpoints are (also) called on other ports than 443."""


_MOST_SENDERS = 64
"""So many senders of a VPC are asked for by traces."""


class InterfaceEndpointAdmitsNobody(Rule):
    """An interface endpoint whose groups let nobody in."""

    id = "interface-endpoint-admits-nobody"
    title = "The security groups of an interface endpoint let nobody in"
    why = "The names resolve to the endpoint, and every connection to it is dropped: the service looks dead."
    remedy = "Allow TCP 443 (the service's port) from the VPC's CIDR or from the clients' security group."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint: Prerequisites"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    severity = "error"
    needs = ("interface_endpoints", "security_groups", "network_interfaces", "vpcs", "prefix_lists", *JOINING)

    def check(self, context: Context) -> Found:
        """One finding for each endpoint; its own groups count, as AWS has them on the endpoint.

        A warning where other networks are let in, but nothing of the endpoint's own VPC, though something there could call it.
        """
        for endpoint in context.private_links:
            if endpoint.foreign or not endpoint.security_groups:
                continue
            groups = [context.network.get(one, r.SecurityGroup) for one in endpoint.security_groups]
            read = [group for group in groups if group is not None]
            near, far = (any(_admits(context, endpoint, group, blocks) for group in read) for blocks in _around(context, endpoint))
            if near or (far and not context.senders(endpoint.vpc)) or _reached(context, endpoint):
                continue
            if len(read) < len(groups):
                yield self.unknown(endpoint, "not all of its security groups were read")
                continue
            names = words([called(group) for group in read])
            port = "443" if _needs_443(endpoint) else "any port"
            whom = "nobody of its own VPC in" if far else "nobody in"
            where = "the VPC" if far else "the VPC or of a network joined to it"
            yield self.finding(
                f"{called(endpoint)} for {service_label(endpoint.service)} lets {whom}: no rule of {names} allows TCP {port}"
                f" from an address of {where}, or from a group that anything else there has.",
                endpoint,
                *read,
                severity="warning" if far else "error",
            )


class InterfaceEndpointAdmitsEverybody(Rule):
    """An interface endpoint whose groups let in every address."""

    id = "interface-endpoint-admits-everybody"
    title = "The security groups of an interface endpoint let everybody in"
    why = "Whatever can route to the VPC (peers, on-premises, later ones too) can use it; the group is there to prevent that."
    remedy = "Allow the VPC's CIDR, the consumers' CIDRs, or the clients' security groups instead."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint: Prerequisites"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    severity = "warning"
    needs = ("interface_endpoints", "security_groups")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint."""
        for endpoint in context.private_links:
            groups = [context.network.get(one, r.SecurityGroup) for one in endpoint.security_groups]
            for group in [group for group in groups if group is not None and not endpoint.foreign]:
                open_to = sorted({rule.peer for rule in group.ingress if is_default(rule.peer)})
                if open_to:
                    yield self.finding(
                        f"{called(endpoint)} for {service_label(endpoint.service)} lets in {words(open_to)} by {called(group)}.",
                        endpoint,
                        group,
                    )
                    break


def _reached(context: Context, endpoint: r.InterfaceEndpoint) -> bool:
    """Whether a trace from any host of the VPC, or from what opens connections there, gets through to the endpoint."""
    subnets = [one.id for one in context.network.subnets_of.get(endpoint.vpc, ())]
    senders = [one.id for one in context.senders(endpoint.vpc)]
    traces = (context.ways.trace(Flow(source=one, target=endpoint.id)) for one in (*subnets, *senders)[:_MOST_SENDERS])
    return any(trace is not None and trace.delivered for trace in traces)


def _needs_443(endpoint: r.InterfaceEndpoint) -> bool:
    code = service_code(endpoint.service)
    return bool(code) and ".vpce." not in endpoint.service and not code.startswith(_NOT_443)


_Around = tuple[str, Callable[[], Iterable[Block]], bool]
"""Where clients may be: the VPC (or "" for any), what gives its CIDRs, and whether there are others that are not known."""


def _around(context: Context, endpoint: r.InterfaceEndpoint) -> tuple[_Around, _Around]:
    """The endpoint's own VPC, and the networks joined to it."""
    linked = endpoint.vpc in context.linked_outside

    def far() -> Iterator[Block]:
        for other in context.each_joined(endpoint.vpc):
            yield from context.blocks.get(other, ())
        if linked or context.is_joined(endpoint.vpc):
            for site in context.network.on_premises:
                yield from blocks_of(*site.cidrs)

    unknown = linked and not context.network.on_premises
    return (endpoint.vpc, lambda: context.blocks.get(endpoint.vpc, ()), False), ("", far, unknown)


def _admits(context: Context, endpoint: r.InterfaceEndpoint, group: r.SecurityGroup, around: _Around) -> bool:
    """Whether a group lets some client in from there; where that cannot be told, it does."""
    return any(_rule_admits(context, rule, around) for rule in group.ingress if _opens(endpoint, rule))


def _opens(endpoint: r.InterfaceEndpoint, rule: r.SecurityGroupRule) -> bool:
    every_port = rule.protocol == "-1" or rule.from_port < 0 or rule.from_port <= 443 <= rule.to_port
    return rule.protocol in ("-1", "tcp", "6") and (every_port or not _needs_443(endpoint))


def _rule_admits(context: Context, rule: r.SecurityGroupRule, around: _Around) -> bool:
    """Whether a rule lets one of the clients in; what is not known may."""
    vpc, blocks_of_clients, unknown = around
    prefix_list = context.network.get(rule.peer, r.PrefixList)
    if prefix_list is None and rule.peer.startswith("pl-"):
        return True
    if prefix_list is not None and not prefix_list.known:
        return True
    peers = blocks_of(rule.peer) if prefix_list is None else blocks_of(*prefix_list.entries)
    if peers:
        return unknown or any(peer.overlaps(block) for peer in peers for block in blocks_of_clients())
    group = context.network.get(rule.peer, r.SecurityGroup)
    if group is None or group.foreign:
        return True
    return any(not vpc or member.vpc == vpc for member in context.members.get(rule.peer, ()))


RULES = (InterfaceEndpointAdmitsNobody, InterfaceEndpointAdmitsEverybody)
