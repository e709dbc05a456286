"""Accounts and regions: the containers that things stand in, nested as the view has it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from vpcviz import scene
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.style import line, text_width
from vpcviz.layout.widgets import TitleLine, frame, icon_name
from vpcviz.model import Network
from vpcviz.model import resources as r

ANY_REGION = "*"

APART = 18
"""Between the title of a frame and that of what stands in the same line (px)."""
LONGEST, PAST = 480, 96
"""How long the name of an only account may be in the cloud's title, and what is left beside it at least for links (px)."""


class Container(Struct, eq=False):
    """What a container is to hold, before it has rows: rows of boxes above, boxes to pack, hubs, rows below; `beside` are those
    of the last that stand beside its hubs, once that is known."""

    box: Box
    above: list[Box] = field(default_factory=list)
    packed: list[Box] = field(default_factory=list)
    hubs: list[Box] = field(default_factory=list)
    below: list[Box] = field(default_factory=list)
    chips: list[Box] = field(default_factory=list)
    children: list[Container] = field(default_factory=list)
    meshes: list[Container] = field(default_factory=list)
    beside: list[Box] | None = None


class Containers:
    """Makes the containers as things ask for them. Accounts hold regions, or (`region_first`) regions hold accounts."""

    def __init__(self, network: Network, *, region_first: bool) -> None:
        self.network = network
        self.region_first = region_first
        self.only_account = self._only_account()
        cloud = frame("cloud", "aws-cloud", "cloud", "cloud", [("AWS Cloud", "group")])
        self.cloud = Container(self._with_account(cloud, self.only_account) if self.only_account else cloud)
        self.by_key: dict[tuple[str, str], Container] = {}
        if region_first:
            self.by_key |= {(account.id, ANY_REGION): self.cloud for account in network.accounts}

    def _only_account(self) -> str:
        """The one account of the whole network: it stands in the title of the cloud, and needs no frame of its own."""
        known = {resource.account for resource in self.network if resource.account} | {one.id for one in self.network.accounts}
        regions = all(vpc.region for vpc in self.network.vpcs) and bool(self.network.vpcs)
        return known.pop() if len(known) == 1 and regions else ""

    def _with_account(self, box: Box, account: str) -> Box:
        """The frame with an account in the line of its title."""
        words = self._account_words(account)
        left = box.title_width + APART
        wide = min(text_width(words, "group"), LONGEST)
        own = box.paint
        picture = icon_name("account")

        def paint(box: Box) -> list[scene.Part]:
            x = box.x + left
            text = line(x + 30, box.y + 17, words, "group", min(LONGEST, box.width - left - 36))
            inside: list[scene.Part] = [scene.Icon(picture, x, box.y, 24), text]
            return [*(own(box) if own is not None else []), scene.Group("account", account, inside)]

        box.paint = paint
        box.title_width = left + 30 + wide
        box.least_width = max(box.least_width, snap(box.title_width) + PAST)
        return box

    @property
    def nested(self) -> bool:
        """Whether there is more than one account or region."""
        return len(self.cloud.children) > 1 or any(len(child.children) > 1 for child in self.cloud.children)

    def of(self, account: str, region: str) -> Container:
        """The container for what belongs to an account and region; "" where a level is not known."""
        key = (account, region)
        if key in self.by_key:
            return self.by_key[key]
        if self.region_first and account and region:
            outer = self.of("", region)
            made = Container(self._account_frame(account))
            outer.children.append(made)
        else:
            outer = self.account(account)
            unknown = not account and bool(self.only_account)  # beside what is the only account's, as the cloud's title says
            made = Container(self._region_frame(region, unknown=unknown)) if region else outer
            if region:
                outer.children.append(made)
        self.by_key[key] = made
        return made

    def account(self, account: str) -> Container:
        """The container of a whole account; the cloud where accounts have none."""
        if self.region_first or not account or account == self.only_account:
            return self.cloud
        key = (account, ANY_REGION)
        if key not in self.by_key:
            self.by_key[key] = Container(self._account_frame(account))
            self.cloud.children.append(self.by_key[key])
        return self.by_key[key]

    def has_account(self, account: str) -> bool:
        """Whether the account has a container, or needs none."""
        return account == self.only_account or (account, ANY_REGION) in self.by_key

    def lift_hubs(self) -> None:
        """Where regions hold accounts, a hub belongs to its whole region: it stands above the accounts, not in its own."""
        if not self.region_first:
            return
        for (account, region), container in list(self.by_key.items()):
            if account and region != ANY_REGION and container.hubs:
                outer = self.of("", region)
                if outer is container:  # its region is not known: it stands in the cloud itself already
                    continue
                outer.hubs += container.hubs
                container.hubs = []
                if not container.packed:
                    outer.children.remove(container)
                    del self.by_key[account, region]

    def lift_names(self) -> None:
        """Where regions hold accounts, names (of hosted zones, Resolver rules, …) that several of these use belong to the region,
        as hubs do; and those of the only account that was read, since there is more room."""
        for region in self.cloud.children if self.region_first else ():
            read = [child for child in region.children if not self._is_foreign(child)]
            for child in read:
                lifted = [box for box in child.below if box.anywhere and (len(read) == 1 or self.is_shared(box.id))]
                region.below += lifted
                child.below = [box for box in child.below if box not in lifted]

    def lift_joining(self) -> None:
        """An account with nothing but what joins others (a core network, a Direct Connect gateway) stands above these."""
        for child in self.cloud.children[:]:
            others = (child.packed, child.hubs, child.below, child.chips, child.children, child.meshes)
            if child.above and not any(others) and len(self.cloud.children) > 1:
                child.box.rows = [child.above]
                self.cloud.children.remove(child)
                self.cloud.above.append(child.box)

    def is_shared(self, name: str) -> bool:
        """Whether VPCs of several accounts use what has this id, where regions hold accounts."""
        used = [self.network.get(vpc, r.Vpc) for vpc in getattr(self.network.by_id.get(name), "vpcs", ())]
        return self.region_first and len({vpc.account for vpc in used if vpc is not None}) > 1

    def _is_foreign(self, container: Container) -> bool:
        """Whether a container holds VPCs that were not read, and no others."""
        vpcs = [self.network.get(box.id, r.Vpc) for box in container.packed]
        return bool(vpcs) and all(vpc is not None and vpc.foreign for vpc in vpcs)

    def count_in_titles(self) -> None:
        """Counts stand in the line of a frame's title, as far as what the frame holds is wide enough for them."""
        for container in (self.cloud, *self.by_key.values()):
            room = _widest(container)
            taken: list[Box] = []
            for chip in (one for one in container.chips if one.kind):  # not many that stand together
                if container.box.title_width + sum(one.width + GRID for one in (*taken, chip)) <= room:
                    taken.append(chip)
            if taken:
                container.chips = [chip for chip in container.chips if chip not in taken]
                _with_counts(container.box, taken)

    def shared_home(self, homes: set[tuple[str, str]]) -> tuple[str, str]:
        """The account and region that a service stands in, given those that use it; "" for what is not one."""
        regions = {region for _, region in homes}
        if self.region_first and len(regions) == 1:
            return "", regions.pop()
        return next(iter(homes)) if len(homes) == 1 else ("", "")

    def home_account(self, account: str) -> str:
        """AWS's own things have no account of the network's: they go with the only account there is, or above accounts."""
        known = {vpc.account for vpc in self.network.vpcs}
        return account if account in known else (known.pop() if len(known) == 1 else "")

    def is_elsewhere(self, region: str) -> bool:
        """Whether a region is one that no VPC is in."""
        return bool(region) and all(vpc.region != region for vpc in self.network.vpcs)

    def _account_words(self, account: str) -> str:
        record = self.network.get(account, r.Account)
        return f"{record.name} ({account})" if record is not None and record.name else account

    def _account_frame(self, account: str) -> Box:
        return _roomy(frame("account", account, "account", "account", [(self._account_words(account), "group")]))

    def _region_frame(self, region: str, *, unknown: bool) -> Box:
        lines: list[TitleLine] = [(region, "place"), *([("account not known", "small")] if unknown else [])]
        return _roomy(frame("region", region, "region", "region", lines))


