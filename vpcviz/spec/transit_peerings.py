"""Peerings of transit gateways that a spec writes at both: AWS has one attachment, which both gateways list under one id."""

from typing import Any

from vpcviz.spec.drafts import Book, Draft

OTHER_END = "at_other_end"
"""Among the extra words of a draft: the gateway at its other end, and what the attachment is called there."""


def join_peerings(book: Book) -> None:
    """Make one attachment of two that lead from each of two gateways to the other.

    Source: EC2 API Reference, "TransitGatewayPeeringAttachment" (one id, RequesterTgwInfo and AccepterTgwInfo).
    """
    gateways: dict[str, list[Draft]] = {}
    for gateway in book["transit_gateways"]:
        for word in _words(gateway):
            gateways.setdefault(word, []).append(gateway)
    waiting: dict[tuple[int, int], list[Draft]] = {}
    for attachment in [*book["transit_gateway_attachments"]]:
        near = _gateway(attachment.get("transit_gateway"), gateways)
        far = _gateway(attachment.get("resource"), gateways)
        if near is None or far is None or near is far or attachment.get("type") not in ("", "peering"):
            continue
        others = waiting.get((id(far), id(near)), [])
        other = next((one for one in others if _may_be_one(one, attachment)), None)
        if other is None:
            waiting.setdefault((id(near), id(far)), []).append(attachment)
            continue
        others.remove(other)
        other.fields = {**attachment.fields, **other.fields}
        other.extra[OTHER_END] = (near, _words(attachment))
        book["transit_gateway_attachments"].remove(attachment)


def names_at(attachment: Draft, gateway: int) -> set[str]:
    """What an attachment is called at a gateway, which is told by its draft's `id()`."""
    other, words = attachment.extra.get(OTHER_END, (None, set()))
    return words if other is not None and id(other) == gateway else {attachment.name, attachment.key} - {""}


def _words(draft: Draft) -> set[str]:
    return {draft.get("id"), draft.name, draft.key} - {""}


def _gateway(value: Any, gateways: dict[str, list[Draft]]) -> Draft | None:
    """The transit gateway that a field names, if there is just one."""
    if isinstance(value, Draft):
        return value if value.kind == "transit_gateways" else None
    found = gateways.get(value, []) if isinstance(value, str) else []
    return found[0] if len(found) == 1 else None


def _may_be_one(one: Draft, other: Draft) -> bool:
    """Two with ids of their own that differ are two peerings of the same gateways."""
    ids = {one.get("id"), other.get("id")} - {""}
    return len(ids) < 2
