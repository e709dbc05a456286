"""Gathers AWS's answers, as its calls would tell the network of one side, and what of it is not known."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from vpcviz.aws.answers import Answer, Missing, Reading, shaped_items
from vpcviz.aws.calls import call_named
from vpcviz.model.addresses import hosts_of, ip_text, parse_block
from vpcviz.model.unread import ASSOCIATIONS, ENTRIES, NOT_TOLD, TARGETS
from vpcviz.terraform.account_and_region import own_account, own_region
from vpcviz.terraform.calls import CALL_OF
from vpcviz.terraform.containing import are_too_many, is_inside, is_within
from vpcviz.terraform.documents import Side
from vpcviz.terraform.expressions import implied_id
from vpcviz.terraform.references import References
from vpcviz.terraform.resource_instances import Thing
from vpcviz.terraform.runs import Resolved

VPC = ("aws_vpc",)
SUBNET = ("aws_subnet",)
GROUP = ("aws_security_group",)
TABLE = ("aws_route_table",)

TARGET = "a target"
"""The attribute that is not known of a route that stands and leads to what is not known."""

_KEYED = "what each.key or count.index takes of several is of the same key: a plan does not tell what else is done with it"
_WHOLE = "a reference to several instances means all of them: a plan does not tell what is taken of them"

Maker = Callable[["Building", Thing], None]
MAKERS: dict[str, Maker] = {}
"""By type: what tells a thing as AWS would."""

PARTS: set[str] = set()
"""Types that are told with what they are a part of."""


def makes(*types: str) -> Callable[[Maker], Maker]:
    """Enter what tells things of these types: a decorator."""

    def enter(function: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(types, function))
        return function

    return enter


class Building:
    """The answers of one side in the making."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.references = References(side)
        self.reading = Reading()
        self.assumed: Counter[str] = Counter()
        self.granted: dict[str, str] = {}
        """By id: what is taken for granted of a thing that is there already, and not in the document."""
        self.workloads: list[dict[str, Any]] = []
        """What no call tells by itself, as the model's records have it."""
        self._items: dict[tuple[str, str, str, str], list[Any]] = {}
        self._parts: dict[tuple[str, str], str] = {}
        self._wholes: dict[tuple[str, str], dict[str, list[Thing]]] = {}
        self._vpcs: dict[Thing, str] = {}
        self._of: dict[Thing, str] = {}
        """By part: the id of what it is known to be a part of."""
        self._used: dict[str, set[str]] = {}
        self.of_type: dict[str, list[Thing]] = {}
        for thing in side.things:
            self.of_type.setdefault(thing.type, []).append(thing)

    # --- what a thing tells ---

    @cached_property
    def accounts(self) -> set[str]:
        """The accounts that the things name as theirs."""
        return {account for thing in self.side.things if not thing.data and (account := own_account(thing))}

    @cached_property
    def regions(self) -> set[str]:
        """The regions that the things name as theirs, else those of the providers."""
        told = {region for thing in self.side.things if (region := own_region(thing))}
        return told or set(self.side.regions.values()) - {""}

    def account(self, thing: Thing) -> str:
        """The account of a thing: its own word, else the only one there is."""
        return own_account(thing) or (next(iter(self.accounts)) if len(self.accounts) == 1 else "")

    def region(self, thing: Thing) -> str:
        """The region of a thing: its own word, that of its provider, else the only one there is; "" where it is not known."""
        provider = thing.provider.rpartition(":")[2]
        told = own_region(thing) or self.side.regions.get(thing.provider) or self.side.regions.get(provider, "")
        if not told and len(self.side.regions) > 1 and provider in self.side.regions:
            return ""  # It has one, which is not told.
        return told or (next(iter(self.regions)) if len(self.regions) == 1 else "")

    def one(self, thing: Thing, *path: str | int, types: Iterable[str], accept: Callable[[Thing], bool] | None = None) -> str:
        """The id at a path; "" where there is none, or (which is noted) where it is not known."""
        found = self.references.one(thing, *path, types=types, accept=accept)
        self._note(thing, found, str(path[0]))
        return found.ids[0] if found.ids else ""

    def ids(self, thing: Thing, *path: str | int, types: Iterable[str], accept: Callable[[Thing], bool] | None = None) -> list[str]:
        """The ids at a path; where they are not all known, this is noted."""
        found = self.references.ids(thing, *path, types=types, accept=accept)
        if found.whole and types == SUBNET and are_too_many(thing, map(self.thing, found.ids)):
            found = Resolved(found.ids, sure=False)
        self._note(thing, found, str(path[0]))
        return list(found.ids) if found.sure else []

    def _note(self, thing: Thing, found: Resolved, attribute: str) -> None:
        if not found.sure:
            self.unsure(thing, attribute)
        elif found.keyed:
            self.assumed[_KEYED] += 1
        elif found.whole:
            self.assumed[_WHOLE] += 1

    def unsure(self, thing: Thing, attribute: str, words: str = "") -> None:
        """Note that a reference of a thing is not known; `words` say why, where it is not for lack of a value."""
        call = CALL_OF.get(thing.type, "ec2.DescribeVpcs")
        account, region = self.account(thing), self.region(thing) if call_named(call).where == "region" else ""
        self._items.setdefault((call, account, region, ""), [])  # Everything else is told.
        scope = self._of.get(thing, thing.id)
        self.reading.missing.append(Missing(call, account, region, scope, self.side.unknown, _part(thing, attribute, call)))
        told = f"what {thing.told_names.get(attribute, attribute)} of {thing.told_type or thing.type} leads to"
        self.assumed[words or f"{told} is {NOT_TOLD[self.side.unknown]}: left out"] += 1

    def thing(self, identity: str) -> Thing | None:
        """The thing of an id."""
        return self.references.by_id.get(identity)

    def zone_of(self, subnet: str) -> str:
        """The zone of a subnet, "" where it is not told."""
        thing = self.thing(subnet)
        return thing.text("availability_zone") if thing is not None else ""

    def vpc_of(self, thing: Thing) -> str:
        """The id of the VPC that a thing is in: its own word, else that of its subnet."""
        if thing not in self._vpcs:
            self._vpcs[thing] = ""  # Whoever asks again while it is looked for goes without.
            self._vpcs[thing] = self._vpc(thing)
        return self._vpcs[thing]

    def vpc_of_subnets(self, subnets: Sequence[str]) -> str:
        """The id of the VPC that the first of the subnets is in; "" where there is none, or it is not known."""
        first = self.thing(subnets[0]) if subnets else None
        return self.vpc_of(first) if first is not None else ""

    def _vpc(self, thing: Thing) -> str:
        found = self.references.one(thing, "vpc_id", types=VPC, accept=lambda one: self._holds(one, thing))
        if found.ids:
            return found.ids[0]
        for name in ("subnet_id", "subnet_ids", "subnets"):
            subnets = self.references.ids(thing, name, types=SUBNET, accept=lambda one: is_within(thing, one)).ids
            places = [place for place in map(self.thing, subnets) if place is not None and place is not thing]
            vpcs = {self.vpc_of(place) for place in places}  # Which subnet it is may be open, but not which VPC.
            if len(vpcs) == 1:
                return vpcs.pop()
        return ""

    def _holds(self, vpc: Thing, thing: Thing) -> bool:
        """Whether a VPC can hold a thing: a subnet's CIDR lies in one of its VPC's."""
        cidr = thing.text("cidr_block") if thing.type.endswith("subnet") else ""
        return not cidr or not self.cidrs(vpc) or any(is_inside(cidr, one) for one in self.cidrs(vpc))

    def cidrs(self, vpc: Thing) -> list[str]:
        """The known IPv4 CIDRs of a VPC."""
        more = [
            one.text("cidr_block")
            for one in self.of_type.get("aws_vpc_ipv4_cidr_block_association", ())
            if vpc.id in self.references.ids(one, "vpc_id", types=VPC).ids
        ]
        return [cidr for cidr in (vpc.text("cidr_block"), *more) if cidr]

    def in_vpc(self, vpc: str) -> Callable[[Thing], bool]:
        """Whether a thing can be of a VPC."""
        return lambda one: not vpc or self.vpc_of(one) in ("", vpc)

    def subnet(self, thing: Thing, *path: str | int, vpc: str = "") -> str:
        """The subnet of a thing, which holds its address."""
        return self.one(thing, *path, types=SUBNET, accept=lambda one: is_within(thing, one) and self.in_vpc(vpc)(one))

    def groups(self, thing: Thing, name: str, vpc: str) -> list[dict[str, str]]:
        """The security groups of a thing, which are of its VPC, as AWS lists them: the VPC's default one where none is given."""
        found = self.ids(thing, name, types=GROUP, accept=self.in_vpc(vpc))
        place = self.thing(vpc)
        if not found and place is not None and not self.references.references_in(thing, name):
            found = [self.default_id(place, "default_security_group_id")]
        return [{"GroupId": one} for one in found]

    def default_id(self, vpc: Thing, attribute: str) -> str:
        """The id of what comes with a VPC."""
        came = implied_id(vpc, attribute)
        return self.references.taken.get(came, came)

    def grant(self, vpc: Thing, identity: str, what: str) -> None:
        """Note that what comes with a VPC is taken to have AWS's defaults: of a VPC that is there already it may have others."""
        if vpc.text("id"):
            self.granted[identity] = f"the VPC's {what}, which the file does not hold, is as AWS makes it"

    def parts(self, kind: str, attribute: str, types: Iterable[str]) -> dict[str, list[Thing]]:
        """The things of a type by what their attribute leads to."""
        if (kind, attribute) not in self._wholes:
            found: dict[str, list[Thing]] = {}
            for one in self.of_type.get(kind, ()):
                whole = "" if one.data else self.one(one, attribute, types=types)
                if whole:
                    self.part_of(one, whole)
                    found.setdefault(whole, []).append(one)
            self._wholes[kind, attribute] = found
        return self._wholes[kind, attribute]

    def part_of(self, thing: Thing, whole: str) -> None:
        """Note what a thing is a part of: what is not known of it, is not of that."""
        self._of[thing] = whole

    def known(self, thing: Thing, *path: str | int) -> list[str]:
        """The texts at a path that are no references; where they are not known, this is noted."""
        value = thing.at(*path)
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        if None in texts or (value is None and self.references.is_open(thing, *path)):
            self.unsure(thing, str(path[-1]))
        return [one for one in texts if isinstance(one, str) and one]

    def memo(self, name: str, make: Callable[["Building"], dict[str, list[Thing]]]) -> dict[str, list[Thing]]:
        """What is made once of all things, by a name."""
        if (name, "") not in self._wholes:
            self._wholes[name, ""] = make(self)
        return self._wholes[name, ""]

    # --- what is told ---

    def asked(self, call: str, thing: Thing, scope: str, part: str = "") -> None:
        """See that there is an answer, be it empty, of a call that is made for one id."""
        region = self.region(thing) if call_named(call).where == "region" else ""
        self._items.setdefault((call, self.account(thing), region, scope), [])
        self._parts[call, scope] = part

    def put(self, call: str, thing: Thing, item: Any, scope: str = "") -> None:
        """Add an item to the answer of a call."""
        known = call_named(call)
        region = self.region(thing) if known.where == "region" else ""
        self._items.setdefault((call, self.account(thing), region, scope), []).append(item)

    def finish(self) -> Reading:
        """All answers, each item in its call's shape; what does not fit is left out and noted."""
        for (name, account, region, scope), items in self._items.items():
            call = call_named(name)
            made, wrong = shaped_items(call, items)
            if wrong:
                self.reading.missing.append(Missing(name, account, region, scope, "MalformedRecord"))
            self.reading.answers.append(Answer(call, account, region, scope, made, part=self._parts.get((name, scope), "")))
        return self.reading

    def free(self, subnet: str) -> str:
        """The lowest free address of a subnet, taken; "" where its CIDR is not known."""
        place = self.thing(subnet)
        block = parse_block(place.text("cidr_block")) if place is not None else None
        if block is None or block.version != 4:
            return ""
        used = self._used.setdefault(subnet, set(self._taken))
        for text in (ip_text(4, number) for number in hosts_of(block)):
            if text not in used:
                used.add(text)
                why = NOT_TOLD[self.side.unknown]
                self.assumed[f"private IP is {why}: the lowest free one of the subnet stands for it"] += 1
                return text
        return ""

    @cached_property
    def _taken(self) -> set[str]:
        return {text for thing in self.side.things for name in ("private_ip", "private_ips") for text in _texts(thing.at(name))}


def _part(thing: Thing, attribute: str, call: str) -> str:
    """What a gap leaves unread where it is a part of a table, group or network ACL only, in words."""
    operation = call.partition(".")[2]
    if attribute == TARGET:
        return TARGETS
    lists = attribute == "subnet_ids" and thing.type in ("aws_network_acl", "aws_default_network_acl")
    if lists or thing.type.endswith("_association"):
        return ASSOCIATIONS.get(operation, "")
    return ENTRIES.get(operation, "") if thing.type in PARTS else ""


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def tags(thing: Thing) -> list[dict[str, str]]:
    """The tags of a thing as AWS lists them."""
    found = thing.at("tags_all") or thing.at("tags")
    told = found if isinstance(found, Mapping) else {}
    return [{"Key": str(key), "Value": value} for key, value in told.items() if isinstance(value, str)]
