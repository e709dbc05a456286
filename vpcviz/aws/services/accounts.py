"""Accounts, regions and the organization, to find out what to scan; aliases; RAM shares."""

from typing import Annotated

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, SAME_MARKER, leads, reads
from vpcviz.aws.shapes import CamelShape, CamelTag, Known, Shape, StateWord
from vpcviz.model.life_cycle import is_dead

POSITION = 140


class Identity(Shape, frozen=True, gc=False):
    """Who asks."""

    account: str = ""
    arn: str = ""


class Region(Shape, frozen=True, gc=False):
    """An enabled region."""

    region_name: str = ""


class Member(Shape, frozen=True, gc=False):
    """An account of the organization."""

    id: str = ""
    arn: str = ""
    state: str = ""
    status: str = ""


leads(
    __name__, "sts", "GetCallerIdentity", "Account", "accounts", "the account's id", Identity, tokens=(), whole=True, where="start"
)
leads(__name__, "ec2", "DescribeRegions", "Regions", "", "enabled regions", Region, "RegionName", tokens=(), where="start")
leads(
    __name__,
    "organizations",
    "ListAccounts",
    "Accounts",
    "",
    "accounts of the organization",
    Member,
    "JoinedMethod",
    "Arn",
    where="start",
)


@reads(
    "iam",
    "ListAccountAliases",
    "AccountAliases",
    "accounts",
    "the account's alias",
    str,
    tokens=SAME_MARKER,
    where="account",
    optional=True,
    together=True,
)
def aliases(estate: Estate, answer: Answer) -> None:
    """The alias of the account."""
    if answer.account and answer.items:
        estate.more("accounts", answer.account, name=answer.items[0])


class Share(CamelShape, frozen=True, gc=False):
    """A RAM share."""

    resource_share_arn: str = ""
    owning_account_id: str = ""
    name: str = ""
    status: StateWord = ""
    tags: tuple[CamelTag, ...] = ()


@reads(
    "ram",
    "GetResourceShares",
    "resourceShares",
    "resource_shares",
    "resource shares",
    Share,
    "resourceShareArn",
    tokens=LOWER,
    parameters={"resourceOwner": "SELF"},
)
def resource_shares(estate: Estate, answer: Answer, item: Share) -> None:
    """RAM shares of the account."""
    if not is_dead(item.status):
        arn = item.resource_share_arn
        estate.put("resource_shares", arn, answer, item.tags, owner=item.owning_account_id, region="", name=item.name)


class ShareAssociation(CamelShape, frozen=True, gc=False):
    """What a RAM share holds, or who may use it."""

    resource_share_arn: str = ""
    associated_entity: str = ""
    association_type: Annotated[str, Known("principal", "resource", "source")] = ""
    status: StateWord = ""


def _share_associations(estate: Estate, answer: Answer, item: ShareAssociation) -> None:
    """What a RAM share holds, and who may use it."""
    entity = item.associated_entity
    field = {"": "resources", "RESOURCE": "resources", "PRINCIPAL": "principals"}.get(item.association_type)
    if not entity or field is None or item.status in ("DISASSOCIATED", "DISASSOCIATING", "FAILED"):
        return
    known = entity.rsplit("/", 1)[-1] if field == "resources" and ":ec2:" in entity else entity
    estate.more("resource_shares", item.resource_share_arn, **{field: (known,)})


def _of_type(kind: str) -> object:
    return lambda items, _: items[0].association_type in ("", kind)


for _kind, _what in (("RESOURCE", "resources of resource shares"), ("PRINCIPAL", "principals of resource shares")):
    reads(
        "ram",
        "GetResourceShareAssociations",
        "resourceShareAssociations",
        "resource_shares",
        _what,
        ShareAssociation,
        "associatedEntity",
        tokens=LOWER,
        parameters={"associationType": _kind},
        recognise=_of_type(_kind),
    )(_share_associations)
