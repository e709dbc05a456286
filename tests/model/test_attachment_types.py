"""Types of transit gateway attachments: what AWS says of each, and of one that is newer than vpcviz."""

from vpcviz.model import CLASSES
from vpcviz.model.attachment_types import ATTACHMENT_TYPES, LAST, attachment_type


def test_what_can_be_attached_has_its_type() -> None:
    assert {kind.ATTACHED_AS for kind in CLASSES.values() if kind.ATTACHED_AS} == ATTACHMENT_TYPES.keys() - {"other"}


def test_routes_rank_by_what_propagates_them() -> None:
    """Transit Gateway Guide, "Route evaluation order": VPC, Direct Connect gateway, Connect, Site-to-Site VPN, peering."""
    ranked = [word for word, known in ATTACHMENT_TYPES.items() if known.rank < LAST]
    assert sorted(ranked, key=lambda word: ATTACHMENT_TYPES[word].rank) == [
        "vpc",
        "direct-connect-gateway",
        "connect",
        "vpn",
        "peering",
    ]


def test_a_newer_type_is_called_by_its_word() -> None:
    newer = attachment_type("quantum-link")
    assert (newer.words, newer.rank, newer.premises) == ("quantum link", LAST, False)
