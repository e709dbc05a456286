"""A generator of estates: VPCs x zones x subnets x network interfaces, as spec, as snapshot, and as DOT with clusters for Graphviz.

    python benchmarks/estates.py --vpcs 64 --zones 3 --subnets 3 --enis 4 --kind hub --out DIR

Kinds: `hub` (a transit gateway in each region), `mesh` (peering meshes of twelve VPCs), `mixed` (3 accounts and 4 regions,
transit gateways that are peered, peering, VPN, shared zones), `irregular` (sizes and links by long-tailed distributions). The
same arguments give the same bytes; an estate of one VPC more holds the smaller one unchanged, but for the links to the new VPC.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from estate_dot import dot_source
from estate_hubs import ACCOUNTS, REGIONS, hub_of, on_premises, transit_gateways
from estate_vpc import Parts, Plan, VpcBuilder, identifier, prefix_list, vpc_cidr, vpc_id
from msgspec import structs

from vpcviz.model import Network
from vpcviz.model import resources as r

KINDS = ("hub", "mesh", "mixed", "irregular")
TEAMS = ("orders", "billing", "catalog", "search", "ledger", "fleet", "media", "identity", "pricing", "reports", "mobile", "web")
STAGES = ("prod", "staging", "dev")
MESH = 12
SERVICES = ("sqs", "kms", "ssm", "logs", "secretsmanager", "execute-api", "ecr.api", "sts")


@dataclass(frozen=True)
class Size:
    """How large an estate is: VPCs, zones of each, subnets in each zone, network interfaces in each subnet."""

    vpcs: int
    zones: int = 3
    subnets: int = 3
    enis: int = 4


def estate(size: Size, kind: str, seed: int = 1) -> Network:
    """The Network of an estate, `origin` scan."""
    return Estate(size, kind, seed).build()


class Estate:
    """Makes the plans of an estate's VPCs, builds them, and adds what joins them."""

    def __init__(self, size: Size, kind: str, seed: int) -> None:
        self.size = size
        self.kind = kind
        self.seed = seed
        self.parts = Parts()
        self.plans: list[Plan] = []

    def build(self) -> Network:
        """The whole estate."""
        self.plans = [self._plan(index) for index in range(self.size.vpcs)]
        peerings = self._peerings()
        for plan in self.plans:
            peers = tuple(
                (str(vpc_cidr(b if plan.index == a else a)), identifier("pcx", f"{a} {b}"))
                for a, b in peerings
                if plan.index in (a, b)
            )
            VpcBuilder(replace(plan, peers=peers), self.parts).build()
        for a, b in peerings:
            self._peering(self.plans[a], self.plans[b])
        transit_gateways(self.parts)
        self._places()
        if self.kind in ("mixed", "irregular"):
            on_premises(self.parts)
            self._hosted_zone()
        title = f"{self.kind} estate: {self.size.vpcs} VPCs"
        return Network(origin="scan", title=title, **{name: tuple(items) for name, items in self.parts.lists.items()})

    # --- what each VPC is to be ---

    def _random(self, index: int, purpose: str) -> random.Random:
        """A source of chance of its own for each VPC and purpose, so that one more VPC changes no other."""
        return random.Random(f"{self.seed} {self.kind} {index} {purpose}")

    def _plan(self, index: int) -> Plan:
        account, region = self._home(index)
        name = f"{STAGES[index % 3]}-{TEAMS[index * 7 % 12]}" + (f"-{index // 12 + 1}" if index >= 12 else "")
        size = self.size
        plan = Plan(index, name, account, region, size.zones, size.subnets, (size.enis,), hub_of(region))
        if self.kind == "mesh":
            return replace(plan, transit_gateway="")
        if self.kind == "irregular":
            return self._irregular(plan)
        if self.kind == "mixed" and index % 8 == 0:
            return replace(plan, name=f"shared-endpoints-{index // 8 + 1}", endpoints=SERVICES[:3], internet=False)
        return plan

    def _irregular(self, plan: Plan) -> Plan:
        """Long tails: most VPCs are small, few are several times as large as the mean; some are empty, some stand alone."""
        chance = self._random(plan.index, "size")
        if chance.random() < 0.06:
            return replace(plan, enis=(), transit_gateway="")
        zones = 1 + int(chance.random() ** 0.7 * plan.zones)
        subnets = min(9, 1 + int(chance.paretovariate(1.3) * plan.subnets / 4))
        enis = tuple(min(60, int(chance.paretovariate(1.1) * self.size.enis / 4)) for _ in range(zones * subnets))
        hub = plan.transit_gateway if chance.random() < 0.7 else ""
        services = tuple(code for code in SERVICES if chance.random() < 0.15)
        return replace(
            plan,
            zones=min(zones, plan.zones),
            subnets=subnets,
            enis=enis,
            transit_gateway=hub,
            internet=chance.random() < 0.6,
            endpoints=services,
        )

    def _home(self, index: int) -> tuple[str, str]:
        """The account and region of a VPC: unevenly many in each."""
        accounts = list(ACCOUNTS)
        if self.kind in ("hub", "mesh"):
            region = REGIONS[0] if self.kind == "mesh" or index % 4 else REGIONS[1]
            return accounts[0], region
        return accounts[(0, 1, 1, 2, 1, 2, 1)[index % 7]], REGIONS[(0, 0, 1, 0, 2, 1, 0, 3, 1)[index % 9]]

    # --- what joins them ---

    def _peerings(self) -> list[tuple[int, int]]:
        count = self.size.vpcs
        if self.kind == "mesh":
            groups = [range(start, min(start + MESH, count)) for start in range(0, count, MESH)]
            return [pair for group in groups for pair in combinations(group, 2)]
        if self.kind == "mixed":
            return [(index - 5, index) for index in range(5, count, 11)] + [(index - 9, index) for index in range(9, count, 9)]
        if self.kind == "irregular":
            pairs = set()
            for index in range(1, count):
                chance = self._random(index, "peers")
                for _ in range(min(4, int(chance.paretovariate(1.5)) - 1)):
                    pairs.add((int(chance.random() ** 2 * index), index))
            return sorted(pairs)
        return []

    def _peering(self, a: Plan, b: Plan) -> None:
        self.parts.add(
            "peerings",
            r.Peering(
                id=identifier("pcx", f"{a.index} {b.index}"),
                name=f"{a.name} to {b.name}",
                account=a.account,
                region=a.region,
                requester=vpc_id(a.index),
                accepter=vpc_id(b.index),
                requester_account=a.account,
                accepter_account=b.account,
                requester_region=a.region,
                accepter_region=b.region,
                requester_cidrs=(str(vpc_cidr(a.index)),),
                accepter_cidrs=(str(vpc_cidr(b.index)),),
            ),
        )

    def _places(self) -> None:
        used = {plan.account for plan in self.plans} | {t.account for t in self.parts.lists.get("transit_gateways", ())}
        for account, name in ACCOUNTS.items():
            if account in used:
                self.parts.add("accounts", r.Account(id=account, name=name))
        for region in REGIONS:
            if any(plan.region == region for plan in self.plans):
                name = f"com.amazonaws.{region}.s3"
                self.parts.add(
                    "prefix_lists",
                    r.PrefixList(id=prefix_list(region), name=name, region=region, entries=("3.5.64.0/21", "52.92.0.0/17")),
                )

    def _hosted_zone(self) -> None:
        """A private hosted zone for the VPCs of one region."""
        members = [plan for plan in self.plans if plan.region == REGIONS[0]][:6]
        if members:
            records = (r.DnsRecord(name="api.corp.example", values=("10.0.16.10",)),)
            zone = r.HostedZone(
                id="Z0EXAMPLE0CORP000001",
                name="corp.example",
                account=members[0].account,
                region=members[0].region,
                vpcs=tuple(vpc_id(plan.index) for plan in members),
                records=records,
            )
            self.parts.add("hosted_zones", zone)


