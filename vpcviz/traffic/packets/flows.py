"""The values of a trace: the flow that is asked about, the hops of its way, the verdict. All frozen, all plain data."""

from typing import Any, Literal

from msgspec import Struct

Verdict = Literal["delivered", "delivered-but-asymmetric", "blocked", "no-route", "name-not-resolved", "unknown"]
"""How a trace ends, a closed set; docs/trace.md says what each means."""

VERDICTS: tuple[Verdict, ...] = ("delivered", "delivered-but-asymmetric", "blocked", "no-route", "name-not-resolved", "unknown")

Action = Literal[
    "ask",
    "answer",
    "forward-query",
    "leave",
    "allow",
    "deny",
    "route",
    "forward",
    "translate",
    "inspect",
    "balance",
    "arrive",
    "deliver",
    "drop",
    "unknown",
]
"""What a hop does with a packet (or, in `dns`, with a query), a closed set; docs/trace.md says what each means."""

Protocol = Literal["tcp", "udp", "icmp", "icmpv6"]

NUMBERS = {"icmp": "1", "tcp": "6", "udp": "17", "icmpv6": "58"}
"""IP protocol numbers of the protocols by name, as text; rules may write either."""


class Flow(Struct, frozen=True, kw_only=True):
    """What is asked: `source` and `target` as the user wrote them, `protocol`, and the destination `port` (ignored for ICMP).

    `ipv6` asks for IPv6 where both ends have both.
    """

    source: str
    target: str
    protocol: Protocol = "tcp"
    port: int = 443
    ipv6: bool = False


class Hop(Struct, frozen=True):
    """One step of a way: the resource `id` (or a service's name, `internet`), its `kind` as in the picture, what it does
    with the packet, and the fact that this rests on. `at` is the interface or subnet whose filter or route table it is.
    """

    id: str
    kind: str
    action: Action
    because: str
    at: str = ""


Part = Literal["dns", "forward", "return"]
"""The part of a trace that a step is in: the name's resolution, the way out, the way back."""


class Condition(Struct, frozen=True, kw_only=True):
    """What an unknown verdict hangs on: what was not read, and what it would have to say.

    The resource `id` of this `kind` is at step `step` (from 1, 0 where it has none of its own) of `way`; the flow is delivered if
    `needs` holds, a clause such as "network ACL of app-a lets in tcp 443 from 10.0.0.10". `missing` is what would tell.
    """

    way: Part
    step: int
    id: str
    kind: str
    needs: str
    missing: str


class Edit(Struct, frozen=True, kw_only=True):
    """One step of a suggested change: `set` a field of the resource `id` of a collection to `value`, or `add` it to the field's
    list (or mapping); without a field the value is a resource to add to the collection. Collections, fields and values are
    those of snapshots.
    """

    op: Literal["add", "set"]
    collection: str
    id: str
    field: str
    value: Any


class Trace(Struct, frozen=True, kw_only=True):
    """The answer to a flow.

    `reason` is a code of `packets.codes`, `explanation` a sentence for people. For what is not delivered, `change` is the
    smallest change that would let it through or further, `edits` the same as values, where it can be made as it is; `missing`
    names what an unknown verdict lacks, `conditions` what it hangs on: it is delivered if all of them hold. `dns` holds the
    steps of the name's resolution, `forward` and `back` the hops of the packet and of its answer; where the flow ends early the
    last hop
    is the one that ends it. `stays_on_aws_network` is None where nothing is delivered or it is not known. `address` is the
    destination address of the traced packet, `addresses` all that the name stands for. `notes` are what cannot be known
    from the network's configuration (an appliance's own rules, say) and what was assumed.
    """

    flow: Flow
    verdict: Verdict
    reason: str
    explanation: str
    change: str = ""
    edits: tuple[Edit, ...] = ()
    missing: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    stays_on_aws_network: bool | None = None
    dns: tuple[Hop, ...] = ()
    forward: tuple[Hop, ...] = ()
    back: tuple[Hop, ...] = ()
    source_address: str = ""
    address: str = ""
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def delivered(self) -> bool:
        """Whether the packet arrives and its answer comes back."""
        return self.verdict in ("delivered", "delivered-but-asymmetric")

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The hops of the way out, which a cost is counted from."""
        return self.forward
