"""Networks that can be shown to strangers: stable stand-ins for what identifies an account; the structure stays.

Every text field is replaced or emptied unless it is listed here as telling nothing of the owner: a field that is new in the model
is redacted until somebody says otherwise.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from msgspec import structs

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order, parse_block
from vpcviz.model.services import service_label
from vpcviz.spec.canonical import canonical

_KEPT = frozenset(
    """region type state status scheme target_type connectivity protocol origin direction action kind icon zone zones zone_id
    requester_region accepter_region resource_region service_region supported_regions endpoint_types error operation feeds
    location_type routing failover cross_zone""".split()
)
"""Fields whose texts are AWS's own words, the same in every account."""

_ADDRESSES = frozenset(
    """cidr cidrs ipv6_cidrs private_ips ipv6s prefixes public_ip private_ip ip entries static_routes allowed_prefixes
    requester_cidrs accepter_cidrs target_ips ntp_servers client_cidr outside_ip inside_cidr""".split()
)
"""Fields that hold addresses and CIDRs."""

_EMPTIED = frozenset(
    {"description", "note", "location", "stamp", "title", "message", "principals", "allowed_principals", "provider", "ntp_servers"}
)
"""Fields of free text: nothing of it is needed to draw."""

_AWS_NAME = re.compile(r"(?:com\.amazonaws|aws)\.[a-z0-9.-]+\Z")
_AWS_ID = re.compile(r"((?:[a-z][a-z0-9]*-)+)[0-9a-f]{8,17}\Z")
_AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".aws.dev", ".on.aws")
_PRIVATE = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "0.0.0.0/32")
)
_PRIVATE_6 = tuple(ip_network(text) for text in ("fc00::/7", "fe80::/10", "::1/128", "2001:db8::/32", "64:ff9b::/96"))


def redacted(network: Network) -> Network:
    """The network with stand-ins for account ids, ids, names, public addresses and domains; without tags, policies and free texts.

    The same network gives the same stand-ins. Private addresses, regions, zones, and the names of AWS's own services stay.
    """
    return _Redaction(canonical(network)).result()


def stand_ins(network: Network) -> dict[str, str]:
    """By id: the id that a resource has in the redacted network."""
    return _Redaction(canonical(network)).ids