def _widest(container: Container) -> int:
    """About how wide (px) what a container holds is at least."""
    return max([box.width for box in container.packed] + [_widest(child) for child in container.children], default=0)


def _with_counts(box: Box, chips: Sequence[Box]) -> None:
    """Let a frame have counts at the end of its title."""
    own, wide = box.paint, sum(chip.width + GRID for chip in chips)

    def paint(box: Box) -> list[scene.Part]:
        parts = own(box) if own is not None else []
        x = box.x + round(box.title_width) - wide + GRID
        for chip in chips:
            chip.x, chip.y = x, box.y + 3
            inside = chip.paint(chip) if chip.paint is not None else []
            parts.append(scene.Group(chip.kind, chip.id, inside, chip.marks))
            x += chip.width + GRID
        return parts

    box.paint = paint
    box.title_width += wide
    box.least_width = max(box.least_width, snap(box.title_width + GRID))


def _roomy(box: Box) -> Box:
    box.row_gap = box.column_gap = 36
    return box


def accounts_meet(network: Network) -> bool:
    """Whether what belongs together is the region: VPCs of several accounts are attached to one transit gateway, or peered in one
    region."""
    return _share_hubs(network) or any(_meet(network, peering) for peering in network.peerings)


def _share_hubs(network: Network) -> bool:
    """Whether VPCs of several accounts are attached to one transit gateway."""
    for gateway in network.transit_gateways:
        attached = (network.get(attachment.resource, r.Vpc) for attachment in network.attachments_of.get(gateway.id, ()))
        if len({vpc.account for vpc in attached if vpc is not None}) > 1:
            return True
    return False


def _meet(network: Network, peering: r.Peering) -> bool:
    """Whether a peering joins VPCs of two accounts that are known to be in one region."""
    one, other = (network.get(end, r.Vpc) for end in (peering.requester, peering.accepter))
    if one is None or other is None or not (one.region and one.account and other.account):
        return False
    return one.region == other.region and one.account != other.account
