"""Reason codes: why a trace ends as it does. Where AWS's Reachability Analyzer has a word for the cause, it is used."""

from msgspec import Struct

from vpcviz.traffic.packets.flows import Verdict


class Reason(Struct, frozen=True):
    """A code's verdict, what it means in a sentence, and whose word it is.

    `source` is the AWS page that has the word, "" for our own.
    """

    verdict: Verdict
    meaning: str
    source: str = ""


ANALYZER = "Reachability Analyzer explanation codes"
ROUTE_ANALYZER = "AWS Global Networks for Transit Gateways, RouteAnalysisCompletion"

REASONS: dict[str, Reason] = {
    "DELIVERED": Reason("delivered", "The packet arrives and its answer comes back."),
    "ASYMMETRIC_ROUTE": Reason(
        "delivered-but-asymmetric", "The answer comes back by other gateways than the packet took; stateful appliances may drop it."
    ),
    "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED": Reason(
        "delivered-but-asymmetric",
        "Packet and answer pass appliances in different zones, as the attachment's appliance mode is off.",
        "Reachability Analyzer additional detail codes",
    ),
    # --- routes ---
    "NO_ROUTE_TO_DESTINATION": Reason("no-route", "The route table has no route for the destination.", ANALYZER),
    "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT": Reason("no-route", "The transit gateway's route table has no route.", ANALYZER),
    "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION": Reason(
        "no-route", "The attachment is associated with no transit gateway route table.", ANALYZER
    ),
    "NO_ROUTE_ON_PREMISES": Reason("no-route", "Nothing tells the on-premises network a way to the destination."),
    "NO_ROUTE_IN_SEGMENT": Reason("no-route", "The segment of the core network has no route for the destination at that edge."),
    "NO_ROUTE_AT_GATEWAY": Reason("no-route", "No VPN connection or Direct Connect of the gateway leads to the destination."),
    "ODB_PEERED_CIDRS": Reason("blocked", "The peering with an Oracle network is for other CIDRs of the VPC than the sender's."),
    "BAD_STATE_ROUTE": Reason("blocked", "The route that wins is a blackhole: what it leads to is gone.", ANALYZER),
    "TGW_RTB_BAD_STATE_ROUTE": Reason("blocked", "The transit gateway route that wins is a blackhole.", ANALYZER),
    "CYCLIC_PATH_DETECTED": Reason("blocked", "The routes send the packet around in a circle.", ROUTE_ANALYZER),
    # --- filters ---
    "ENI_SG_RULES_MISMATCH": Reason("blocked", "No rule of the interface's security groups applies.", ANALYZER),
    "SG_HAS_NO_RULES": Reason("blocked", "The interface's security groups have no rule for this direction at all.", ANALYZER),
    "SG_REFERENCES_NOT_PRESERVED": Reason(
        "blocked", "A rule names a security group, but what lies between forwards no group information.", ANALYZER
    ),
    "SG_REFERENCING_SUPPORT": Reason(
        "blocked", "A rule names a security group, but the transit gateway has security group referencing off.", ANALYZER
    ),
    "SUBNET_ACL_RESTRICTION": Reason("blocked", "A network ACL does not let the packet or its answer through.", ANALYZER),
    "ENI_SOURCE_DEST_CHECK_RESTRICTION": Reason(
        "blocked", "The interface has its source/destination check on and the packet is not its own.", ANALYZER
    ),
    # --- gateways ---
    "BAD_STATE": Reason("blocked", "A component is not in a working state.", ANALYZER),
    "BAD_STATE_ATTACHMENT": Reason("blocked", "The attachment between two components does not work.", ANALYZER),
    "BAD_STATE_VPN": Reason("blocked", "The VPN connection does not work.", ANALYZER),
    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS": Reason(
        "blocked", "An internet gateway lets out only what has a public IP (or an IPv6 address).", ANALYZER
    ),
    "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS": Reason(
        "blocked", "An internet gateway lets in only what is for a public IP of an interface in its VPC.", ANALYZER
    ),
    "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS": Reason(
        "blocked", "Private addresses do not exist beyond an internet gateway.", ANALYZER
    ),
    "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS": Reason(
        "blocked", "Shared addresses do not exist beyond an internet gateway.", ANALYZER
    ),
    "INGRESS_RTB_TRAFFIC_REDIRECTION": Reason(
        "blocked", "An edge route table sends the packet to a middlebox that does not take it.", ANALYZER
    ),
    "EIGW_ACCEPTS_ONLY_EGRESS": Reason("blocked", "An egress-only internet gateway lets out IPv6 only, and nothing in."),
    "CAGW_ACCEPTS_ONLY_EGRESS": Reason("blocked", "A carrier gateway lets nothing in from the internet."),
    "IGW_FIREWALL_OUTBOUND_ONLY": Reason(
        "blocked", "An Automated Internet Firewall lets no connection from the internet into the subnet."
    ),
    "VPC_BLOCK_PUBLIC_ACCESS_ENABLED": Reason("blocked", "VPC Block Public Access stops the traffic at the gateway."),
    "NGW_REQUIRES_SOURCE_IN_VPC": Reason(
        "blocked", "A NAT gateway takes nothing that comes by peering, VPN or Direct Connect.", ANALYZER
    ),
    "NGW_ACCEPTS_ONLY_EGRESS": Reason("blocked", "A NAT gateway accepts no connection from outside."),
    "PROTOCOL_RESTRICTION": Reason("blocked", "The component does not take this protocol.", ANALYZER),
    "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR": Reason(
        "blocked", "Peering joins the address ranges of its two VPCs only: not transitive, no edge-to-edge routing.", ANALYZER
    ),
    "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS": Reason(
        "blocked", "What comes through a virtual private gateway must be for an interface of its VPC.", ANALYZER
    ),
    "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS": Reason(
        "blocked", "What leaves through a virtual private gateway must come from an interface of its VPC.", ANALYZER
    ),
    "TGW_ROUTE_AZ_RESTRICTION": Reason(
        "blocked", "The transit gateway attachment has no subnet in the zone that the packet comes from.", ANALYZER
    ),
    "VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC": Reason("blocked", "A gateway endpoint serves its own VPC only."),
    "VPCE_GATEWAY_PROTOCOL_RESTRICTION": Reason("blocked", "A gateway endpoint takes TCP and ICMP echo only.", ANALYZER),
    "ENDPOINT_NOT_A_ROUTER": Reason("blocked", "An interface endpoint answers for its own addresses and forwards nothing."),
    # --- arrival ---
    "NO_POSSIBLE_DESTINATION": Reason("blocked", "No interface has the destination address.", ANALYZER),
    "NO_ADDRESS_OF_FAMILY": Reason("blocked", "One of the two ends has no address of the IP version."),
    "NOT_LISTENING": Reason("blocked", "The destination does not listen on the port."),
    "ELBV2_LISTENERS_MISMATCH": Reason("blocked", "The load balancer has no listener for the port.", ANALYZER),
    "ELB_LISTENERS_MISMATCH": Reason("blocked", "The Classic Load Balancer has no listener for the port.", ANALYZER),
    "ELBV2_LISTENER_HAS_NO_TG": Reason("blocked", "The load balancer's listener has no target.", ANALYZER),
    "ELBV2_NO_TARGETS_IN_AZ": Reason("blocked", "The load balancer has no target in its node's zone.", ANALYZER),
    "ELB_INSTALLED_AZ_RESTRICTION": Reason(
        "blocked", "The load balancer's targets are in zones that are not enabled for it.", ANALYZER
    ),
    "TARGET_CALLS_ITSELF": Reason(
        "blocked", "A target calls itself by its Network Load Balancer, which keeps the client's IP: the connection times out."
    ),
    "ARRIVES_ELSEWHERE": Reason("blocked", "The packet, or its answer, arrives at another interface that has the same address."),
    # --- names ---
    "NAME_NOT_FOUND": Reason("name-not-resolved", "The zone that is asked has no record of the name."),
    "DNS_SUPPORT_DISABLED": Reason("name-not-resolved", "The VPC's DNS support is off: its resolver answers nothing."),
    "DNS_SERVER_NOT_REACHED": Reason("name-not-resolved", "The DNS server that must answer is not reached."),
    "DNS_LOOP": Reason("name-not-resolved", "The DNS servers forward the query to each other."),
    # --- unknown ---
    "NOT_READ": Reason("unknown", "The scan could not read something that decides the way."),
    "UNKNOWN_DESTINATION": Reason(
        "unknown", "The way leads into something that was not read: another account, another network.", ANALYZER
    ),
    "UNKNOWN_PEERED_SGS": Reason("unknown", "A rule names a security group that was not read.", ANALYZER),
    "TGW_RTB_ROUTES_ARE_UNKNOWN": Reason("unknown", "The routes of the transit gateway's route table are not known.", ANALYZER),
    "ROUTES_NOT_KNOWN": Reason("unknown", "The routes that a gateway learned from the other side are not known."),
    "ROUTE_PRIORITY_NOT_DEFINED": Reason("unknown", "Two routes tie, and AWS does not say which of them wins."),
    "NAME_PRIORITY_NOT_DEFINED": Reason("unknown", "Two zones of one domain would answer, a pair that AWS refuses to make."),
    "DEPENDS_ON_SUBNET": Reason("unknown", "The packet comes from a VPC, and only some of its subnets have a way there."),
    "ADDRESS_NOT_KNOWN": Reason("unknown", "The public address of the destination is not known, and it decides the way."),
    "RECORD_NOT_KNOWN": Reason(
        "unknown", "Which of several records of the name is answered hangs on where the query comes from, and that is not told."
    ),
    "NOT_DOCUMENTED": Reason("unknown", "AWS's documentation does not say what happens."),
    "NAME_NOT_KNOWN": Reason("unknown", "Only public DNS or a server that was not read can answer the name."),
}
"""Every reason by its code."""
