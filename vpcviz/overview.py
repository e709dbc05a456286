"""What `vpcviz --help` says: said at once, without loading the command line. A test compares it with what Typer says."""

import os

ABOUT = "Draw AWS networks, and ask them which way their traffic goes."

WIDTH = 80
"""The most columns of help: what a terminal has that nobody widened."""

SUMMARIES = {
    "draw": "Draw an AWS network as SVG, PNG, PDF, draw.io or HTML.",
    "validate": "Check specs and snapshots, and say what is in them.",
    "schema": "Print the JSON Schema of specs and snapshots.",
    "scan": "Save an AWS account's network as a snapshot.",
    "iam-policy": "Print the IAM policy that a scan needs: least privilege.",
    "dump-commands": "Print a script that collects a dump with the AWS CLI.",
    "trace": "Say which way traffic goes, and why.",
    "reach": "Say what a source reaches, and by which way.",
    "find": "Find things by id, name, address, tag, or any text.",
    "check": "Say what is wrong with a network, or could be cheaper.",
    "cost": "Say what a network costs.",
    "diff": "Say what differs between two networks.",
    "docs": "Write the network in words.",
    "build": "Make all that vpcviz.toml lists.",
    "inject": "Fill marked parts of Markdown files.",
    "info": "Say what a picture was made of.",
    "gaps": "Say what was not read.",
    "mcp": "Serve assistants and editors (Model Context Protocol).",
    "version": "Print the version of vpcviz and of its documents.",
}
"""Each command's first sentence, in the order of the help."""

OPTIONS = (
    ("--version", "Print the version."),
    ("--install-completion", "Install completion for the current shell."),
    ("--show-completion", "Show completion for the current shell, to copy it or\ncustomize the installation."),
    ("-h, --help", "Show this message and exit."),
)
"""The options of `vpcviz` itself, as they are folded at `WIDTH`."""

EXAMPLES = ("vpcviz draw network.yaml -o network.svg", "vpcviz draw --profile prod --region eu-west-1 -o prod.png")


def overview() -> str:
    """The help of `vpcviz` for a terminal of at least `WIDTH` columns."""
    options = [(name, text.replace("\n", "\n" + " " * 24)) for name, text in OPTIONS]
    parts = [
        "Usage: vpcviz [OPTIONS] COMMAND [ARGS]...",
        f"  {ABOUT}",
        "\n".join(["Options:", *(f"  {name:<20}  {text}" for name, text in options)]),
        "\n".join(["Commands:", *(f"  {name:<13}  {text}" for name, text in SUMMARIES.items())]),
        "\n".join(["  Examples:", *(f"    {example}" for example in EXAMPLES)]),
    ]
    return "\n\n".join(parts) + "\n"


def is_wide() -> bool:
    """Whether the terminal has `WIDTH` columns, or says nothing of them: told as `shutil.get_terminal_size` tells it."""
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(1).columns
        except OSError:
            columns = WIDTH
    return columns <= 0 or columns >= WIDTH
