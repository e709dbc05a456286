"""Rules about the security groups of interface endpoints: whom they let in."""

from vpcviz.findings.facts import JOINING, Facts, blocks_of, called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block
from vpcviz.model.services import service_code, service_label

_NOT_443 = ("email-smtp", "transfer.server", "iot.data", "iot.credentials", "git-codecommit", "elasticfilesystem")
"""Services whose endpoints are (also) called on other ports than 443."""


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
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
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


RULES = (InterfaceEndpointAdmitsNobody, InterfaceEndpointAdmitsEverybody)