class _Redaction:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.ids: dict[str, str] = {}
        self.accounts: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.public: dict[str, str] = {}
        self.blocks: dict[str, int] = {}
        self._number()

    # --- numbering: everything gets its stand-in before anything is replaced, in the order of the original's ids ---

    def _number(self) -> None:
        accounts = {account for item in self.network for account in _accounts_of(item) if account}
        for number, account in enumerate(sorted(accounts), 1):
            self.accounts[account] = f"{number:012d}"
        counts: dict[str, int] = {}
        for collection in COLLECTIONS:
            for item in sorted(getattr(self.network, collection), key=lambda one: one.id):
                self._number_one(collection, item, counts)
        own = {cidr for vpc in self.network.vpcs for cidr in vpc.cidrs if not _is_private(cidr)}
        addresses = {text for item in self.network for text in _addresses_in(item)}
        self.wide = sorted(own)
        for number, text in enumerate(
            sorted((text for text in addresses if _is_public_ip(text) and not self._inside_own(text)), key=address_order)
        ):
            self.public[text] = _documentation_ip(number)

    def _number_one(self, collection: str, item: r.Resource, counts: dict[str, int]) -> None:
        kind, match = item.kind, _AWS_ID.match(item.id)
        sort = match.group(1) if match else kind
        counts[sort] = number = counts.get(sort, 0) + 1
        if collection == "accounts":
            self.ids[item.id] = self.accounts[item.id]
        elif collection == "zones" or _AWS_NAME.match(item.id):
            self.ids[item.id] = self._service(item.id)
        else:
            self.ids[item.id] = f"{sort}{number:017x}" if match else f"{kind}-{number}"
        if item.name and collection == "hosted_zones" and not item.name.endswith(_AWS_DOMAINS):
            self.names[item.name] = f"zone-{number}.example"
        elif item.name and self._is_own_name(item):
            self.names.setdefault(item.name, f"{kind}-{number}")

    def _is_own_name(self, item: r.Resource) -> bool:
        """Whether a name is the owner's, and not AWS's name of a service, a list or a domain."""
        aws = _AWS_NAME.match(item.name) or item.name.endswith(_AWS_DOMAINS)
        return not aws and not (isinstance(item, r.Service) and item.name == service_label(item.id))

    def _inside_own(self, text: str) -> bool:
        block = parse_block(text)
        return block is not None and any((own := parse_block(cidr)) is not None and own.contains(block) for cidr in self.wide)

    # --- replacing ---

    def result(self) -> Network:
        """The redacted network."""
        made = {name: tuple(self._record(item) for item in getattr(self.network, name)) for name in COLLECTIONS}
        gaps = tuple(self._record(gap) for gap in self.network.gaps)
        return structs.replace(self.network, title="", description="", stamp="", gaps=gaps, **made)

    def _record(self, item: Any) -> Any:
        changes = {}
        for field in structs.fields(item):
            value = getattr(item, field.name)
            if value or field.name == "policy":
                changes[field.name] = self._value(item, field.name, value)
        return structs.replace(item, **changes)

    def _value(self, item: Any, field: str, value: Any) -> Any:
        if field == "asn" and value is not None:
            return self._asn(value)
        if isinstance(value, (bool, int)) or value is None:
            return value
        if field in ("tags", "forwarders", "conditions") or (field == "records" and isinstance(value, Mapping)):
            return {}
        if field == "policy":
            return None if value and not isinstance(item, r.NetworkFirewall) else ""
        if field in _EMPTIED:
            return () if isinstance(value, tuple) else ""
        if isinstance(value, tuple):
            return tuple(self._record(one) if isinstance(one, r.Record) else self._text(item, field, one) for one in value)
        if isinstance(value, Mapping):
            return {
                self._text(item, "ip" if field in ("public_ips", "carrier_ips", "customer_owned_ips") else "id", key): self._text(
                    item, "id", one
                )
                for key, one in value.items()
            }
        return self._text(item, field, value)

    def _text(self, item: Any, field: str, text: str) -> str:
        if field in _KEPT or (field == "service" and isinstance(item, r.Gap)) or not text:
            return text
        if isinstance(item, r.PrefixList) and field in ("entries", "name") and item.name.startswith("com.amazonaws."):
            return text
        if field == "name":
            return self._name(item, text)
        if field == "owner_name":
            return self.labels.setdefault(text, f"owner-{len(self.labels) + 1}")
        if field in _ADDRESSES or parse_block(text) is not None:
            return self._address(text)
        if text in self.ids:
            return self.ids[text]
        if text in self.accounts:
            return self.accounts[text]
        if field in ("service", "id") and _AWS_NAME.match(text):
            return self._service(text)
        if field in ("dns_name", "dns_names", "private_dns_names", "private_dns_name", "alias", "domain", "values", "domain_name"):
            return self._domain(text)
        if field in ("local", "target") and text == "local":
            return text
        if field == "domain_name_servers" and text == "AmazonProvidedDNS":
            return text
        return self._unknown_id(text)

    def _unknown_id(self, text: str) -> str:
        """A stand-in for an id of something that is not in the network."""
        if text not in self.ids:
            match = _AWS_ID.match(text)
            self.ids[text] = f"{match.group(1)}f{len(self.ids):016x}" if match else f"unseen-{len(self.ids)}"
        return self.ids[text]

    def _name(self, item: Any, text: str) -> str:
        if isinstance(item, r.DnsRecord):
            return self._domain(text)
        if isinstance(item, r.Resource) and not self._is_own_name(item):
            return text
        return self.names.get(text) or self.names.setdefault(text, f"name-{len(self.names) + 1}")

    def _service(self, text: str) -> str:
        """A service's name: AWS's own stay, an endpoint service's is made of its id's stand-in."""
        head, _, last = text.rpartition(".")
        if not last.startswith("vpce-svc-"):
            return text
        return f"{head}.{self.ids.get(last) or self._unknown_id(last)}"

    def _domain(self, text: str) -> str:
        if parse_block(text) is not None:
            return self._address(text)
        for zone in sorted(self.names, key=len, reverse=True):
            if self.names[zone].endswith(".example") and (text == zone or text.endswith(f".{zone}")):
                inside = text[: -len(zone)].rstrip(".")
                labels = [label if label in ("*", "_") else self._label(label) for label in inside.split(".") if label]
                return ".".join([*labels, self.names[zone]])
        if text.endswith(_AWS_DOMAINS):
            return self._aws_domain(text)
        return f"{self._label(text)}.example"

    def _aws_domain(self, text: str) -> str:
        """AWS's domain stays; the label that holds an endpoint's id or a load balancer's name is replaced."""
        if (
            ".vpce." not in text
            and ".elb." not in text
            and text.count(".") <= 4
            and not re.search(r"[0-9a-f]{8}", text.split(".")[0])
        ):
            return text
        first, _, rest = text.partition(".")
        if first == "*":
            return f"*.{self._aws_domain(rest)}"
        match = re.match(r"(vpce-[0-9a-f]+)-([a-z0-9]{8})((?:-[a-z]+-[a-z]+-\d[a-z])?)\Z", first)
        if match:
            identity = self.ids.get(match.group(1)) or self._unknown_id(match.group(1))
            rest = ".".join(
                self.ids.get(part) or (self._unknown_id(part) if part.startswith("vpce-svc-") else part) for part in rest.split(".")
            )
            return f"{identity}-redacted{match.group(3)}.{rest}"
        kept = [part for part in rest.split(".") if not re.search(r"[0-9a-f]{8}", part)]
        return ".".join([self._label(first), *kept])

    def _asn(self, value: int) -> int:
        """Private numbers stay; others become numbers for documentation (RFC 5398)."""
        if 64512 <= value <= 65534 or 4200000000 <= value <= 4294967294:
            return value
        return 64496 + int(self.labels.setdefault(f"AS{value}", str(sum(1 for one in self.labels if one.startswith("AS")) % 16)))

    def _label(self, text: str) -> str:
        return self.labels.setdefault(text, f"host-{len(self.labels) + 1}")

    # --- addresses ---

    def _address(self, text: str) -> str:
        if text in self.public:
            return self.public[text]
        block = parse_block(text)
        if block is None or _is_private(text) or block.length < 8:
            return text if block is not None else self._unknown_id(text)
        if block.version == 6:
            return self._address_6(text)
        network = ip_network(text, strict=False)
        if block.length == 32 and not self._inside_own(text):
            stand_in = self.public.setdefault(text.partition("/")[0], _documentation_ip(len(self.public)))
            return stand_in + ("/32" if "/" in text else "")
        return self._moved(text, int(network.network_address) if "/" in text else block.first, 32, 16)

    def _address_6(self, text: str) -> str:
        return self._moved(text, int(ip_address(text.partition("/")[0])), 128, 48)

    def _moved(self, text: str, value: int, bits: int, kept: int) -> str:
        """A public CIDR or an address in one: its first 16 (IPv6: 48) bits become a stand-in's, so that it holds the same."""
        head = value >> (bits - kept)
        number = self.blocks.setdefault(f"{bits}/{head}", sum(1 for key in self.blocks if key.startswith(f"{bits}/")))
        start = (int(ip_address("240.0.0.0")) >> 16) + number if bits == 32 else (int(ip_address("2001:db8::")) >> 80) + number
        rest = value & ((1 << (bits - kept)) - 1)
        address = ip_address((start << (bits - kept)) | rest)
        length = text.partition("/")[2]
        if not length:
            return str(address)
        return str(ip_network(f"{address}/{max(int(length), kept)}", strict=False))


