"""What things say beside addresses: whose they are in another account's VPC, with whom they are shared, what attachments change."""

from collections.abc import Iterator, Sequence

from vpcviz.layout.cards import Item
from vpcviz.layout.kind_names import some_names
from vpcviz.layout.tooltips import new_words
from vpcviz.model import Network
from vpcviz.model import resources as r

MOST = 40
"""So many characters name accounts in a line; the others are counted."""


def account_name(network: Network, account: str) -> str:
    """What an account is called: its name, or its id; of an organization or a part of it the id that ends its ARN."""
    record = network.get(account, r.Account)
    return record.name if record is not None and record.name else account.rpartition("/")[2]


def owners(network: Network, vpc: str, found: Sequence[r.Resource | None]) -> list[Item]:
    """The line of a card that says whose the things are, where any is another account's than the VPC."""
    home = network.get(vpc, r.Vpc)
    if home is None or not home.account:
        return []
    accounts = sorted({one.account for one in found if one is not None and one.account})
    if accounts in ([], [home.account]):
        return []
    return [Item(f"of {some_names([account_name(network, one) for one in accounts], MOST)}", "small", whole=False)]


def remarks(network: Network, vpc: str, found: Sequence[r.Resource | None]) -> list[Item]:
    """The lines of a card that say whose the things are, who manages them, what AWS says in words newer than vpcviz,
    and which proxies are attached to them."""
    proxies = [one.arn.rpartition("/")[2] for nat in found if isinstance(nat, r.NatGateway) for one in nat.appliances]
    attached = [Item(f"{'proxy' if len(proxies) == 1 else 'proxies'} {some_names(proxies, MOST)}", "small", whole=False)]
    return [*owners(network, vpc, found), *_managed(found), *(attached if proxies else [])]


def _managed(found: Sequence[r.Resource | None]) -> Iterator[Item]:
    operators = sorted({one.operator for one in found if isinstance(one, r.Instance | r.NetworkInterface) and one.operator})
    if operators:
        yield Item(f"managed by {some_names(operators, MOST)}", "small", whole=False)
    if any(isinstance(one, r.NetworkInterface) and one.deny_all_igw_traffic for one in found):
        yield Item("closed to internet gateways", "small", whole=False)
    for one in found:
        if one is not None and not isinstance(one, r.NetworkInterface):  # An interface of a newer type is called by it.
            for words in new_words(one):
                yield Item(words, "small", whole=False)


def shared_words(network: Network, subnet: r.Subnet) -> str:
    """With whom a subnet is shared, in words; "" where it is not, as far as is known."""
    principals = {one for share in network.resource_shares if subnet.id in share.resources for one in share.principals}
    names = [account_name(network, one) for one in sorted(principals)]
    return f"shared with {some_names(names, MOST)}" if names else ""


def across_words(network: Network, hub: str, attachment: r.TransitGatewayAttachment | r.CoreNetworkAttachment) -> str:
    """What an attachment to a hub changes, in words behind what it is: 1:1 NAT, and references to security groups that it stops."""
    nat = sorted(rule.nat for rule in attachment.nat_rules)
    words = [f"1:1 NAT to {', '.join(nat)}"] if nat else []
    joined = network.by_id.get(hub)
    lets = isinstance(joined, r.TransitGateway | r.CoreNetwork) and joined.security_group_referencing
    words += ["no group references"] if lets and not attachment.security_group_referencing else []
    return "".join(f" · {word}" for word in words)


def associated_words(network: Network, group: r.SecurityGroup) -> str:
    """In which further VPCs a security group may be used, in words behind what it is."""
    names = sorted(network.label(vpc) for vpc in group.associated_vpcs)
    return f" · also in {some_names(names, MOST)}" if names else ""
