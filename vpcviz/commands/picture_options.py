"""The options of every command that draws a picture: how much it shows and how it looks."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.layout.view_names import view_names
from vpcviz.render.formats import formats


class Detail(StrEnum):
    """How much is drawn."""

    OVERVIEW = "overview"
    PRESENTATION = "presentation"
    STANDARD = "standard"
    FULL = "full"


if TYPE_CHECKING:
    from vpcviz.scene.paper import Page

    class FormatName(StrEnum):
        """The format of the output."""

    class ViewChoice(StrEnum):
        """What the picture is about: all names of views; those that are asked for here by name."""

        NETWORK = "network"
        MAP = "map"
else:
    ViewChoice = StrEnum("ViewChoice", {name.upper(): name for name in view_names()})
    FormatName = StrEnum("FormatName", {name.upper(): name for name in formats()})


class ThemeName(StrEnum):
    """The colours."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


FormatOption = Annotated[FormatName | None, Option("--format", help="Format, where the ending does not tell.")]
DetailOption = Annotated[
    Detail,
    Option(
        help="overview: the map, with counts; presentation: large icons, for a slide; standard: like with like in full subnets; "
        "full: every interface."
    ),
]
ViewOption = Annotated[ViewChoice, Option(help="What the picture is about.")]
ThemeOption = Annotated[ThemeName, Option(help="auto: one SVG that follows the viewer's setting.")]
ScaleOption = Annotated[float, Option(help="PNG: pixels for each px of the picture.")]
WidthOption = Annotated[int, Option(help="PNG: width in pixels, instead of --scale.")]
TitleOption = Annotated[str, Option(help="Title, instead of the source's own.")]
AllOption = Annotated[bool, Option("--all", help="Draw default VPCs that have nothing in them, too.")]
IconsOption = Annotated[Path | None, Option(help="Folder of icons that go before vpcviz's own.")]
LinkOption = Annotated[
    str,
    Option(
        metavar="console|URL",
        help="SVG: each thing a link: to the AWS console, or to an address with {id}, {name}, {kind}, {region}, {account} in it.",
    ),
]
PageOption = Annotated[
    str,
    Option(
        metavar="NAME|WxH",
        help="The sheet that the picture is for: a0 to a5, letter, legal, tabloid, 16:9, 16:10, 4:3, each also as a4-portrait; "
        "or its size, such as 420x297mm or 13.33x7.5in.",
    ),
]
ShowOption = Annotated[
    list[str] | None,
    Option(
        "--show",
        metavar="WHAT",
        help="Besides: free-ips (free addresses of subnets), zone-ids, peerings (on the map of a large estate each far one "
        "as a line), or several: free-ips,zone-ids.",
    ),
]
FontOption = Annotated[
    list[Path] | None, Option(metavar="FILE", help="PNG: a font file for characters that vpcviz's own font lacks.")
]


class Looks(Given):
    """How a picture looks: what `vpcviz draw` and `vpcviz trace` have in common."""

    theme: ThemeOption = ThemeName.LIGHT
    scale: ScaleOption = 1.0
    width: WidthOption = 0
    page: PageOption = ""
    show: ShowOption = None
    title: TitleOption = ""
    show_all: AllOption = False
    icons: IconsOption = None
    font: FontOption = None
    link: LinkOption = ""

    def looks(self) -> tuple[str, float, int, tuple[Path, ...], Path | None]:
        """The theme, the size, the fonts and the icons."""
        return self.theme.value, self.scale, self.width, tuple(self.font or ()), self.icons

    def sheet_and_show(self, detail: Detail, view: ViewChoice) -> "tuple[Page | None, tuple[str, ...]]":
        """The page that the picture is for, and what it shows besides. Raises UsageError for words that mean none."""
        from vpcviz.commands.paper import page_of
        from vpcviz.commands.showing import show_of

        return page_of(self.page), show_of(self.show, detail.value, view.value)
