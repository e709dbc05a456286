"""What a network interface is called on its card where nobody that the network knows owns it."""

import re
from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.cards import SOFT_MOST
from vpcviz.layout.kind_names import kind_words, some_names
from vpcviz.layout.style import text_width
from vpcviz.layout.widgets import CARD_ICON, CARD_MOST, Item, icon_name
from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type
from vpcviz.text import clean
from vpcviz.text.cleaning import REPLACEMENT

NAME_ROOM = CARD_MOST - CARD_ICON - 22
"""So much of a name shows on a card before it is shortened (px)."""

MOST_TOLD = 4

SOME = 18
"""So many characters name some of what is one card."""

_WHOLE = re.compile(
    r"(?<![\w.:-])(?:"
    r"(?:[a-z][a-z0-9]*-)+[0-9a-f]{8,40}"  # an id of AWS
    r"|\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?"
    r"|(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{2,39}(?:/\d{1,3})?"
    r")(?![\w:-]|\.\d)"
)
"""Ids and addresses in a text: they are never shortened."""


_NOTHING = f" {REPLACEMENT}"


def type_words(word: str) -> str:
    """What an interface of a type is called; "" for a type that is newer than vpcviz."""
    known = interface_type(word)
    return known.words if known is not None else ""


def type_icon(word: str) -> str:
    """The name of the icon of an interface of a type."""
    known = interface_type(word)
    return known.icon if known is not None else "eni"


def called(interface: r.NetworkInterface) -> tuple[str, list[Item]]:
    """The name of an interface: its owner's, its own, what its description says, or what its type is called.

    With the lines that give ids and addresses whole where the name is so long that it will be shortened.
    """
    for name in (interface.owner_name, interface.name, interface.owner, interface.description):
        if name and clean(name).strip(_NOTHING):
            break
    else:
        return type_words(interface.type) or f"{clean(interface.type)} network interface", []
    newer = [Item(f"type {clean(interface.type)}", "small")] if interface.type and interface_type(interface.type) is None else []
    if text_width(name, "name") <= NAME_ROOM:
        return name, newer
    shown = {*interface.private_ips, *interface.ipv6s, interface.public_ip}
    told = [word for word in dict.fromkeys(_WHOLE.findall(clean(name))) if word not in shown]
    return name, [*newer, *(Item(word, "small") for word in told[:MOST_TOLD])]


def counted(owners: Sequence[r.Resource], inside: str) -> Item:
    """The line of a card that stands for many owners of interfaces of one kind: some of their names, or how many they are."""
    words = kind_words(owners[0].kind, len(owners))
    if all(one.label != one.id for one in owners):
        names = [one.label for one in owners]
        told = (some_names(names, room) for room in (SOME, SOME * 2 // 3, 1))
        words = next((named for named in told if text_width(named, "small") <= SOFT_MOST), words)
    return Item(words, "small", owners[0].kind, "", (("more", str(len(owners))), ("in", inside)), whole=False)


def is_called_below(card: Box) -> bool:
    """Whether a card's wires lead down: to endpoints on the lower border."""
    return card.kind == "eni" and card.says is not None and icon_name(card.says.icon) == icon_name("interface-endpoint")
