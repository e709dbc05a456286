"""Icon files may be hostile: only harmless markup comes out, whatever goes in."""

import re
import struct
import zlib
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.errors import InputError
from vpcviz.icons.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_png, read_svg

NS = 'xmlns="http://www.w3.org/2000/svg"'
BOX = f'<svg {NS} viewBox="0 0 48 48">'


def svg(text: str) -> tuple[str, str]:
    return read_svg(text.encode(), "icon.svg", "icon-x")


def test_shapes_and_styles_come_through() -> None:
    view_box, markup = svg(f'{BOX}<title>name</title><g fill="#fff" stroke-width="2"><path d="M0 0h4"/></g></svg>')
    assert view_box == "0 0 48 48"
    assert markup == '<g><g fill="#fff" stroke-width="2"><path d="M0 0h4"></path></g></g>'


def test_a_size_stands_for_a_missing_view_box() -> None:
    assert svg(f'<svg {NS} width="24px" height="12"><rect width="1" height="1"/></svg>')[0] == "0 0 24 12"


def test_ids_get_a_prefix_so_that_icons_cannot_clash() -> None:
    markup = svg(
        f'{BOX}<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs><rect fill="url(#a)" width="1" height="1"/></svg>'
    )[1]
    assert 'id="icon-x-a"' in markup
    assert 'fill="url(#icon-x-a)"' in markup


def test_classes_become_attributes() -> None:
    markup = svg(f"{BOX}<style>.cls-1{{fill:#7AA116}}</style><path class='cls-1' style='stroke:#000' d='M0 0'/></svg>")[1]
    assert 'fill="#7AA116"' in markup
    assert 'stroke="#000"' in markup
    assert "style" not in markup
    assert "class" not in markup


def test_editors_own_elements_are_left_out() -> None:
    markup = svg(
        f'{BOX[:-1]} xmlns:i="http://inkscape"><i:view zoom="1"><i:x/></i:view><metadata><a/></metadata><path d="M0 0" i:note="x"/></svg>'
    )[1]
    assert markup == '<g><path d="M0 0"></path></g>'


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    '<path onclick="alert(1)" d="M0 0"/>',
    '<path ONLOAD="alert(1)" d="M0 0"/>',
    "<foreignObject><p/></foreignObject>",
    '<image href="file:///etc/passwd" width="1" height="1"/>',
    '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://example.com/x.png" width="1" height="1"/>',
    '<use href="http://example.com/x.svg#a"/>',
    '<use href="#a"/>',
    '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    "<text>words</text>",
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    "<style>@import url(http://example.com/x.css);</style>",
    "<style>path { fill: red }</style>",
    "<style>.a { fill: red } * { display: none }</style>",
    '<path fill="url(http://example.com/x)" d="M0 0"/>',
    '<path fill="url(&#34;javascript:x&#34;)" d="M0 0"/>',
    '<path style="fill:url(//example.com/x)" d="M0 0"/>',
    '<path d="M0 0&quot;/&gt;&lt;script&gt;"/>',
    '<linearGradient href="http://example.com"/>',
    '<filter id="f"><feImage href="http://example.com"/></filter>',
    "<iframe/>",
    "<clipPath><clipPath/></clipPath>",
    '<?xml-stylesheet href="http://example.com/x.css"?>',
    "<g>" * (MAX_DEPTH + 1) + "</g>" * (MAX_DEPTH + 1),
    "<path/>" * (MAX_NODES + 1),
]


@pytest.mark.parametrize("inside", HOSTILE, ids=lambda text: text[:30])
def test_what_could_do_harm_is_refused_with_its_place(inside: str) -> None:
    with pytest.raises(InputError) as error:
        svg(f"{BOX}{inside}</svg>")
    problem = error.value.problems[0]
    assert problem.file == "icon.svg"
    assert problem.line >= 1
    assert problem.column >= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        "<svg",
        f"<svg {NS}/>",
        '<svg viewBox="0 0 1 1" xmlns="http://example.com"/>',
        "<html/>",
        f'<svg {NS} viewBox="0 0 1"/>',
        f'<svg {NS} viewBox="0 0 1e9 1"/>',
        f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{BOX}</svg>',
        f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{BOX}</svg>',
        f"{BOX}<path/></svg><svg/>",
    ],
)
def test_what_is_no_icon_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        svg(text)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="bytes"):
        read_svg(b" " * (MAX_BYTES + 1), "icon.svg", "icon-x")


PIECES = st.sampled_from(
    [
        "<g>",
        "</g>",
        "<path d='M0 0'/>",
        "<script>",
        "</script>",
        "onload='x'",
        "&lt;",
        "<style>.a{fill:red}</style>",
        "<![CDATA[x]]>",
        "url(#a)",
        "<g id='a' ",
        ">",
        "<use href='#a'/>",
        "\x00",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_comes_out_is_harmless(inside: str) -> None:
    try:
        markup = svg(f"{BOX}{inside}</svg>")[1]
    except InputError:
        return
    ElementTree.fromstring(markup)
    assert not re.search(r"<(script|use|a|image|style|text|foreignObject)\b|\son\w+=|javascript|https?:", markup, re.IGNORECASE)


def png(width: int = 1, height: int = 1, *extra: tuple[bytes, bytes]) -> bytes:
    def chunk(tag: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + tag + content + struct.pack(">I", zlib.crc32(tag + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*item) for item in extra) + body + chunk(b"IEND", b"")


def test_a_png_becomes_an_image_without_its_metadata() -> None:
    view_box, markup = read_png(png(1, 1, (b"tEXt", b"Author\x00secret"), (b"iCCP", b"x")), "icon.png", "icon-x")
    assert view_box == "0 0 1 1"
    assert markup.startswith('<image width="1" height="1" xlink:href="data:image/png;base64,')
    assert markup == read_png(png(), "icon.png", "icon-x")[1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        png()[:-8],
        png()[:20],
        png(5000, 1),
        png(0, 1),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
        b"<svg/>",
        b" " * (MAX_BYTES + 1),
    ],
)
def test_a_png_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_png(data, "icon.png", "icon-x")


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_readers(data: bytes) -> None:
    for read in (read_svg, read_png):
        for content in (data, b"\x89PNG\r\n\x1a\n" + data, BOX.encode() + data):
            try:
                read(content, "icon", "icon-x")
            except InputError:
                continue


@pytest.mark.parametrize("name", ["Icon-Architecture/48/Arch_Amazon-EC2_48", "A round thing", 'x"y'])
def test_an_id_that_nothing_can_refer_to_is_taken_away(name: str) -> None:
    shape = f"<rect id={quoteattr(name)} width='1' height='1'/>"
    _, content = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shape}</svg>'.encode(), "x.svg", "i")
    assert content == '<g><rect height="1" width="1"></rect></g>'
