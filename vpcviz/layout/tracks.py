"""Tracks for the lines of a channel: as few as may be, and of few lines in the order in which they cross least."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import NamedTuple

from vpcviz.layout.channels import GRID, LANE, Channel
from vpcviz.layout.lines import Line

LineBetween = tuple[Line, Line, Line, Line | None, Line | None]
"""A line, the one that it comes from and the one that it leads to, and those beyond them, if any."""

ChannelLines = tuple[Channel, dict[str, list[LineBetween]]]
"""A channel with its lines by what must be shared to share a track."""

Span = tuple[float, float, str]
"""From where to where a bundle runs in its channel (px), and what it is."""


class Run(NamedTuple):
    """From where to where (px) a bundle runs in its channel."""

    low: float
    high: float
    key: str
    channel: Channel
    lines: Sequence[LineBetween]

    def lies_on(self, other: Run) -> bool:
        """Whether two bundles at one coordinate lie on one another: in one channel they keep a track's distance."""
        room = GRID if self.channel is other.channel else 0
        return self.key != other.key and self.low < other.high + room and other.low < self.high + room


class Ends(NamedTuple):
    """Where (px) a bundle's lines are left, sorted: towards what lies behind the channel (below it, right of it), and before it."""

    onward: Sequence[float]
    backward: Sequence[float]
    onwards: set[float]


FEW = 14
"""Of so many bundles in a channel the crossings are reckoned; of more the tracks are the first that are free."""

CLASH = 3
"""What it counts, in crossings, if the ends of two bundles would lie on one another."""


def give_tracks(channels: list[ChannelLines]) -> bool:
    """Tracks for the lines of channels of one direction, each channel on its own; False where one was too narrow, and grew."""
    fits = True
    for channel, members in channels:
        count = _first_fit(channel, members)
        if count > channel.tracks:
            channel.grow(count)
            fits = False
    return fits


def keep_apart(channels: Sequence[ChannelLines]) -> bool:
    """Other tracks for lines that would lie on those of another channel: two that are beside one another begin at one height, and
    lines of both lead into the gap between them. False where a channel was too narrow for it, and grew."""
    runs: dict[float, list[Run]] = {}
    for channel, members in channels:
        for key, lines in members.items():
            runs.setdefault(lines[0][0].at, []).append(Run(*reach(lines), key, channel, lines))
    fits = True
    for same in [sorted(same, key=lambda run: run[:3]) for same in runs.values() if len(same) > 1]:
        for one, two in pairwise(same):
            if one.lies_on(two) and two.channel is not one.channel:
                fits = _put_where_free(two, runs) and fits
    return fits


def _put_where_free(run: Run, runs: dict[float, list[Run]]) -> bool:
    """Give a bundle the first track of its channel where it lies on no other; False where there was none, and the channel grew."""
    channel = run.channel
    for track in count():
        _put(channel, track, run.lines)
        at = run.lines[0][0].at
        if not any(other is not run and other.lies_on(run) for other in runs.get(at, ())):
            runs.setdefault(at, []).append(run)
            if track >= channel.tracks:
                channel.grow(track + 1)
                return False
            return True
    raise AssertionError("tracks are without end")


def _first_fit(channel: Channel, members: Mapping[str, Sequence[LineBetween]]) -> int:
    """Give each bundle the first track that is free where it runs; how many tracks were used comes back."""
    if len(members) == 1:
        for lines in members.values():
            _put(channel, 0, lines)
        return 1
    spans = sorted([(*reach(lines), key) for key, lines in members.items()])
    if len(spans) == 2:
        one, two = _pair(channel, spans[0], spans[1], members)
        second = int(_meet(one, two))
        _put(channel, 0, members[one[2]])
        _put(channel, second, members[two[2]])
        return second + 1
    if len(spans) <= FEW:
        tracks = _ordered(channel, spans, members)
        for key, track in tracks.items():
            _put(channel, track, members[key])
        return max(tracks.values()) + 1
    busy: list[tuple[float, int]] = []  # (where it ends, track)
    free: list[int] = []
    used = 0
    for low, high, key in spans:
        while busy and busy[0][0] + GRID <= low:
            heappush(free, heappop(busy)[1])
        if free:
            track = heappop(free)
        else:
            track, used = used, used + 1
        heappush(busy, (high, track))
        _put(channel, track, members[key])
    return used


