"""All AWS calls that vpcviz can make, and look-ups among them. Each is declared in a module of `vpcviz.aws.services`.

Everything follows from them: the fetcher, `vpcviz iam-policy`, `vpcviz dump-commands`, docs/calls.md, how dumps are recognised.
"""

from functools import cache

from vpcviz.aws.registry import Call as Call
from vpcviz.aws.registry import Each as Each
from vpcviz.aws.registry import dashed as dashed
from vpcviz.aws.services import registered

CALLS: tuple[Call, ...] = registered()
"""Every call that vpcviz can make, those that go first first."""

_BY_NAME = {call.name: call for call in CALLS}


@cache
def followers(name: str) -> tuple[Call, ...]:
    """The calls that are made for each item of the call `name`."""
    return tuple(call for call in CALLS if call.each is not None and call.each.of == name)


@cache
def all_feeds(call: Call) -> tuple[str, ...]:
    """The collections that miss something where `call` is not answered: its own, and those of the calls that need its items."""
    found = set(call.feeds)
    for follower in followers(call.name):
        found.update(all_feeds(follower))
    return tuple(sorted(found))


def actions() -> tuple[str, ...]:
    """The IAM actions of all calls, sorted."""
    return tuple(sorted({call.action for call in CALLS}))


def call_named(name: str) -> Call:
    """The call of that name. Raises KeyError for an unknown one."""
    return _BY_NAME[name]


def unused() -> tuple[str, ...]:
    """The calls that nothing is made of, besides those that only lead to others."""
    leading = {call.each.of for call in CALLS if call.each is not None}
    return tuple(call.name for call in CALLS if call.convert is None and call.name not in leading and call.where != "start")
