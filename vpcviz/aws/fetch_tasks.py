"""What a scan has to do: calls to make, the limits that they count for, and how far each account and region is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from vpcviz.aws.calls import Call
from vpcviz.aws.fetch_accounts import Account
from vpcviz.aws.pace import RATES, Limit

SCOUT = "ec2.DescribeAvailabilityZones"
"""The call that goes first in a region: where it is not answered, the others are not tried."""


class Progress(Protocol):
    """What the scan tells of its progress."""

    def begin(self, accounts: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """The accounts and their regions are known."""

    def called(self, account: str, region: str, call: Call, waiting: int, error: str) -> None:
        """A call is done; `waiting` others of that account and region are known to follow."""


@dataclass(eq=False)
class Task:
    """A call to make: for the ids `ids` (none: for no id), which come from an answer with the scope `parent`."""

    account: Account
    region: str
    call: Call
    ids: tuple[str, ...] = ()
    parent: str = ""
    tries: int = 0

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the request that depend on the task."""
        each = self.call.each
        if each is None:
            return {}
        if each.request is not None:
            return dict(each.request(self.ids[0]))
        made: dict[str, Any] = {each.parameter: list(self.ids) if each.batch else self.ids[0]}
        for parameter, source in each.also:
            made[parameter] = self.region if source == "region" else self.parent
        return made

    @property
    def scope(self) -> str:
        """The id that the answer is for."""
        if self.call.each is None:
            return ""
        return self.parent if self.call.each.batch else self.ids[0]

    @property
    def place(self) -> str:
        """The region as the answer tells it: none for a global service."""
        return self.region if self.call.where == "region" else ""


def limit_of(task: Task) -> Limit:
    """The limit that a task counts for: its account's, in its region, of its service."""
    rate = RATES.get(task.call.service)
    action = task.call.operation if rate is not None and rate.each else ""
    return Limit((task.account, task.place, task.call.service, action), rate)


@dataclass(eq=False)
class Lane:
    """The calls of one account in one region."""

    account: Account
    region: str
    waiting: int = 0
    answered: set[str] = field(default_factory=set)
