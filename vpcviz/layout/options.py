"""What a picture is asked to show."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from vpcviz.layout.view_names import DEFAULT, ViewName
from vpcviz.scene.paper import SHAPE, Page

Detail = Literal["overview", "presentation", "standard", "full"]


class Way(Struct, frozen=True):
    """A traced way, as a picture shows it.

    `steps` are (number, resource id, text); number 0 is for what belongs to the way without a step of its own. `legs` are the
    places that a packet comes through, by their ids, one row for each packet (a query, the traffic, its answer). `ends` are where
    it starts and where it is to go. `stopped` is the number of the step that ends it, 0 where it is delivered.
    """

    verdict: str
    words: str
    explanation: str
    steps: tuple[tuple[int, str, str], ...]
    legs: tuple[tuple[str, ...], ...] = ()
    ends: tuple[str, ...] = ()
    stopped: int = 0

    @property
    def resources(self) -> frozenset[str]:
        """All that stays clear."""
        return frozenset(ident for _, ident, _ in self.steps) | frozenset(self.ends)


class Options(Struct, frozen=True):
    """How a network is laid out.

    `detail`: overview shows VPCs with counts (as the view map does), presentation what a slide tells, standard groups like with
    like in full subnets, full shows every network interface. `view` picks what the picture is about. `fold_defaults` folds default
    VPCs with nothing in them into one line. `page` is the sheet that the picture is for, `show` what it tells besides (`free-ips`,
    `peerings`, `zone-ids`). `hurried` takes the first arrangement that fits a page instead of the best of many. `vpc_shape` is the
    width / height that VPCs aim at; the layout tries several. A traced `way`, `findings` (by resource id: severity, rule, title)
    and `changes` (by id: added, removed or changed; a route's is `TABLE|DESTINATION`) are marked on what they are about.
    """

    detail: Detail = "standard"
    view: ViewName = DEFAULT
    fold_defaults: bool = True
    title: str = ""
    page: Page | None = None
    show: tuple[str, ...] = ()
    hurried: bool = False
    vpc_shape: float = 1.5
    notes: tuple[str, ...] = ()
    way: Way | None = None
    findings: Mapping[str, Sequence[tuple[str, str, str]]] = {}
    changes: Mapping[str, str] = {}

    @property
    def shape(self) -> float:
        """The width / height that the picture aims at."""
        return self.page.shape if self.page is not None else SHAPE
