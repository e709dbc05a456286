"""Options that several commands share."""

from typing import Annotated

from vpcviz.commands.declaring import Option

Wide = Annotated[bool, Option("--wide", help="Text: each row on one line, however long, instead of 80 columns.")]
"""Whether the text report may have lines of any length."""
