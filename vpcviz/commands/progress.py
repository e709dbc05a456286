"""How far a scan is, on stderr: bars on a terminal, plain lines elsewhere, nothing where silence is asked for."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from vpcviz.aws.calls import Call
from vpcviz.commands.saying import say
from vpcviz.text import terminal

Accounts = Sequence[tuple[str, tuple[str, ...]]]


class Silent:
    """Says nothing."""

    def begin(self, accounts: Accounts) -> None:
        """The accounts and regions are known."""

    def called(self, account: str, region: str, call: Call, waiting: int, error: str) -> None:
        """A call is done."""


class Lines(Silent):
    """A line when the scan begins, and one for each region that is done."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], int] = {}

    def begin(self, accounts: Accounts) -> None:
        """Say what is scanned."""
        for account, regions in accounts:
            say(f"scanning {f'account {account}' if account else 'the account'}: {', '.join(regions)}")

    def called(self, account: str, region: str, call: Call, waiting: int, error: str) -> None:
        """Say when a region is done."""
        key = (account, region)
        self._calls[key] = self._calls.get(key, 0) + 1
        if not waiting and region:
            say(f"{' '.join(part for part in key if part)}: read ({self._calls[key]} calls)")


class Bars(Silent):
    """A bar for each account and region."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._bars: dict[tuple[str, str], Any] = {}
        self._done: dict[tuple[str, str], int] = {}

    def begin(self, accounts: Accounts) -> None:
        """Show the bars: not before, for until then a profile may ask for an MFA code on the terminal."""
        self._progress.start()

    def called(self, account: str, region: str, call: Call, waiting: int, error: str) -> None:
        """Move a bar on; it grows as more calls become known."""
        from rich.markup import escape

        key = (account, region)
        if key not in self._bars:
            self._bars[key] = self._progress.add_task(
                escape(terminal(f"{account} {region or 'global services'}".strip())), total=None
            )
        self._done[key] = self._done.get(key, 0) + 1
        self._progress.update(self._bars[key], completed=self._done[key], total=self._done[key] + waiting)


@contextmanager
def progress_display(quiet: bool) -> Iterator[Silent]:
    """The display that fits stderr, for the time of a scan."""
    if quiet:
        yield Silent()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("calls"))
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        try:
            yield Bars(progress)
        finally:
            progress.stop()
