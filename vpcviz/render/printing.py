"""VPCs as SVG before the rest of the picture is known, in several processes: what is in a VPC is told from its own corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from vpcviz.icons import IconSet
from vpcviz.output import spool
from vpcviz.render.svg_writer import Writer
from vpcviz.render.theme import Theme
from vpcviz.scene import Group


class Stretch(Struct):
    """What was written: so many bytes of a sheet, from one of them on."""

    sheet: int
    start: int
    length: int


class UsedOnSheet(Struct):
    """What the head of a file has to know of what was written: characters by role, names of icons, marks of changing colours."""

    characters: Mapping[str, str]
    icons: Sequence[str]
    marks: Sequence[str]


class Sheet:
    """Where one process writes."""

    def __init__(self, number: int, writer: Writer) -> None:
        self.number, self.writer = number, writer
        self.file = spool()
        self.length = 0


class SvgPress:
    """Writes VPCs on sheets, one for each process, and reads them again."""

    def __init__(self, theme: Theme, icons: Path | None) -> None:
        self.theme, self.icons = theme, icons
        self.sheets: list[Sheet] = []
        self.all_told: list[UsedOnSheet] = []

    def sheet(self) -> Sheet:
        """A new sheet."""
        self.sheets.append(Sheet(len(self.sheets), Writer(IconSet(self.icons), self.theme)))
        return self.sheets[-1]

    def write(self, sheet: Sheet, parts: Sequence[Group], holder: Group | None) -> Stretch:
        """Write groups in the coordinates of their holder, or what is in a group in its own."""
        data = sheet.writer.inside(parts, holder).encode()
        stretch = Stretch(sheet.number, sheet.length, len(data))
        sheet.file.write(data)
        sheet.length += len(data)
        return stretch

    def told(self, sheet: Sheet) -> UsedOnSheet:
        """What the head has to know of a sheet."""
        sheet.file.flush()
        writer = sheet.writer
        characters = {role: "".join(sorted(set("".join(texts)))) for role, texts in writer.texts.items()}
        return UsedOnSheet(characters, sorted(writer.icons), sorted(writer.attributes.used))

    def hear(self, sheet: Sheet, told: UsedOnSheet) -> None:
        """Keep what was told."""
        self.all_told.append(told)

    def read(self, stretch: Stretch) -> bytes:
        """What was written there."""
        file: BinaryIO = self.sheets[stretch.sheet].file
        file.seek(stretch.start)
        return file.read(stretch.length)

    def tell(self, writer: Writer) -> None:
        """Let the writer of the whole know what was printed."""
        for told in self.all_told:
            for role, characters in told.characters.items():
                writer.texts.setdefault(role, []).append(characters)
            for name in told.icons:
                writer.icons.setdefault(name, writer.icon_set.find(name))
            writer.attributes.used.update(told.marks)