def write(network: Network, folder: Path, name: str) -> dict[str, Path]:
    """Write `NAME.json` (snapshot), `NAME.yaml` and `NAME.spec.json` (spec) and `NAME.dot` into `folder`; the paths by form."""
    from vpcviz.spec import dump_json, dump_yaml

    folder.mkdir(parents=True, exist_ok=True)
    spec = structs.replace(network, origin="spec")
    made = {
        "snapshot": (folder / f"{name}.json", dump_json(network)),
        "yaml": (folder / f"{name}.yaml", dump_yaml(spec)),
        "json": (folder / f"{name}.spec.json", dump_json(spec)),
        "dot": (folder / f"{name}.dot", dot_source(network)),
    }
    for path, data in made.values():
        path.write_bytes(data)
    return {form: path for form, (path, _) in made.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the estate that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vpcs", type=int, default=64)
    parser.add_argument("--zones", type=int, default=3, choices=range(1, 7))
    parser.add_argument("--subnets", type=int, default=3, help="in each zone")
    parser.add_argument("--enis", type=int, default=4, help="in each subnet")
    parser.add_argument("--kind", choices=KINDS, default="hub")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    given = parser.parse_args(arguments)
    if not 1 <= given.vpcs <= 4096:
        parser.error("--vpcs: from 1 to 4096")
    network = estate(Size(given.vpcs, given.zones, given.subnets, given.enis), given.kind, given.seed)
    suffix = f"-{given.seed}" if given.kind == "irregular" else ""
    name = f"{given.kind}-{given.vpcs}x{given.zones}x{given.subnets}x{given.enis}{suffix}"
    for path in write(network, given.out, name).values():
        print(path)
    print(f"{len(network.network_interfaces)} network interfaces, {len(network.subnets)} subnets")


if __name__ == "__main__":
    main()
