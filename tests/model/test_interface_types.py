"""Types of network interfaces are declared once, with words and an icon that is there."""

import pytest

from vpcviz.icons import find, icon_for
from vpcviz.model.interface_types import INTERFACE_TYPES, has_groups, interface_type


@pytest.mark.parametrize("word", sorted(INTERFACE_TYPES))
def test_a_type_has_words_and_an_icon(word: str) -> None:
    known = INTERFACE_TYPES[word]
    assert known.words[0].isupper()
    find(icon_for(known.icon))
    assert known.sends or not known.own


def test_awss_spelling_in_capitals_is_the_same_type() -> None:
    assert interface_type("natGateway") is interface_type("nat_gateway")
    assert interface_type("sideways") is None


@pytest.mark.parametrize(
    ("word", "groups"),
    [("natGateway", False), ("nat_gateway", False), ("transit_gateway", False), ("lambda", True), ("sideways", True)],
)
def test_which_always_have_security_groups(word: str, groups: bool) -> None:
    """A newer type is taken to have some: where none were read, what they let through is not known."""
    assert has_groups(word) is groups
