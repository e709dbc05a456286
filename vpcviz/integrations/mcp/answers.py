"""What an assistant gets: a part of the answer that is not too long, marked as data, with the way to the rest."""

import base64
import re
from typing import Literal

from mcp.types import CallToolResult, ContentBlock, EmbeddedResource, ImageContent, TextContent, TextResourceContents

MOST = 20_000
"""The most characters of one answer: some 6,000 tokens."""

LARGEST_PICTURE = 4 * 2**20
"""The most bytes of a picture in an answer."""

OPENING, CLOSING = "<network-data>", "</network-data>"
"""What stands between comes from the network and may say anything; assistants are told so at the start."""


_MARK = re.compile(r"[<＜](?=\s*/?\s*network-data)", re.IGNORECASE)
"""What could be read as the beginning or end of the marked part, however it is written."""


def page(text: str, offset: int = 0) -> tuple[str, str]:
    """The part of a text from `offset` on that fits an answer, whole lines where that can be; and how to get the rest, or ""."""
    part = text[offset : offset + MOST]
    if offset + MOST < len(text) and "\n" in part:
        part = part[: part.rindex("\n") + 1]
    end = offset + len(part)
    rest = f"Characters {offset:,} to {end:,} of {len(text):,}; ask again with offset={end} for more." if end < len(text) else ""
    return part, rest if rest or not offset else f"Characters {offset:,} to {end:,} of {len(text):,}: the end."


def told(text: str, *, offset: int = 0, notes: str = "", failed: bool = False) -> CallToolResult:
    """A text of the network's as an answer; `notes` are what vpcviz said beside it (of the network, too)."""
    part, rest = page(text, offset)
    inside = "\n".join(filter(None, (part.rstrip("\n"), _titled("Notes:", notes))))
    parts: list[ContentBlock] = [TextContent(type="text", text=f"{OPENING}\n{_kept_inside(inside)}\n{CLOSING}")]
    if rest:
        parts.append(TextContent(type="text", text=rest))
    return CallToolResult(content=parts, is_error=failed)


def said(text: str, *, failed: bool = False) -> CallToolResult:
    """The server's own words as an answer."""
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=failed)


def pictured(data: bytes, form: Literal["png", "svg"], notes: str) -> CallToolResult:
    """A picture as an answer, with what vpcviz said of it; too large a one is refused with what helps."""
    if len(data) > LARGEST_PICTURE:
        most = f"{LARGEST_PICTURE // 2**20} MB"
        words = f"The picture has {len(data):,} bytes, more than the {most} of an answer."
        return said(f"{words} Ask for detail=overview, one VPC (vpc=…), or a smaller width.", failed=True)
    picture: ContentBlock = ImageContent(type="image", data=base64.b64encode(data).decode(), mime_type="image/png")
    if form == "svg":
        resource = TextResourceContents(uri="vpcviz://picture.svg", mime_type="image/svg+xml", text=data.decode())
        picture = EmbeddedResource(type="resource", resource=resource)
    words = f"{OPENING}\n{_kept_inside(notes)}\n{CLOSING}" if notes else ""
    return CallToolResult(content=[picture, *([TextContent(type="text", text=words)] if words else [])])


def _titled(title: str, text: str) -> str:
    return f"\n{title}\n{text.rstrip()}" if text.strip() else ""


def _kept_inside(text: str) -> str:
    """A text that cannot end the marked part before its time."""
    return _MARK.sub("‹", text).strip("\n")
