"""How a picture looks, whatever it shows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from vpcviz.render.answers import Answers


class Look(Struct, frozen=True):
    """How a picture looks, whatever it shows: colours, pixels for each px or the width in pixels (0: by `scale`), font files for
    characters that our font lacks, the user's folder of icons. `answers` are for formats that show them beside the picture."""

    theme: Literal["light", "dark", "auto"] = "light"
    scale: float = 1.0
    width: int = 0
    fonts: Sequence[Path] = ()
    icons: Path | None = None
    answers: Answers = field(default_factory=Answers)
