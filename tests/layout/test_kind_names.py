"""What people call kinds of things, one and several."""

import pytest

from vpcviz.layout.kind_names import kind_words


@pytest.mark.parametrize(
    ("kind", "one", "several"),
    [
        ("peering-mesh", "1 peering mesh", "2 peering meshes"),
        ("vpc", "1 VPC", "2 VPCs"),
        ("gateway-endpoint", "1 gateway endpoint", "2 gateway endpoints"),
    ],
)
def test_a_count_has_the_plural_of_its_kind(kind: str, one: str, several: str) -> None:
    assert (kind_words(kind, 1), kind_words(kind, 2)) == (one, several)
