"""The ARN of a resource, as AWS forms it from its kind, account, region and id.

Source of the forms: Service Authorization Reference, "Resource types defined by" each service (Amazon EC2, Route 53, Route 53
Resolver, Route 53 Profiles, Direct Connect, Network Manager, VPC Lattice). An ARN is told only of what AWS itself has named: an id
that a spec or a plan makes up is in none.
"""

import re
from functools import lru_cache

from vpcviz.model.partitions import partition_of
from vpcviz.model.records import Resource

FORMS = {
    "carrier-gateway": "ec2:{region}:{account}:carrier-gateway/{id}",
    "client-vpn-endpoint": "ec2:{region}:{account}:client-vpn-endpoint/{id}",
    "core-network": "networkmanager::{account}:core-network/{id}",
    "customer-gateway": "ec2:{region}:{account}:customer-gateway/{id}",
    "customer-owned-pool": "ec2:{region}:{account}:coip-pool/{id}",
    "dhcp": "ec2:{region}:{account}:dhcp-options/{id}",
    "direct-connect-gateway": "directconnect::{account}:dx-gateway/{id}",
    "egress-only-gateway": "ec2:{region}:{account}:egress-only-internet-gateway/{id}",
    "elastic-ip": "ec2:{region}:{account}:elastic-ip/{id}",
    "endpoint-service": "ec2:{region}:{account}:vpc-endpoint-service/{id}",
    "eni": "ec2:{region}:{account}:network-interface/{id}",
    "gateway-endpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
    "gateway-load-balancer-endpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
    "hosted-zone": "route53:::hostedzone/{id}",
    "instance": "ec2:{region}:{account}:instance/{id}",
    "instance-connect-endpoint": "ec2:{region}:{account}:instance-connect-endpoint/{id}",
    "interface-endpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
    "internet-gateway": "ec2:{region}:{account}:internet-gateway/{id}",
    "lattice-service": "vpc-lattice:{region}:{account}:service/{id}",
    "local-gateway": "ec2:{region}:{account}:local-gateway/{id}",
    "nat-gateway": "ec2:{region}:{account}:natgateway/{id}",
    "network-acl": "ec2:{region}:{account}:network-acl/{id}",
    "peering": "ec2:{region}:{account}:vpc-peering-connection/{id}",
    "prefix-list": "ec2:{region}:{account}:prefix-list/{id}",
    "resolver-endpoint": "route53resolver:{region}:{account}:resolver-endpoint/{id}",
    "resolver-rule": "route53resolver:{region}:{account}:resolver-rule/{id}",
    "resource-configuration": "vpc-lattice:{region}:{account}:resourceconfiguration/{id}",
    "resource-gateway": "vpc-lattice:{region}:{account}:resourcegateway/{id}",
    "route-server": "ec2:{region}:{account}:route-server/{id}",
    "route-server-endpoint": "ec2:{region}:{account}:route-server-endpoint/{id}",
    "route-server-peer": "ec2:{region}:{account}:route-server-peer/{id}",
    "route-table": "ec2:{region}:{account}:route-table/{id}",
    "route53-profile": "route53profiles:{region}:{account}:profile/{id}",
    "security-group": "ec2:{region}:{account}:security-group/{id}",
    "service-network": "vpc-lattice:{region}:{account}:servicenetwork/{id}",
    "subnet": "ec2:{region}:{account}:subnet/{id}",
    "transit-gateway": "ec2:{region}:{account}:transit-gateway/{id}",
    "transit-gateway-attachment": "ec2:{region}:{account}:transit-gateway-attachment/{id}",
    "transit-gateway-route-table": "ec2:{region}:{account}:transit-gateway-route-table/{id}",
    "virtual-interface": "directconnect:{region}:{account}:dxvif/{id}",
    "vpc": "ec2:{region}:{account}:vpc/{id}",
    "vpn-connection": "ec2:{region}:{account}:vpn-connection/{id}",
    "vpn-gateway": "ec2:{region}:{account}:vpn-gateway/{id}",
}
"""By kind: what stands after the partition."""

_OWN_ID = re.compile(
    r"(?:[a-z][a-z0-9-]*-(?:[0-9a-f]{8}|[0-9a-f]{17})"  # EC2's, the older ones shorter
    r"|Z[A-Z0-9]{8,31}"  # hosted zones
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z"  # Direct Connect gateways
)
_ACCOUNT = re.compile(r"\d{12}\Z", re.ASCII)


def arn_of(resource: Resource) -> str:
    """The ARN of a resource; "" where it has none, or not all that it is made of is known."""
    if resource.id.startswith("arn:"):
        return resource.id
    beginning = _beginning(resource.kind, resource.region, resource.account)
    return f"{beginning}{resource.id}" if beginning and _OWN_ID.match(resource.id) else ""


@lru_cache(maxsize=1024)
def _beginning(kind: str, region: str, account: str) -> str:
    """What stands before the id; "" where the kind has no ARN, or not all of it is known."""
    form = FORMS.get(kind, "")
    if not form or ("{region}" in form and not region) or ("{account}" in form and not _ACCOUNT.match(account)):
        return ""
    return f"arn:{partition_of(region).id}:{form.format(region=region, account=account, id='')}"
