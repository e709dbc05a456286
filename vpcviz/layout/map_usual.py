"""For how many VPCs each place of a large estate is arranged: few numbers, so that one VPC more mostly changes none of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.model import Network
from vpcviz.model.addresses import address_order

SETTLED = (28, 40, 56, 112, 160, *(number << step for step in range(10) for number in (224, 320)))
"""A large estate is arranged for one of so many VPCs: anew at each of these, and from 56 to 111 not at all."""

GROWTH = 1.2
"""It is arranged best when it has so many times as many."""

OTHER = 0.25
"""The settled VPCs tell how the others are spread if their shares of places differ by no more than this from those of all."""

STEPS = (1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048, 4096)
"""Else a place is arranged for the next of so many."""


class UsualNumbers:
    """How many VPCs the places of a network are arranged for.

    Those with the lowest addresses, as many as one of few numbers, are settled: new ones mostly have the next address, so what is
    decided by these alone stays as it is until there are half as many more. Where each region has addresses of its own they tell
    nothing of the last regions; then the number of each place counts, in steps.
    """

    def __init__(self, network: Network) -> None:
        vpcs = sorted(network.vpcs, key=lambda vpc: (vpc.foreign, address_order(vpc.cidrs[0]) if vpc.cidrs else (), vpc.id))
        most = next((number for number in reversed(SETTLED) if number <= len(vpcs)), len(vpcs))
        self.settled = frozenset(vpc.id for vpc in vpcs[:most])
        every = Counter((vpc.account, vpc.region) for vpc in vpcs)
        first = Counter((vpc.account, vpc.region) for vpc in vpcs[:most])
        self.told = sum(abs(every[place] / len(vpcs) - first[place] / most) for place in every) <= OTHER if vpcs else True

    def of(self, boxes: Sequence[Box]) -> int:
        """The number for a place that holds these."""
        if self.told:
            return max(1, round(GROWTH * sum(1 for box in boxes if box.id in self.settled)))
        return STEPS[min(len(STEPS) - 1, bisect_right(STEPS, max(0, len(boxes) - 1)))]
