"""The loop of a scan: makes the calls of the table at the same time, and says what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from msgspec import structs

from vpcviz.aws.access import Access
from vpcviz.aws.answers import MALFORMED, Answer, Missing, Reading, ids_for, shaped_items
from vpcviz.aws.calls import CALLS, call_named, followers
from vpcviz.aws.dump_accounts import accounts_in
from vpcviz.aws.fetch_accounts import Account
from vpcviz.aws.fetch_one import ENDED, REJECTED, THROTTLED, UNREACHABLE, Outcome
from vpcviz.aws.fetch_peers import AllRead, CallsDone, News, Peer, SessionEnded
from vpcviz.aws.fetch_session import refused
from vpcviz.aws.fetch_tasks import SCOUT, Lane, Progress, Task, limit_of
from vpcviz.aws.pace import Paced

_TRIES = 5


class Scan:
    """Hands the calls out to workers and collects what they bring; all its state belongs to the thread that runs it.

    `children` read other accounts, each in a process of its own: they are waited for. `parent` waits for this one.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        access: Access,
        progress: Progress,
        reading: Reading,
        children: Sequence[Peer] = (),
        parent: Peer | None = None,
    ) -> None:
        self.accounts = accounts
        self.access = access
        self.progress = progress
        self.reading = reading
        self.children = children
        self.peers = [*children, *([parent] if parent is not None else [])]
        self.reading_elsewhere = set(children)
        self.tasks: Paced[Task] = Paced(limit_of)
        self.lanes: dict[tuple[Account, str], Lane] = {}
        self.todo: SimpleQueue[Task | None] = SimpleQueue()
        self.done: SimpleQueue[tuple[Task, Outcome] | News] = SimpleQueue()
        self.running = 0
        self.last_error = ""

    def run(self) -> None:
        """Make all calls. Raises AccessError where none was answered, LostWorkerError where another process is gone."""
        self.collect()
        if not self.reading.answers:
            raise refused(self.last_error, self.access)
        _name_accounts(self.reading)
        self.reading.notes.sort()

    def collect(self) -> None:
        """The same, of which it does not matter whether any was answered."""
        workers = max(1, self.access.max_workers)
        self._begin(workers)
        while self.running or self.tasks or self.reading_elsewhere:
            while self.running < workers and (task := self.tasks.next()) is not None:
                self.todo.put(task)
                self.running += 1
            try:
                heard = self.done.get(timeout=self.tasks.seconds() if self.running < workers else None)
            except Empty:
                continue
            error = self._hear(heard)
            if error in ENDED:
                self._stop(error)
                break
        for _ in range(workers):
            self.todo.put(None)

    def _begin(self, workers: int) -> None:
        """Start the workers, daemons: an interrupted process does not wait for them; and add the calls that wait for no other."""
        for _ in range(workers):
            Thread(target=_work, args=(self.todo, self.done), daemon=True).start()
        for peer in self.peers:
            peer.listen(self.done)
        for account in self.accounts:
            for region in account.regions:
                self._add(Task(account, region, call_named(SCOUT)))
        for account in self.accounts:
            for call in CALLS:
                if call.where == "account" and call.each is None:
                    self._add(Task(account, account.home or account.regions[0], call))

    def _hear(self, heard: tuple[Task, Outcome] | News) -> str:
        """Take what a worker brings, or another process says: the code of the error that it is about."""
        if isinstance(heard, News):
            return self._hear_of(heard)
        task, outcome = heard
        self.running -= 1
        self._finished(task, outcome)
        return outcome.error

    def _hear_of(self, news: News) -> str:
        message = news.message
        if isinstance(message, BaseException):
            if news.peer in self.children and news.peer not in self.reading_elsewhere:
                return ""  # It has said all.
            raise message
        if isinstance(message, CallsDone):
            for account, region, name, waiting, error in message.calls:
                self.progress.called(account, region, call_named(name), waiting, error)
        elif isinstance(message, SessionEnded):
            return message.error
        elif isinstance(message, AllRead):
            self.reading_elsewhere.discard(news.peer)
            self.reading.answers += message.reading.answers
            self.reading.missing += message.reading.missing
            self.reading.notes += message.reading.notes
            self.reading.complete &= message.reading.complete
            self.last_error = self.last_error or message.last_error
        return ""

    def _add(self, task: Task) -> None:
        self._lane(task).waiting += 1
        self.tasks.add(task)

    def _lane(self, task: Task) -> Lane:
        key = (task.account, task.place)
        return self.lanes.setdefault(key, Lane(task.account, task.place))

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

    def _stop(self, error: str) -> None:
        """The session has ended: what is still to be read is missing, in all processes."""
        self.reading.complete = False
        for peer in self.peers:
            peer.send(SessionEnded(error))
        left = list(self.tasks)
        while self.running or self.reading_elsewhere:
            heard = self.done.get()
            if isinstance(heard, News):
                self._hear_of(heard)
                continue
            self.running -= 1
            other, outcome = heard
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


def _work(todo: SimpleQueue[Task | None], done: SimpleQueue[tuple[Task, Outcome] | News]) -> None:
    while (task := todo.get()) is not None:
        perform: Callable[..., Outcome] = task.account.perform
        try:
            outcome = perform(task.call.service, task.region, task.call, task.parameters)
        except BaseException as error:  # A worker must always answer, or the scan would wait for ever.
            outcome = Outcome([], type(error).__name__)
        done.put((task, outcome))
