"""Stand-ins for DNS names, label by label: what is below a domain stays below its stand-in; AWS's own words stay."""

import re
from collections.abc import Callable

from vpcviz.model.domain_names import in_domain, normal
from vpcviz.model.partitions import is_region
from vpcviz.redaction.addresses import is_private
from vpcviz.redaction.allowlist import aws_domains, aws_labels, is_zone
from vpcviz.redaction.tokens import Place, Tokens, digest, words

_NAME = re.compile(r"[A-Za-z0-9_*@.-]{1,255}\Z")
_KEPT_LABELS = frozenset({"*", "@", "_tcp", "_udp", "_tls"})
_REVERSED = re.compile(r"(?:[0-9]{1,3}\.)*(?:10|168\.192|(?:1[6-9]|2[0-9]|3[01])\.172|254\.169|127)\.in-addr\.arpa\Z")
_ENDPOINT = re.compile(r"(vpce-[0-9a-z-]*?[0-9a-f]{8,17})-([a-z0-9]{8})((?:-[a-z]+-[a-z]+-[0-9][a-z])?)\Z")
_IP = re.compile(r"ip-([0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3})\Z")
_INNER = 9
"""The rank of a domain that only names below it tell of."""


class Domains:
    """Stand-ins of a network's DNS names. `identity` gives the stand-in of a resource's id, None for what is no id."""

    def __init__(self, identity: Callable[[str], str | None]) -> None:
        self._identity = identity
        self._noted: list[tuple[str, Place]] = []
        self._zones: set[str] = set()
        self._alone: set[str] = set()
        self._words: dict[str, str] = {}

    def add(self, text: str, place: Place, *, zone: bool = False) -> None:
        """Note a DNS name; `zone` says that it is a domain of its own."""
        name = normal(text) or text
        if not is_name(text) or _REVERSED.match(name):
            return
        if "." not in name:
            self._alone.add(name)
        if zone:
            self._zones.add(name)
        self._noted.append((name, place))

    def noted(self) -> tuple[list[tuple[str, Place]], set[str], set[str]]:
        """What was noted: names, which of them are domains of their own, and which are single labels."""
        return self._noted, self._zones, self._alone

    def take(self, noted: tuple[list[tuple[str, Place]], set[str], set[str]]) -> None:
        """Note what another one has noted."""
        names, zones, alone = noted
        self._noted += names
        self._zones |= zones
        self._alone |= alone

    def settle(self) -> None:
        """All are noted: give each label its stand-in."""
        tokens = Tokens()
        for name, place in self._noted:
            for number, node in enumerate(self._nodes(name)):
                tokens.add(node, place if number == 0 else Place(_INNER, digest("inside", place.digest)))
        self._words = words(tokens.digests(), 6)

    def of(self, text: str) -> str:
        """The stand-in of a DNS name that was noted."""
        name = normal(text) or text
        if name in ("", ".") or _REVERSED.match(name):
            return text
        kept = self._kept(name)
        labels = name.split(".")
        own = labels[: len(labels) - (kept.count(".") + 1 if kept else 0)]
        made = []
        for at, label in enumerate(own):
            node = ".".join(labels[at:])
            if not kept and at == len(own) - 1 and not self._is_top(node):
                continue
            made.append(self._label(label, node, bool(kept)))
        dot = "." if text.endswith(".") else ""
        return ".".join([*made, kept or "example"]) + dot

    def _label(self, label: str, node: str, aws: bool) -> str:
        if label in _KEPT_LABELS:
            return label
        ip = _IP.match(label) if aws else None
        if ip and is_private(ip.group(1).replace("-", ".")):
            return label
        match = _ENDPOINT.match(label)
        identity = self._identity(match.group(1)) if match else self._identity(label)
        if identity is not None and match:
            return f"{identity}-{digest('endpoint', identity)[:8]}{match.group(3) if is_zone(match.group(3)[1:]) else ''}"
        if identity is not None:
            return identity
        return f"{'zone' if node in self._zones else 'host'}-{self._words.get(node) or digest('none')[:6]}"

    def _nodes(self, name: str) -> list[str]:
        """A name and the domains above it that get a stand-in, from the name up."""
        kept = self._kept(name)
        labels = name.split(".")
        count = len(labels) - (kept.count(".") + 1 if kept else 0)
        return [node for at in range(count) if (node := ".".join(labels[at:])) and (kept or at < count - 1 or self._is_top(node))]

    def _is_top(self, node: str) -> bool:
        """Whether a single label is a domain of its own, and not only the end of others (com)."""
        return node in self._alone

    def _kept(self, name: str) -> str:
        """The end of a name that is AWS's own: its domain, and the labels before it that are AWS's words; "" for other names."""
        domain = next((one for one in aws_domains() if in_domain(name, one)), "")
        if not domain:
            return ""
        labels = name[: -len(domain)].rstrip(".").split(".") if name != domain else []
        while labels and (labels[-1] in aws_labels() or is_region(labels[-1]) or is_zone(labels[-1])):
            domain = f"{labels.pop()}.{domain}"
        return domain


def is_name(text: str) -> bool:
    """Whether a text could be a DNS name at all."""
    return bool(_NAME.match(text)) and not text.startswith("..")
