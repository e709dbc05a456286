"""Arguments and options that several commands share; those of pictures stand in `picture_options`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from vpcviz.commands.declaring import Argument, Option


class ReportFormat(StrEnum):
    """The format of a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class FindingsFormat(StrEnum):
    """The format of a report of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    MARKDOWN = "markdown"


Sources = Annotated[
    list[str] | None,
    Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
]
"""What the network is read from."""

ReportFormatOption = Annotated[ReportFormat, Option("--format", help="The format of the report.")]
FindingsFormatOption = Annotated[FindingsFormat, Option("--format", help="The format of the report.")]

Wide = Annotated[bool, Option("--wide", help="Text: each row on one line, however long, instead of 80 columns.")]
"""Whether the text report may have lines of any length."""

Redact = Annotated[bool, Option("--redact", help="Stand-ins for account ids, public IPs, names and ids.")]

PricesOption = Annotated[Path | None, Option("--prices", help="A price file of your own (docs/cost.md).")]

ConfigOption = Annotated[
    Path | None, Option("--config", help="Configuration file, instead of the nearest vpcviz.toml or pyproject.toml.")
]

TemplateParameter = Annotated[
    list[str] | None,
    Option("--parameter", metavar="KEY=VALUE", help="A parameter of a CloudFormation template; repeatable."),
]
"""For commands without the options of the live account, which have one of their own."""

QuietlyWritten = Annotated[bool, Option("--quiet", "-q", help="Do not say what was written.")]
