"""Prefix lists, the account's and AWS's own, with their entries."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, Tag, Texts, unique
from vpcviz.model.services import is_service_name

POSITION = 33


class ManagedPrefixList(Shape, frozen=True, gc=False):
    """A managed prefix list."""

    prefix_list_id: str = ""
    prefix_list_name: str = ""
    prefix_list_arn: str = ""
    owner_id: str = ""
    tags: tuple[Tag, ...] = ()


class ServicePrefixList(Shape, frozen=True, gc=False):
    """AWS's prefix list of a gateway endpoint."""

    prefix_list_id: str = ""
    prefix_list_name: str = ""
    cidrs: Texts = ()


class PrefixListEntry(Shape, frozen=True, gc=False):
    """One entry of a prefix list."""

    cidr: str = ""
    prefix_list_id: str = field(name="PrefixListId", default="")


@reads(
    "ec2",
    "DescribeManagedPrefixLists",
    "PrefixLists",
    "prefix_lists",
    "prefix lists",
    ManagedPrefixList,
    "PrefixListArn",
    "MaxEntries",
    "OwnerId",
)
def managed_prefix_lists(estate: Estate, answer: Answer, item: ManagedPrefixList) -> None:
    """Prefix lists: the account's, and AWS's own, which belong to no account."""
    name = item.prefix_list_name
    aws = item.owner_id == "AWS" or is_service_name(name)
    account = "" if aws else (item.owner_id or answer.account)
    estate.put("prefix_lists", item.prefix_list_id, answer, item.tags, owner=account, account=account, name=name, known=False)


@reads(
    "ec2",
    "DescribePrefixLists",
    "PrefixLists",
    "prefix_lists",
    "prefix lists of gateway endpoints",
    ServicePrefixList,
    "Cidrs",
    optional=True,
)
def service_prefix_lists(estate: Estate, answer: Answer, item: ServicePrefixList) -> None:
    """AWS's prefix lists of gateway endpoints, with their CIDRs."""
    estate.put("prefix_lists", item.prefix_list_id, answer, name=item.prefix_list_name, known=False, account="")
    if item.cidrs:
        estate.more("prefix_lists", item.prefix_list_id, entries=item.cidrs, known=True)


@reads(
    "ec2",
    "GetManagedPrefixListEntries",
    "Entries",
    "prefix_lists",
    "entries of prefix lists",
    PrefixListEntry,
    "Cidr",
    each=Each("ec2.DescribeManagedPrefixLists", "PrefixListId", "PrefixListId"),
    together=True,
)
def prefix_list_entries(estate: Estate, answer: Answer) -> None:
    """The entries of one prefix list."""
    estate.more("prefix_lists", answer.scope, entries=unique(item.cidr for item in answer.items), known=answer.whole)
