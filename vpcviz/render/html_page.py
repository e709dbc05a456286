"""The shell of every HTML page: one self-contained file that loads nothing, under a content security policy of its own."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape

from vpcviz.text import clean


def html_page(
    title: str, body: str, styles: Sequence[str], scripts: Sequence[str] = (), *, head: str = "", attributes: str = ""
) -> str:
    """An HTML document around `body`, which is markup already. Only these styles and scripts apply: by their hashes, so that
    nothing a hostile text could bring in runs, or loads anything. `head` is further markup of the head, `attributes` of the root.

    Source: W3C, "Content Security Policy Level 3"; hashes are of what stands between the tags.
    """
    lines = [f"<style>{style}</style>" for style in styles]
    policy = "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            "font-src data:",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    run = "".join(f"<script>{script}</script>\n" for script in scripts)
    return (
        f'<!doctype html>\n<html lang="en"{attributes}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{head}<title>{escape(clean(title))}</title>\n{chr(10).join(lines)}\n</head>\n<body>\n{body}\n{run}</body>\n</html>\n"
    )


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts) or "'none'"