def reach(lines: Sequence[LineBetween]) -> tuple[float, float]:
    """From where to where a bundle runs in its channel (px)."""
    _, before, after, _, _ = lines[0]
    least, most = before.ends()
    for _, before, after, _, _ in lines:  # plain comparisons: an estate asks this tens of thousands of times
        for met in (before, after):
            low, high = met.ends()
            if low < least:
                least = low
            if high > most:
                most = high
    return least, most


def _put(channel: Channel, track: int, lines: Sequence[LineBetween]) -> None:
    at = channel.start + channel.pitch * track
    for entry in lines:
        line = entry[0]
        line.at = at + (LANE[line.lane] if line.lane else channel.edge)


def _pair(channel: Channel, one: Span, two: Span, members: Mapping[str, Sequence[LineBetween]]) -> tuple[Span, Span]:
    """Two bundles, the one first whose ends then cross the other less: most channels of an estate have one or two."""
    if not _meet(one, two):
        return one, two
    ends = {span[2]: _ends(channel, members[span[2]]) for span in (one, two)}
    return (two, one) if _crossings(one, two, ends) > _crossings(two, one, ends) else (one, two)


def _ordered(channel: Channel, spans: Sequence[Span], members: Mapping[str, Sequence[LineBetween]]) -> dict[str, int]:
    """The track of each bundle: where two run side by side, the one first whose ends then cross the other less."""
    if all(spans[at][1] + GRID <= spans[at + 1][0] for at in range(len(spans) - 1)):
        return {key: 0 for _, _, key in spans}
    ends = {key: _ends(channel, members[key]) for _, _, key in spans}
    order: list[Span] = []
    for span in spans:
        order.insert(_place_in(order, span, ends), span)
    tracks: dict[str, int] = {}
    for at, span in enumerate(order):
        tracks[span[2]] = max((tracks[other[2]] + 1 for other in order[:at] if _meet(span, other)), default=0)
    return tracks


def _place_in(order: Sequence[Span], span: Span, ends: Mapping[str, Ends]) -> int:
    """Where among bundles in their order one more crosses these least; the last of several such places."""
    at = best = len(order)
    cost = least = sum([_crossings(other, span, ends) for other in order if _meet(other, span)])
    for other in reversed(order):
        at -= 1
        if _meet(other, span):
            cost += _crossings(span, other, ends) - _crossings(other, span, ends)
            if cost < least:
                best, least = at, cost
    return best


def _meet(one: Span, two: Span) -> bool:
    return one[0] < two[1] + GRID and two[0] < one[1] + GRID


def _crossings(first: Span, second: Span, ends: Mapping[str, Ends]) -> int:
    """How often two bundles cross if the one is on the track before the other."""
    onward, backward = ends[first[2]].onward, ends[second[2]].backward
    crossed = bisect_left(onward, second[1]) - bisect_right(onward, second[0])
    crossed += bisect_left(backward, first[1]) - bisect_right(backward, first[0])
    meeting = ends[first[2]].onwards
    return crossed if meeting.isdisjoint(backward) else crossed + CLASH * len(meeting.intersection(backward))


def _ends(channel: Channel, lines: Sequence[LineBetween]) -> Ends:
    """Where (px) a bundle's lines are left."""
    onward, backward = set[float](), set[float]()
    start = channel.start
    for _, before, after, beyond_before, beyond_after in lines:
        for met, beyond in ((before, beyond_before), (after, beyond_after)):
            low, high = met.ends()
            if met.port is not None:
                (backward if met.port.side in ("bottom", "right") else onward).add((low + high) / 2)
            elif beyond is not None:
                (backward if _place(beyond) < start else onward).add((low + high) / 2)
    return Ends(sorted(onward), sorted(backward), onward)


def _place(line: Line) -> float:
    """About where (px) a line is, across its direction."""
    if line.port is not None:
        box = line.port.box
        return box.y + box.height / 2 if line.port.side in ("left", "right") else box.x + box.width / 2
    assert line.channel is not None
    return line.channel.start
