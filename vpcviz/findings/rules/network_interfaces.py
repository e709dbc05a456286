"""Rules about network interfaces as such."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.interface_types import PLAIN

POSITION = 90


class SourceDestinationCheckOff(Rule):
    """An interface that would forward others' packets, though nothing is sent to it for that."""

    id = "source-destination-check-off"
    title = "An interface has its source/destination check off, but no route leads to it"
    why = "It takes packets for others and sends ones that are not its own: whoever holds the machine can pass for another."
    remedy = "Turn the check on, unless the machine forwards packets (as a NAT instance, a firewall, a Kubernetes node do)."
    source = "Amazon EC2 User Guide, Modify network interface attributes"
    url = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/modify-network-interface-attributes.html"
    severity = "info"
    needs = ("network_interfaces", "route_tables", "target_groups")
    answers = ("EC2.180",)

    def check(self, context: Context) -> Found:
        """One finding for each interface of an instance, or of nothing known; those behind a Gateway Load Balancer forward, too."""
        targets = {route.target for table in context.network.route_tables for route in table.routes}
        targets |= context.appliances
        for interface in context.network.network_interfaces:
            if interface.source_dest_check or interface.foreign:
                continue
            owner_id = context.network.owner_of.get(interface.id, interface.owner)
            used = {interface.id, owner_id, *interface.private_ips} & targets
            holder = context.network.by_id.get(owner_id)  # What forwards by its nature has the check off.
            forwards = holder is not None and (holder.GATEWAY or isinstance(holder, r.LoadBalancer))
            aws = forwards or interface.type != PLAIN
            if not used and not aws:
                owner = context.network.by_id.get(owner_id)
                whose = f" of {called(owner)}" if owner is not None else ""
                text = f"{called(interface)}{whose} has its source/destination check off, but no route table leads to it."
                yield self.finding(text, interface)


class NetworkInterfaceUnused(Rule):
    """An interface that is attached to nothing and keeps its addresses."""

    id = "network-interface-unused"
    title = "A network interface is attached to nothing"
    why = "It keeps its private addresses from the subnet, and a public one is charged for though nothing answers there."
    remedy = "Delete it, or attach it to what it was made for; release its Elastic IP."
    source = "Amazon EC2 User Guide, Delete a network interface"
    url = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/delete_eni.html"
    severity = "info"
    needs = ("network_interfaces",)
    answers = ("EC2.12",)

    def check(self, context: Context) -> Found:
        """One finding for each interface whose status is `available`, which AWS gives those that are attached to nothing."""
        for interface in context.network.network_interfaces:
            if interface.status.lower() == "available" and not interface.foreign:
                public = [one for one in (interface.public_ip, *interface.public_ips.values()) if one]
                keeps = words([*interface.private_ips, *interface.ipv6s, *dict.fromkeys(public)])
                yield self.finding(f"{called(interface)} is attached to nothing, and keeps {keeps or 'no address'}.", interface)


class ElasticIpUnused(Rule):
    """An Elastic IP that is associated with nothing."""

    id = "elastic-ip-unused"
    title = "An Elastic IP is associated with nothing"
    why = "Every public IPv4 address is charged for by the hour, also one that nothing uses."
    remedy = "Associate it, or release it: once released it may be anyone's."
    source = "Amazon VPC User Guide, Associate Elastic IP addresses with resources in your VPC"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html"
    severity = "info"
    needs = ("elastic_ips",)
    answers = ("EC2.12",)

    def check(self, context: Context) -> Found:
        """One finding for each; those that a service of AWS's manages are its own to associate and to release."""
        for one in (item for item in context.network.elastic_ips if not item.service_managed):
            text = f"{called(one)}{f' ({one.public_ip})' if one.public_ip else ''} is associated with nothing."
            yield self.finding(text, one)


RULES = (SourceDestinationCheckOff, NetworkInterfaceUnused, ElasticIpUnused)
"""The rules of this module."""
