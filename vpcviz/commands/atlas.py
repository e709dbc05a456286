"""`vpcviz draw --split -o atlas.pdf` (or `.drawio`): the overview and a page for each VPC, region or account in one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vpcviz.commands.pictures import Request
    from vpcviz.commands.split_parts import By, Drawn, Part
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.render.formats import Format
    from vpcviz.render.leaves import Leaf
    from vpcviz.scene import Scene

OVERVIEW = "Overview"

MOST_SEARCHED = 64
"""Of an atlas of more pages none takes the time to search for the best arrangement of a page."""

MOST_NAMED = 3
"""So many pages whose text is too small are named, the others counted."""


def atlas_of(outputs: Sequence[str], given: str) -> Format | None:
    """The format of an atlas, where the one output is a file of a format that has pages; None for a folder of pictures."""
    from vpcviz.render.formats import by_ending, formats

    if len(outputs) != 1 or Path(outputs[0]).is_dir():
        return None
    found = formats().get(given) if outputs[0] == "-" else by_ending(outputs[0])
    return found if found is not None and found.atlas is not None and given in ("", found.name) else None


def make_atlas(network: Network, options: Options, request: Request, by: By, made: Format) -> Drawn:
    """Draw an atlas: a file, what was drawn in words, and what of it could not be drawn or read.

    Raises UsageError where there is nothing to split by, and what making a picture raises.
    """
    from vpcviz.commands.documents import check_output
    from vpcviz.commands.split_parts import Drawn, Shown, parts_to_draw
    from vpcviz.render.leaves import Leaves
    from vpcviz.render.look import Look

    check_output(request.outputs[0])
    parts = sorted(parts_to_draw(network, by), key=lambda part: (*_above(network, part, by), part.label, part.id))
    maker = _Maker(network, options, request, by, made)
    look = Look(request.theme, request.scale, request.width, request.fonts, request.icons)  # type: ignore[arg-type]
    assert made.atlas is not None
    data = made.atlas(network, Leaves(["", *(part.id for part in parts)], maker.leaves(parts)), options, look)
    word = "VPC" if by == "vpc" else by
    pages = f"{len(parts)} page{'s' if len(parts) != 1 else ''}"
    words = f"drew the overview and {pages}, one for each {word}, into {request.outputs[0]}"
    return Drawn({request.outputs[0]: data}, words, maker.warnings(), shown={request.outputs[0]: Shown(network)})


class _Maker:
    """Makes the pages of an atlas, one after another, and keeps what is to be said of them."""

    def __init__(self, network: Network, options: Options, request: Request, by: By, made: Format) -> None:
        self.network, self.options, self.by = network, options, by
        self.request = structs.replace(request, format=made.name)
        self.small: list[tuple[str, str]] = []
        self.lacking: list[str] = []

    def leaves(self, parts: Sequence[Part]) -> Iterator[Leaf]:
        """The overview, then a page for each part."""
        from vpcviz.commands.pictures import origin
        from vpcviz.model.narrowing import narrow
        from vpcviz.model.titles import title_of
        from vpcviz.render.leaves import Leaf

        options = structs.replace(self.options, view="map", fold_defaults=False, show=())
        overview = self._scene(self.network, options, OVERVIEW)
        overview.origin = origin(self.network, self.options, self.request, split=self.by)  # of all pages
        yield Leaf(overview, "", OVERVIEW)
        hurried = len(parts) > MOST_SEARCHED
        title = self.options.title or title_of(self.network)
        for part in parts:
            own = narrow(self.network, part.selection)
            options = structs.replace(self.options, title=f"{title}: {part.label}", fold_defaults=False, hurried=hurried)
            yield Leaf(self._scene(own, options, part.label), part.id, part.label, _above(self.network, part, self.by))

    def _scene(self, network: Network, options: Options, name: str) -> Scene:
        from vpcviz.commands.paper import too_small
        from vpcviz.commands.pictures import make_scene, without_glyphs
        from vpcviz.garbage import uncollected

        with uncollected():
            scene = make_scene(network, options, self.request)
        small = too_small(scene, options, network, name=name, tell=not self.small)
        self.small += [(name, small)] if small else []
        self.lacking += [words for words in (without_glyphs(scene, self.request),) if words and not self.lacking]
        return scene

    def warnings(self) -> list[str]:
        """What is to be said: characters that no font has, pages whose text is too small."""
        words = list(self.lacking)
        if self.small:
            named = ", ".join(name for name, _ in self.small[1 : MOST_NAMED + 1])
            rest = len(self.small) - 1 - MOST_NAMED
            more = f"; so it is on {named}" + (f" and {rest} more pages" if rest > 0 else "") if named else ""
            words.append(self.small[0][1] + more)
        return words


def _above(network: Network, part: Part, by: By) -> tuple[str, ...]:
    """What the bookmarks above a page's say: the account and region of a VPC, where there are several accounts or names."""
    vpc = network.by_id.get(part.id)
    if by != "vpc" or vpc is None:
        return ()
    account = network.by_id.get(vpc.account)
    named = f"{account.name} ({account.id})" if account is not None and account.name else vpc.account
    return tuple(word for word in (named, vpc.region) if word)
