"""Reads live AWS accounts: makes the calls of the table at the same time, and says what could not be read. Uses boto3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol

from msgspec import structs

from vpcviz.aws.access import Access
from vpcviz.aws.answers import MALFORMED, Answer, Missing, Reading, ids_for, shaped_items
from vpcviz.aws.calls import CALLS, Call, call_named, followers
from vpcviz.aws.dump_places import accounts_in
from vpcviz.aws.fetch_accounts import Account
from vpcviz.aws.fetch_one import ENDED, REJECTED, THROTTLED, UNREACHABLE, Outcome
from vpcviz.aws.fetch_scope import accounts_to_read
from vpcviz.aws.fetch_session import refused
from vpcviz.aws.pace import RATES, Limit, Paced

SCOUT = "ec2.DescribeAvailabilityZones"
"""The call that goes first in a region: where it is not answered, the others are not tried."""

_TRIES = 5


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


def scan(access: Access, progress: Progress) -> Reading:
    """Read everything that the table has, in all accounts and regions that `access` names.

    Raises AccessError where nothing can be read at all. A session that ends on the way gives a Reading that is not complete.
    """
    reading = Reading()
    found = accounts_to_read(access, reading)
    progress.begin([(account.id, account.regions) for account in found])
    Scan(found, access, progress, reading).run()
    return reading


def _limit_of(task: Task) -> Limit:
    """The limit that a task counts for: its account's, in its region, of its service."""
    rate = RATES.get(task.call.service)
    action = task.call.operation if rate is not None and rate.each else ""
    return Limit((task.account, task.place, task.call.service, action), rate)


@dataclass(eq=False)
class _Lane:
    """The calls of one account in one region."""

    account: Account
    region: str
    waiting: int = 0
    answered: set[str] = field(default_factory=set)