def _accounts_of(item: Any) -> list[str]:
    found = [
        getattr(item, field)
        for field in ("account", "requester_account", "accepter_account", "resource_account")
        if hasattr(item, field)
    ]
    found += [connection.account for connection in getattr(item, "connections", ())]
    return [*found, item.id] if isinstance(item, r.Account) else found


def _addresses_in(item: Any) -> list[str]:
    """Every text in a record, and in the records that it holds, that is an address."""
    found = []
    for field in structs.fields(item):
        value = getattr(item, field.name)
        for one in value if isinstance(value, tuple) else value.values() if isinstance(value, Mapping) else (value,):
            if isinstance(one, r.Record):
                found += _addresses_in(one)
            elif isinstance(one, str) and _is_public_ip(one):
                found.append(one)
    return found


def _is_public_ip(text: str) -> bool:
    try:
        return ip_address(text).version == 4 and not _is_private(text)
    except ValueError:
        return False


def _is_private(text: str) -> bool:
    """Whether an address or CIDR is one that everybody uses: private, shared, link-local, or everything (0.0.0.0/0)."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return False
    if network.prefixlen == 0:
        return True
    blocks = _PRIVATE if network.version == 4 else _PRIVATE_6
    return any(network.subnet_of(block) for block in blocks)  # type: ignore[arg-type]


def _documentation_ip(number: int) -> str:
    """An address of the blocks for documentation (RFC 5737), and then for benchmarks (RFC 2544)."""
    blocks = ("192.0.2.0", "198.51.100.0", "203.0.113.0")
    if number < 3 * 254:
        return str(ip_address(int(ip_address(blocks[number // 254])) + number % 254 + 1))
    return str(ip_address(int(ip_address("198.18.0.0")) + number - 3 * 254))
