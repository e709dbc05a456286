"""Fields that several kinds have: their type, meaning and the sentence that describes them."""

from typing import Annotated

from vpcviz.model.aws_words import PROTOCOL_NUMBER, PROTOCOLS, STATES
from vpcviz.model.meanings import Asn, Between, Cidr, Doc, Domain, Free, Ip, Policy, Ref, Word, ZoneName

Cidrs = Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs, such as 10.0.0.0/16.")]
State = Annotated[str, Word(*STATES), Doc("Its state, as AWS prints it.")]
VpcId = Annotated[str, Ref("vpcs", holds=True), Doc("Its VPC, by name or id; taken from where it stands.")]
InZone = Annotated[str, ZoneName(), Doc("The availability zone: its letter, or its full name.")]
SubnetId = Annotated[str, Ref("subnets", holds=True), Doc("Its subnet, by name or id; taken from where it stands.")]
PublicIp = Annotated[str, Ip(4), Doc("The public IPv4 address.")]
SecurityGroupIds = Annotated[tuple[str, ...], Ref("security_groups", needs=True), Doc("Its security groups, by name or id.")]
Description = Annotated[str, Free(), Doc("Free text.")]
Status = Annotated[str, Word(*STATES), Doc("Its status, as AWS prints it.")]
Operator = Annotated[
    str,
    Word(form=r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?"),
    Doc("The AWS service that manages it, such as eks.amazonaws.com (AWS's Operator)."),
]
Protocol = Annotated[str, Word(*PROTOCOLS, form=PROTOCOL_NUMBER), Doc("The protocol.")]
Port = Annotated[int | None, Between(1, 65535), Doc("The port.")]
SubnetIds = Annotated[tuple[str, ...], Ref("subnets", holds=True), Doc("Its subnets, by name or id.")]
DnsName = Annotated[str, Domain(), Doc("Its DNS name.")]
AsnNumber = Annotated[int | None, Asn(), Doc("The autonomous system number (BGP).")]
OnPremisesId = Annotated[str, Ref("on_premises", needs=True), Doc("The on-premises network that it leads to, by name or id.")]
PolicyText = Annotated[str | None, Policy(), Doc("The policy document as JSON text; empty for full access.")]
NetworkInterfaceIds = Annotated[
    tuple[str, ...], Ref("network_interfaces", needs=True), Doc("Its network interfaces; filled in, one for each subnet.")
]
PrivateDnsNames = Annotated[tuple[str, ...], Domain(), Doc("The service's public DNS names that private DNS answers; filled in.")]
InZones = Annotated[tuple[str, ...], ZoneName(), Doc("The zones that the service is in.")]
VpcIds = Annotated[tuple[str, ...], Ref("vpcs", ties=True), Doc("The associated VPCs, by name or id.")]
