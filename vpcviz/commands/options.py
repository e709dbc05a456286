"""Options that several commands share."""

from typing import Annotated

import typer

Wide = Annotated[bool, typer.Option("--wide", help="Text: each row on one line, however long, instead of 80 columns.")]
"""Whether the text report may have lines of any length."""
