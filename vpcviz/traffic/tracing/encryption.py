"""VPC Encryption Controls: what enforce mode drops.

Source: VPC User Guide, "Enforce VPC encryption in transit": what passes interface endpoints has to be encrypted by the application;
elsewhere AWS's hardware encrypts, or an exclusion lets it pass.
"""

from vpcviz.model import resources as r
from vpcviz.model.shapes import new_word
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.flows import Flow
from vpcviz.traffic.packets.state import stop

_PLAIN = 80
"""The port of HTTP, which encrypts nothing."""


def enforced(index: Index, flow: Flow, endpoint: r.InterfaceEndpoint) -> tuple[str, ...]:
    """The note that enforce mode asks for at an interface endpoint, if any. Raises End for what is surely not encrypted."""
    vpc = index.vpcs.get(endpoint.vpc)
    if vpc is not None and new_word(vpc, "encryption_control"):
        raise not_documented(vpc, f"encryption_control {vpc.encryption_control}")
    if vpc is None or vpc.encryption_control != "enforce":
        return ()
    if flow.protocol == "tcp" and flow.port == _PLAIN:
        text = f"{vpc.label} enforces encryption: it drops what comes to {endpoint.label} without any, such as HTTP"
        raise stop(endpoint, "PROTOCOL_RESTRICTION", text, change="use HTTPS on port 443")
    return (f"{vpc.label} enforces encryption: what the application does not encrypt is dropped at {endpoint.label}",)
