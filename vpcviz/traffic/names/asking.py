"""What is being asked for a name at the moment, so that servers, zones and aliases that refer to each other are noticed at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from vpcviz.model import resources as r
from vpcviz.traffic.packets.state import stop

DEEPEST = 16
"""How many servers, zones and aliases are followed for one name."""


class Asking:
    """The way of one resolution: who is asked for which name, and has not answered yet."""

    def __init__(self) -> None:
        self._now: list[tuple[str, str, str]] = []

    @contextmanager
    def of(self, where: r.Resource, name: str, how: str = "") -> Iterator[None]:
        """While `where` is asked for a name, `how` (queries of one kind). Raises End where it is asked for that already.

        Source: Route 53 Developer Guide, "Avoid loop configurations with Resolver endpoints".
        """
        key = (where.id, how, name)
        if key in self._now or len(self._now) == DEEPEST:
            text = f"the servers and aliases for {name} refer to each other"
            raise stop(where, "DNS_LOOP", text, change=f"let one server answer {name}")
        self._now.append(key)
        try:
            yield
        finally:
            self._now.pop()
