"""The base classes of the model's records, and the registry in which each kind of resource enters itself.

Every record is a frozen `msgspec.Struct`. One set of classes serves the model, the spec file, the snapshot and the JSON
Schema, so a field's name in a class is its key in a file. Conventions:

- `id` is the resource's own AWS id (or the one a spec gives); references to other resources are ids, in fields named for
  what they refer to (`vpc`, `subnet`, `security_groups`).
- An empty string or empty tuple means "not given"; `None` means "not known" where AWS always has a value.
- IP addresses and CIDRs are strings as AWS prints them.
- `foreign` marks what is known only because something else refers to it (the far side of a peering, say).
- What is true of the kind as a whole are class variables (`Resource`), what a field means is in its annotation
  (`vpcviz.model.meanings`).
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from msgspec import Struct

from vpcviz.model.meanings import AccountId, Doc, Free, IconName, Id, Meaning, Name, RegionName

RESOURCE_CLASSES: dict[str, type["Resource"]] = {}
"""By collection: its record class. Each class enters itself when it is defined; `vpcviz.model.kinds` sees to the order."""

RECORD_CLASSES: dict[str, type["Record"]] = {}
"""By name: the classes of records that resources hold, likewise."""


class Extra(NamedTuple):
    """A word of the spec that is no field of the model: what it means, and the shapes that its value may have."""

    description: str
    shapes: tuple[str, ...] = ("text",)


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A value without an id of its own: a route, a rule, a DNS record."""

    FORM: ClassVar[str] = ""
    """How one may be written short in a spec, in words; "" where it is a mapping of its fields."""
    TEXT: ClassVar[str] = ""
    """The field that a text fills; "" where one cannot be a text, or vpcviz.spec takes it apart."""
    PAIR: ClassVar[tuple[str, str]] = ("", "")
    """The fields that the key and the value of `key: value` fill; "" where one cannot be written so."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        RECORD_CLASSES[cls.__name__] = cls


class Resource(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An AWS resource: what has an id.

    `account` is the 12-digit id of the owner, `region` a region name such as `eu-west-1`. `icon` names a picture in the
    `diagrams` package (`aws/database/rds`); `note` is free text drawn with the resource.
    """

    KIND: ClassVar[str] = ""
    """Its `data-kind` in the picture."""
    MARK: ClassVar[str] = ""
    """What docs/picture.md says of that mark; where it is empty, the first sentence of the class's docstring."""
    COLLECTION: ClassVar[str] = ""
    """The key of the documents, and the Network's field, that holds the resources of this kind."""
    ONE: ClassVar[str] = ""
    """What people call one of them; where it is empty, the collection's name without its `s`."""
    MANY: ClassVar[str] = ""
    """What people call several; where it is empty, `ONE` with an `s`."""
    ID_PREFIX: ClassVar[str] = ""
    """The beginning of an id that vpcviz makes up, as AWS's own ids of the kind begin; where it is empty, the kind."""
    ICON: ClassVar[str] = ""
    """The name of its icon, where that is not the kind's."""
    ARN: ClassVar[str] = ""
    """Its ARN after the partition, with {region}, {account} and {id} in it; "" where it has none, or its id is one."""
    CONSOLE: ClassVar[str] = ""
    """Its page in the AWS console, after the domain, with {id}, {name}, {region} or {direction} in it; "" where it has none."""
    SCOPE: ClassVar[Literal["region", "account", "none"]] = "region"
    """What it belongs to: a region of an account, an account (it is global), or neither."""
    NESTED_BY: ClassVar[str] = ""
    """The field by which what is nested in it in a spec names it; "" where nothing can be."""
    NESTED_WORDS: ClassVar[Mapping[str, str]] = {}
    """Shorter words for the collections that are nested in it."""
    SHORT_KEYS: ClassVar[Mapping[str, str]] = {}
    """Further words of the spec for its fields."""
    EXTRA_KEYS: ClassVar[Mapping[str, Extra]] = {}
    """Words of the spec that are no fields of the model."""
    REFUSED_KEYS: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Keys that others have and that contradict AWS here: the reason, and what to write instead."""
    TEXT_FIELD: ClassVar[str] = ""
    """In `name: text` of a spec, the field that the text fills."""
    MADE_ID_PREFIX: ClassVar[str] = ""
    """The same of an id that vpcviz makes up, where ids of other kinds begin so, too."""
    SINGULAR: ClassVar[bool] = True
    """Whether a spec may write the only one by its collection's name without the `s`."""
    NESTED_IN: ClassVar[Mapping[str, str]] = {}
    """Collections in whose resources it may be written, besides those that a field of its own names: each with the field that lists
    them."""
    TOLD_BY_ADDRESS: ClassVar[bool] = False
    """Whether its first address tells one without a name apart, or else its owner and subnet."""
    INTERFACE_TYPES: ClassVar[Mapping[str, str]] = {}
    """By its type: AWS's InterfaceType, where that is not the kind's."""
    TOLD_BY: ClassVar[tuple[str, ...]] = ()
    """The fields that tell one without a name apart from others of its kind in the same VPC."""
    INTERFACE_TYPE: ClassVar[str] = ""
    """AWS's InterfaceType of the network interfaces that AWS makes for it; "" where it makes none."""
    ATTACHED_AS: ClassVar[str] = ""
    """The type of a transit gateway's attachment of it; "" where it cannot be attached."""
    ROUTE_TARGET: ClassVar[bool] = False
    """Whether a VPC's routes can lead to it."""
    ROUTED_AS: ClassVar[str] = ""
    """AWS's member of a route that tells which one it leads to (EC2 API Reference, Route); an ARN where it ends in Arn."""
    GATEWAY: ClassVar[Literal["", "named", "part"]] = ""
    """Whether packets pass it on their way from one network to another: `named` where people tell the way by it, `part` where they
    tell it by what it is a part of (an attachment by its transit gateway)."""
    DECIDES: ClassVar[Literal["", "names", "routes", "filters", "targets"]] = ""
    """By what it decides what becomes of packets, where it does only that, and is no place that they pass."""
    NAMES: ClassVar[bool] = False
    """Whether it decides, for VPCs, to which addresses names lead."""
    JOINS: ClassVar[bool] = False
    """Whether it tells which networks are joined to a VPC: core networks, local gateways, Oracle networks, too (AWS Cloud WAN User
    Guide, "VPC attachments"; AWS Outposts User Guide, "Local gateways"; Oracle Database@AWS User Guide, "ODB peering")."""
    LEADS_ON_BY: ClassVar[tuple[str, ...] | None] = None
    """Of a gateway to other networks: the collections that tell, besides it, to which; None for others."""
    TOUCHES: ClassVar[Literal["anything", "nothing", "names", "addresses", "vpc"]] = "anything"
    """Which traffic a change to one can touch (`vpcviz.impact`): none; what asks for names of AWS's services; what is sent from and
    to its own addresses; what is sent from and to its VPC. `anything` is what is not looked at closely."""
    NAME_DECIDES: ClassVar[bool] = False
    """Whether what becomes of packets can hang on its name: a domain, a service, the group that is called default."""
    PART: ClassVar[Literal["", "place", "gateway", "between", "outside", "endpoint"]] = ""
    """Which part of a network it is, for pictures of one aspect: a `place` in which things stand, a `gateway` of a VPC, what is
    `between` VPCs, what leads `outside` of them and stands there, or an `endpoint`."""
    IN_DEFAULT_VPC: ClassVar[bool] = False
    """Whether AWS makes one with a default VPC (VPC User Guide, "Default VPC components")."""
    MAIN_FIELD: ClassVar[str] = ""
    """The field that marks the one of a VPC that serves subnets without another; "" where there is no such."""
    ONE_SUBNET_A_ZONE: ClassVar[bool] = False
    """Whether AWS takes one subnet in each zone for it at the most."""
    AMAZON_ASN: ClassVar[bool] = False
    """Whether its ASN is that of the Amazon side of BGP sessions."""
    KEYED_BY_ID: ClassVar[bool] = False
    """Whether its key in a mapping of a spec is its id, whatever it looks like."""
    ONE_FOR_A_VPC: ClassVar[bool] = False
    """Whether a VPC has one at the most (VPC User Guide, "Amazon VPC quotas", Gateways)."""
    REDIRECTS: ClassVar[Literal["", "inside", "edge"]] = ""
    """Which tables' routes for addresses of the VPC itself may lead to it: `inside` those of subnets, `edge` those of gateways, too
    (VPC User Guide, "Subnet route tables", "Gateway route tables")."""
    INSPECTS: ClassVar[bool] = False
    """Whether it is there to look at the packets that routes lead to it."""
    FLOW_END: ClassVar[bool] = False
    """Whether traffic can be asked for that begins or ends there."""
    SENDS: ClassVar[bool] = False
    """Whether it opens connections by interfaces of its own; for what else AWS makes interfaces is a part of the network."""
    TO_INTERNET: ClassVar[bool] = False
    """Whether it leads from its VPC to the internet, both ways: subnets with a route to one are public."""
    ZONE_TRANSFER: ClassVar[Literal["charged", "free", "included"]] = "charged"
    """Whether transfer between zones is charged for besides its own price, where a way passes it: it is `free` on from it, or
    `included` in that price."""
    KNOWN: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Fields that tell whether others are known, with those."""
    IPV6_LENGTHS: ClassVar[range] = range(0)
    """The lengths of the IPv6 CIDRs that AWS gives one, where it has any."""
    ENCRYPTION_EXCLUSION: ClassVar[str] = ""
    """AWS's word for it among the exclusions of VPC Encryption Controls; "" where it needs none."""
    BEHIND_ENDPOINT: ClassVar[str] = ""
    """AWS's word for the type of endpoint that leads to one; "" where none does."""
    ROLE: ClassVar[tuple[str, ...]] = ()
    """Fields of which mostly one has the same values: the NAT gateway of a subnet, a VPC's endpoint for a service."""
    STUB: ClassVar[tuple[str, ...]] = ()
    """The fields that are kept of one that is left out, but linked to; () where nothing stands for it then."""
    ENDS: ClassVar[tuple[str, str]] = ("", "")
    """The two fields that name what it joins, of what joins two things."""
    LINK: ClassVar[str] = ""
    """The kind of link (`data-link`) that it is on the map, or by which what leads to it is linked."""
    ON_MAP: ClassVar[Literal["", "home", "apart"]] = ""
    """Whether it is a node of the map's graph: in its account and region (`home`), or `apart` from them."""
    STANDS_BY: ClassVar[str] = ""
    """The field that names what stands for it on the map, where it is no node itself."""
    ROUTE_WORDS: ClassVar[tuple[str, ...]] = ()
    """Words of the spec for the only one of a VPC, as a route's target."""
    CHARGED: ClassVar[Mapping[str, str]] = {}
    """What AWS charges for one, beside what `vpcviz.cost` reckons: names of prices (their ending is the unit: _hour, _gb, _month),
    each with its title. A price that the price file does not have is not known."""
    NOT_CHARGED: ClassVar[str] = ""
    """Why `cost` counts nothing for one, where there is neither `CHARGED` nor a function of `vpcviz.cost.kinds`."""
    INHERITED: ClassVar[Mapping[str, tuple[Meaning, ...]]] = {}
    """What the fields that every resource has mean in this kind, where that is something else."""

    id: Annotated[str, Id(), Doc("Its own id, as AWS gives it; made up from its name where it is not written.")]
    name: Annotated[str, Name(), Doc("Its name: the Name tag, or what people call it. Others may refer to it by name.")] = ""
    account: Annotated[str, AccountId(), Doc("The 12-digit id of the account that owns it; taken from where it stands.")] = ""
    region: Annotated[str, RegionName(), Doc("The region, such as eu-west-1; taken from where it stands.")] = ""
    tags: Annotated[Mapping[str, str], Free(), Doc("Its tags: key to value.")] = {}
    icon: Annotated[
        str,
        IconName(),
        Doc("A picture of the diagrams package by its path there, such as aws/database/rds, or of your own --icons folder."),
    ] = ""
    address: Annotated[
        str,
        Name(),
        Doc("Where code declares it: Terraform's address (module.vpc.aws_subnet.private[0]), CloudFormation's logical id."),
    ] = ""
    note: Annotated[str, Free(), Doc("Free text that is drawn with it.")] = ""
    foreign: Annotated[bool, Doc("Whether it is known only because something else refers to it.")] = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.COLLECTION:
            RESOURCE_CLASSES[cls.COLLECTION] = cls

    @classmethod
    def words(cls, count: int = 1) -> str:
        """What people call one of the kind, or `count` of them: `NAT gateway`, `NAT gateways`."""
        one = cls.ONE or cls.COLLECTION.removesuffix("s").replace("_", " ")
        return one if count == 1 else cls.MANY or f"{one}s"

    @property
    def kind(self) -> str:
        """The resource's `data-kind` in the picture."""
        return self.KIND

    @property
    def comes_with_vpc(self) -> bool:
        """Whether it is the one of its kind that AWS makes with a VPC and that cannot be deleted before that."""
        return False

    @property
    def label(self) -> str:
        """What people call it: the name, or else the id."""
        return self.name or self.id
