"""Whose a network interface is: from its attachment, its description (AWS's own texts), its requester, and what owners tell."""

import re
from functools import cache, lru_cache

from vpcviz.aws.estate import Estate, own
from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type
from vpcviz.model.shapes import telling_interfaces

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_PATTERNS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("ELB ",), r"ELB (?P<id>[a-z]+/(?P<name>[^/]+)/[0-9a-f]+)\Z", "load balancer"),
    (("ELB ",), r"ELB (?P<name>[^/]+)\Z", "classic load balancer"),
    (("Interface for NAT Gateway ",), r"Interface for NAT Gateway (?P<id>nat-[0-9a-f]+)", "id"),
    (("VPC Endpoint Interface ",), r"VPC Endpoint Interface (?P<id>vpce-[0-9a-f]+)", "id"),
    (("EC2 Instance Connect ",), r"EC2 Instance Connect endpoint (?P<id>eice-[0-9a-f]+)", "id"),
    (("Transit Gateway ",), r"Network [Ii]nterface for Transit Gateway Attachment (?P<id>tgw-attach-[0-9a-f]+)", "id"),
    (("Route 53 Resolver: ",), r"Route 53 Resolver: (?P<id>rslvr-(?:in|out)-[0-9a-f]+)", "id"),
    (("EFS mount target ",), r"EFS mount target for (?P<name>fs-[0-9a-f]+) \((?P<id>fsmt-[0-9a-f]+)\)", "EFS"),
    (("AWS Lambda VPC ENI-",), rf"AWS Lambda VPC ENI-(?P<name>.+)-{_UUID}\Z", "lambda-function"),
    (("AWS Lambda VPC ENI:",), r"AWS Lambda VPC ENI: ?(?P<name>.+)\Z", "lambda-function"),
    ((":attachment/",), r"arn:aws[a-z-]*:ecs:[^:]*:\d+:attachment/", "ECS task"),
    (("Amazon EKS ",), r"Amazon EKS (?P<name>[A-Za-z0-9][A-Za-z0-9_-]*)\Z", "eks-cluster"),
    (("aws-K8S-",), r"aws-K8S-(?P<id>i-[0-9a-f]+)", "id"),
    (("ElastiCache ",), r"ElastiCache (?P<name>\S+)", "elasticache-cluster"),
    (("ElastiCache+",), r"ElastiCache\+(?P<name>\S+)", "elasticache-cluster"),
    (("ES ",), r"ES (?P<name>\S+)\Z", "opensearch-domain"),
    (("DBProxy ",), r"Network interface for DBProxy (?P<name>\S+)", "rds-proxy"),
    (("RDSNetworkInterface",), r"(?:RDSNetworkInterface)", "RDS"),
    (("RedshiftNetworkInterface",), r"(?:RedshiftNetworkInterface)", "Redshift"),
    (("DMSNetworkInterface",), r"DMSNetworkInterface", "Database Migration Service"),
    (("DAX ",), r"DAX (?P<name>\S+)", "DAX"),
    (("ClientVPN ",), r"ClientVPN Endpoint resource", "Client VPN"),
    (("reated ",), r"[Cc]reated [Bb]y Amazon [Ww]ork[Ss]paces", "WorkSpaces"),
    (("AWS created ",), r"AWS created network interface for (?:directory )?(?P<name>d-[0-9a-f]+)", "Directory Service"),
    (("AWS CodeBuild",), r"AWS CodeBuild", "CodeBuild"),
    (("Attached to Glue",), r"Attached to Glue", "Glue"),
    (("SageMaker",), r"\[?.*SageMaker", "SageMaker"),
    (("Amazon FSx", "file system "), r".*Amazon FSx|.*file system (?P<name>fs-[0-9a-f]+)", "FSx"),
    (("MSK", "kafka"), r"MSK|.*kafka", "MSK"),
    (("VPC Link", "VpcLink"), r"VPC Link|.*VpcLink", "API Gateway VPC link"),
)
"""AWS's texts for interfaces that its services make: words of which a text has one, a regular expression, and whose it is. They
were seen in the documentation and in public account data. An expression is compiled where a text has such words."""

_compiled = cache(re.compile)

_BY_REQUESTER = {
    "amazon-elb": "load balancer",
    "amazon-rds": "RDS",
    "amazon-redshift": "Redshift",
    "amazon-elasticache": "ElastiCache",
    "amazon-elasticsearch": "OpenSearch",
    "amazon-workspaces": "WorkSpaces",
    "amazon-aws-managed": "",
}


