"""What is said of an AWS call: what is asked for, under which IAM action, what of the answer is kept, and what is made of it.

Each call is declared beside its shape and its converter in a module of `vpcviz.aws.services`, by the two functions at the end.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

Tokens = tuple[tuple[str, str], ...]
"""How pages follow one another: (member of the answer, parameter of the next request) pairs; () where there are no pages."""

NEXT: Tokens = (("NextToken", "NextToken"),)
LOWER: Tokens = (("nextToken", "nextToken"),)
MARKER: Tokens = (("NextMarker", "Marker"),)
SAME_MARKER: Tokens = (("Marker", "Marker"),)

_PREFIXES = {
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "efs": "elasticfilesystem",
    "opensearch": "es",
    "lambda-core": "lambda",
}
"""The prefixes of IAM's actions that are not botocore's name of the service."""


class Each(Struct, frozen=True):
    """A call that is made once for each item that another call found.

    `of` names that call, `member` the item's member (as AWS spells it) that holds the id ("" where the items are the ids),
    `parameter` where it goes. `only` (a dotted member and its value) restricts the items. With `batch` up to so many ids go
    into one call. `also` gives further parameters: "region", "scope" (the id that the other call was made for). `own` is the
    dotted member by which an answer itself tells the id.

    Where an item leads to several answers, or the request is more than an id, `ids` gives the ids of an item, `request` the
    parameters of one, `told` the id that an answer's item is for, and `loops` the lines of the shell that do the same.
    """

    of: str
    member: str
    parameter: str
    only: tuple[str, Any] | None = None
    batch: int = 0
    also: tuple[tuple[str, Literal["region", "scope"]], ...] = ()
    own: str = ""
    ids: Callable[[Any], tuple[str, ...]] | None = None
    request: Callable[[str], Mapping[str, Any]] | None = None
    told: Callable[[Any], str] | None = None
    loops: tuple[str, ...] = ()


class Call(Struct, frozen=True, eq=False, dict=True):
    """One AWS operation.

    `service` is botocore's name of the service. `key` is the member of the answer that holds the items; `whole` says that the
    answer itself is the one item. `shape` is what is kept of an item (`str` where AWS lists names only), `convert` what makes
    something of each item, or (`together`) of all of an answer. `marks` are members by one of which its items are known from
    those of other calls with the same key; `recognise` tells it from an answer itself, where members do not. `feeds` are
    collections of the document, `what` says the same in words. `where`: in every `region`, once in an `account` (global
    services), or `start` (only to find out what to scan). `tokens` page where botocore has no paginator. `size` is the page's
    MaxResults where an answer without pages could grow too long for AWS. `secrets`: its items also hold some, so a saved dump
    is to have the members of `shape` only. `optional`: without its answer nothing of the network itself is unseen.
    `managed`: AWS leaves out what its services manage unless it is asked for that, too. `told_by` names a call whose answer says
    the same by the way: beside it, its own is not missed. `wrapped` is the key under which Batfish lists answers, each with the
    id that it is for. `complete` makes items of a dump whole by the JSON that they were read from: (items, what gives that) →
    items, the same list where nothing is to be added.
    """

    service: str
    operation: str
    key: str
    feeds: tuple[str, ...]
    what: str
    shape: type[Any]
    marks: tuple[str, ...] = ()
    tokens: Tokens = NEXT
    parameters: Mapping[str, Any] = field(default_factory=dict)
    each: Each | None = None
    whole: bool = False
    where: Literal["region", "account", "start"] = "region"
    size: int = 0
    secrets: bool = False
    optional: bool = False
    managed: bool = False
    told_by: str = ""
    recognise: Callable[[list[Any], str], bool] | None = None
    wrapped: str = ""
    convert: Callable[..., None] | None = None
    together: bool = False
    complete: Callable[[list[Any], Callable[[], list[Any]]], list[Any]] | None = None

    @property
    def name(self) -> str:
        """`service.Operation`, with the parameter that tells two uses of an operation apart."""
        return self._name

    @cached_property
    def _name(self) -> str:
        use = self.parameters.get("Attribute") or self.parameters.get("associationType")
        return f"{self.service}.{self.operation}" + (f".{use}" if use else "")

    @property
    def action(self) -> str:
        """The IAM action that allows it. API Gateway's are the methods of HTTP. Source: Service Authorization Reference."""
        if self.service in ("apigateway", "apigatewayv2"):
            return "apigateway:GET"
        return f"{_PREFIXES.get(self.service, self.service)}:{self.operation}"

    @property
    def command(self) -> tuple[str, str]:
        """The service and the command of the AWS CLI, such as ("ec2", "describe-vpcs")."""
        return self.service, dashed(self.operation)

    @cached_property
    def decoder(self) -> "msgspec.json.Decoder[Any]":
        """Decodes the value of its key, or (whole) its answer."""
        return msgspec.json.Decoder(self.shape if self.whole else list[self.shape])  # type: ignore[name-defined]


def dashed(operation: str) -> str:
    """An operation's name as the AWS CLI writes it: `describe-db-instances`."""
    text = re.sub(r"(.)([A-Z][a-z]+)", r"\1-\2", operation)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", text).lower()


# --- registering --------------------------------------------------------------------------------------------------------

BY_MODULE: dict[str, list[Call]] = {}
"""The calls that each module has entered, in its order."""


def reads(
    service: str, operation: str, key: str, feeds: str, what: str, shape: type[Any], *marks: str, **more: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Enter a call with the function that makes something of it: a decorator. The arguments are the fields of `Call`; `feeds`
    are collections with blanks between them."""

    def enter(function: Callable[..., None]) -> Callable[..., None]:
        call = Call(service, operation, key, tuple(feeds.split()), what, shape, marks, convert=function, **more)
        BY_MODULE.setdefault(function.__module__, []).append(call)
        return function

    return enter


def leads(
    module: str, service: str, operation: str, key: str, feeds: str, what: str, shape: type[Any], *marks: str, **more: Any
) -> None:
    """Enter a call of the module of that name (`__name__`) whose items only lead to other calls."""
    BY_MODULE.setdefault(module, []).append(Call(service, operation, key, tuple(feeds.split()), what, shape, marks, **more))


REFERRING: dict[str, Callable[[Any, dict[str, Any]], None]] = {}
"""By collection: what adds to the estate what a thing of it refers to, so that it is there even where nobody read it."""


def refers(collection: str) -> Callable[[Callable[[Any, dict[str, Any]], None]], Callable[[Any, dict[str, Any]], None]]:
    """Enter what adds that (by `Estate.foreign`), of each thing of a collection: a decorator. A VPC and subnets in fields of their
    own (`vpc`, `subnet`, `subnets`) are added for all collections alike."""

    def enter(function: Callable[[Any, dict[str, Any]], None]) -> Callable[[Any, dict[str, Any]], None]:
        REFERRING[collection] = function
        return function

    return enter
