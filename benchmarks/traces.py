"""How long 10,000 traces over an estate take.

    python benchmarks/traces.py --vpcs 256 --traces 10000 --kind mixed

Sources and targets are drawn from the estate's network interfaces, its services' names, on-premises networks and the
internet, with a fixed seed. Prints the seconds for the index and for the traces, and how they ended.
"""

import argparse
import random
import time
from collections import Counter

from estates import KINDS, Size, estate
from msgspec import structs

from vpcviz.model import Network
from vpcviz.traffic import Flow
from vpcviz.traffic.tracing.tracer import Tracer


def flows(network: Network, count: int, seed: int = 1) -> list[Flow]:
    """Random flows over an estate: most between interfaces, some to services, on-premises and the internet."""
    dice = random.Random(seed)
    interfaces = [one.id for one in network.network_interfaces if one.type == "interface" and one.private_ips]
    names = [f"{code}.{vpc.region}.amazonaws.com" for vpc in network.vpcs[:8] for code in ("s3", "sqs", "kms", "dynamodb")]
    others = [*names, "internet", *(one.id for one in network.on_premises)]
    made = []
    for _ in range(count):
        target = dice.choice(interfaces) if dice.random() < 0.7 else dice.choice(others)
        made.append(Flow(source=dice.choice(interfaces), target=target, port=dice.choice((443, 22, 5432))))
    return made


def main() -> None:
    """Run the benchmark once for each kind of estate asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vpcs", type=int, default=256)
    parser.add_argument("--traces", type=int, default=10_000)
    parser.add_argument("--kind", choices=(*KINDS, "all"), default="all")
    options = parser.parse_args()
    print(f"{'estate':<12}{'interfaces':>11}{'index s':>9}{'traces s':>10}{'ms each':>9}  verdicts")
    for kind in KINDS if options.kind == "all" else (options.kind,):
        network = structs.replace(estate(Size(options.vpcs), kind), origin="spec")  # It has no ACLs: AWS's default ones then.
        asked = flows(network, options.traces)
        begun = time.perf_counter()
        tracer = Tracer(network)
        tracer.trace(asked[0])
        indexed = time.perf_counter()
        verdicts = Counter(tracer.trace(flow).verdict for flow in asked)
        done = time.perf_counter()
        words = ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common())
        each = (done - indexed) / max(len(asked), 1) * 1000
        print(f"{kind:<12}{len(network.network_interfaces):>11}{indexed - begun:>9.2f}{done - indexed:>10.2f}{each:>9.2f}  {words}")


if __name__ == "__main__":
    main()