class Scan:
    """Hands the calls out to workers and collects what they bring; all its state belongs to the thread that runs it."""

    def __init__(self, accounts: Sequence[Account], access: Access, progress: Progress, reading: Reading) -> None:
        self.accounts = accounts
        self.access = access
        self.progress = progress
        self.reading = reading
        self.tasks: Paced[Task] = Paced(_limit_of)
        self.lanes: dict[tuple[Account, str], _Lane] = {}
        self.todo: SimpleQueue[Task | None] = SimpleQueue()
        self.done: SimpleQueue[tuple[Task, Outcome]] = SimpleQueue()
        self.last_error = ""

    def run(self) -> None:
        """Make all calls. Workers are daemons: an interrupted process does not wait for them."""
        workers = max(1, self.access.max_workers)
        for _ in range(workers):
            Thread(target=_work, args=(self.todo, self.done), daemon=True).start()
        for account in self.accounts:
            for region in account.regions:
                self._add(Task(account, region, call_named(SCOUT)))
        for account in self.accounts:
            for call in CALLS:
                if call.where == "account" and call.each is None:
                    self._add(Task(account, account.home or account.regions[0], call))
        running = 0
        while running or self.tasks:
            while running < workers and (task := self.tasks.next()) is not None:
                self.todo.put(task)
                running += 1
            try:
                task, outcome = self.done.get(timeout=self.tasks.seconds() if running < workers else None)
            except Empty:
                continue
            running -= 1
            self._finished(task, outcome)
            if outcome.error in ENDED:
                self._stop(task, outcome.error, running)
                break
        for _ in range(workers):
            self.todo.put(None)
        if not self.reading.answers:
            raise refused(self.last_error, self.access)
        _name_accounts(self.reading)

    def _add(self, task: Task) -> None:
        self._lane(task).waiting += 1
        self.tasks.add(task)

    def _lane(self, task: Task) -> _Lane:
        key = (task.account, task.place)
        return self.lanes.setdefault(key, _Lane(task.account, task.place))

    def _finished(self, task: Task, outcome: Outcome) -> None:
        lane = self._lane(task)
        self.tasks.heard(task, refused=bool(outcome.refused) or outcome.error in THROTTLED)
        again = _TRIES if task.call.name in lane.answered else 1 if task.call.each is not None else 0
        if outcome.error in THROTTLED and task.tries < again:
            # Others of this call were answered, or may be by then: it is the rate that is too high. Slower, and again later.
            task.tries += 1
            self.tasks.add(task)
            return
        lane.waiting -= 1
        items = self._keep(task, outcome)
        if outcome.error:
            self._missed(task, outcome.error)
        else:
            lane.answered.add(task.call.name)
        if items or not outcome.error:
            self.reading.answers.append(Answer(task.call, task.account.id, task.place, task.scope, items))
        self._follow(task, outcome.error, items)
        self.progress.called(task.account.id, task.place, task.call, lane.waiting, outcome.error)

    def _keep(self, task: Task, outcome: Outcome) -> list[Any]:
        """The items in the shape that is kept; what is not as AWS has it is left out, and a gap."""
        items, wrong = shaped_items(task.call, outcome.items)
        if wrong:
            self.reading.notes.append(f"{task.call.name}: {wrong[0]}; what is not as AWS has it was left out")
            self.reading.missing.append(Missing(task.call.name, task.account.id, task.place, task.scope, MALFORMED))
        return items

    def _missed(self, task: Task, error: str) -> None:
        self.last_error = error
        for scope in task.ids or ("",):
            self.reading.missing.append(Missing(task.call.name, task.account.id, task.place, scope, error))

    def _follow(self, task: Task, error: str, items: list[Any]) -> None:
        """Add the calls that this one makes possible."""
        if task.call.name == SCOUT:
            others = [call for call in CALLS if call.where == "region" and call.each is None and call.name != SCOUT]
            for call in others:
                other = Task(task.account, task.region, call)
                if error in UNREACHABLE | REJECTED:
                    self._missed(other, error)
                else:
                    self._add(other)
            return
        for call in followers(task.call.name):
            ids, batch = ids_for(call, items), call.each.batch if call.each else 0
            step = batch or 1
            for start in range(0, len(ids), step):
                self._add(Task(task.account, task.region, call, tuple(ids[start : start + step]), task.scope))

    def _stop(self, task: Task, error: str, running: int) -> None:
        """The session has ended: what is still to be read is missing."""
        self.reading.complete = False
        left = list(self.tasks)
        for _ in range(running):
            other, outcome = self.done.get()
            if outcome.error:
                left.append(other)
            else:
                items = self._keep(other, outcome)
                self.reading.answers.append(Answer(other.call, other.account.id, other.place, other.scope, items))
                self._leave(other, items, error)
        for other in left:
            self._missed(other, error)
            self._leave(other, [], error)
        self.last_error = error

    def _leave(self, task: Task, items: list[Any], error: str) -> None:
        """Note as missing what would have followed a task."""
        if task.call.name == SCOUT:
            for call in CALLS:
                if call.where == "region" and call.each is None and call.name != SCOUT:
                    self._missed(Task(task.account, task.region, call), error)
            return
        for call in followers(task.call.name):
            for one in ids_for(call, items):
                self._missed(Task(task.account, task.region, call, (one,), task.scope), error)


def _name_accounts(reading: Reading) -> None:
    """Where AWS would not say which account it is, it is the one that owns most of what was read."""
    unnamed = [answer for answer in reading.answers if not answer.account]
    votes = Counter(account for answer in unnamed for account in accounts_in(answer.items))
    if not votes:
        return
    found = min(votes, key=lambda account: (-votes[account], account))
    reading.answers = [answer if answer.account else structs.replace(answer, account=found) for answer in reading.answers]
    reading.missing = [missing if missing.account else structs.replace(missing, account=found) for missing in reading.missing]


def _work(todo: SimpleQueue[Task | None], done: SimpleQueue[tuple[Task, Outcome]]) -> None:
    while (task := todo.get()) is not None:
        perform: Callable[..., Outcome] = task.account.perform
        try:
            outcome = perform(task.call.service, task.region, task.call, task.parameters)
        except BaseException as error:  # A worker must always answer, or the scan would wait for ever.
            outcome = Outcome([], type(error).__name__)
        done.put((task, outcome))