def _service_of(requester: str) -> str:
    """The service in a requester's name, such as `amazon-appstream`; "" for the account ids and keys of others."""
    found = re.fullmatch(r"(?:amazon|aws)-([a-z][a-z0-9-]*)", requester)
    return found[1] if found and requester not in _BY_REQUESTER else ""


@lru_cache(maxsize=1 << 10)
def _service(kind: str, description: str, requester: str, managed: bool) -> str:
    """The service that an interface of AWS's type `kind` is of, "" where nothing says it."""
    known = interface_type(kind)
    by_type = known.maker if known is not None else ""
    by_requester = _BY_REQUESTER.get(requester, "")
    if by_type or by_requester:
        return by_type or by_requester
    return (description or _service_of(requester)) if managed else ""


class Owners:
    """Looks up owners by what their interfaces' descriptions say."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate
        self.balancers: dict[str, str] = {}
        self.named: dict[tuple[str, str, str, str], str] = {}
        self.ids = set(estate.interfaces).union(*estate.things.values())
        for arn, thing in sorted(estate.things["load_balancers"].items()):
            self.balancers[arn.partition(":loadbalancer/")[2]] = arn
            self.named[(thing.get("region", ""), thing.get("account", ""), thing["type"], thing.get("name", ""))] = arn
        for identity, thing in sorted(estate.things["workloads"].items()):
            key = (thing.get("region", ""), thing.get("account", ""), thing["type"], thing.get("name", ""))
            self.named.setdefault(key, identity)

    def assign(self) -> None:
        """Fill in `owner` and `owner_name` of every interface that has none yet."""
        interfaces = self.estate.interfaces
        for collection in telling_interfaces():
            for identity, thing in sorted(self.estate.things[collection].items()):
                for interface in thing.get("network_interfaces", ()):
                    if interface in interfaces:
                        own(interfaces[interface], identity)
        for identity, record in interfaces.items():
            if not record.owner:
                owner, name = self._owner(record, *self.estate.requesters.get(identity, ("", False)))
                if owner or name:
                    own(record, owner, name)
        self._by_networks()

    def _owner(self, interface: r.NetworkInterface, requester: str, managed: bool) -> tuple[str, str]:
        description = interface.description
        for signs, pattern, kind in _PATTERNS if description else ():
            found = _compiled(pattern).match(description) if any(sign in description for sign in signs) else None
            if found is None:
                continue
            groups = found.groupdict()
            identity, name = groups.get("id") or "", groups.get("name") or ""
            if kind == "load balancer":
                return self.balancers.get(identity, ""), f"load balancer {name}"
            if kind == "classic load balancer":
                return self._named(interface, "classic", name), f"load balancer {name}"
            if identity:
                return identity, "" if identity in self.ids else (name or identity)
            if name and "-" in kind:
                return self._named(interface, kind, name), f"{kind} {name}"
            return "", f"{kind} {name}".strip()
        return "", _service(interface.type, description, requester, managed)

    def _named(self, interface: r.NetworkInterface, kind: str, name: str) -> str:
        return self.named.get((interface.region, interface.account, kind, name), "")

    def _by_networks(self) -> None:
        """Databases and clusters whose interfaces' descriptions name none: by address, or by groups, subnets and zones.

        Where several would fit, none is named: a guess would be worse.
        """
        by_ip = {
            (thing["vpc"], ip): identity
            for identity, thing in sorted(self.estate.things["workloads"].items())
            for ip in self.estate.addresses_of.get(identity, ())
        }
        databases: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for identity, thing in sorted(self.estate.things["workloads"].items()):
            if thing["type"] in ("rds-instance", "docdb-cluster", "neptune-cluster"):
                databases.setdefault((thing["vpc"], tuple(sorted(thing["security_groups"]))), []).append(identity)
        for interface in self.estate.interfaces.values():
            if interface.owner:
                continue
            if interface.owner_name == "Redshift":
                own(interface, by_ip.get((interface.vpc, next(iter(interface.private_ips), "")), ""))
            elif interface.owner_name == "RDS":
                key = (interface.vpc, tuple(sorted(interface.security_groups)))
                fitting = [one for one in databases.get(key, ()) if self._fits(one, interface)]
                own(interface, fitting[0] if len(fitting) == 1 else "")

    def _fits(self, database: str, interface: r.NetworkInterface) -> bool:
        """Whether an interface stands where a database may have one: in its subnet group, in a zone that it is in."""
        subnets = self.estate.things["workloads"][database].get("subnets", ())
        zones = self.estate.zones_of.get(database, ())
        return interface.subnet in subnets and (not zones or interface.zone in zones)
