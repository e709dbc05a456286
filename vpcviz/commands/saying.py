"""What commands say besides their answers: lines on stderr."""

import sys


def say(text: str) -> None:
    """A line on stderr, as a terminal may show it, at once."""
    from vpcviz.text import terminal

    print(f"vpcviz: {terminal(text)}", file=sys.stderr, flush=True)  # noqa: T201
