"""VPC endpoints, the services behind them, EC2 Instance Connect endpoints."""

import json

from vpcviz.cloudformation.attributes import dns_name
from vpcviz.cloudformation.drafts import Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Nothing, Symbol, without_nothing


@translates("AWS::EC2::VPCEndpoint", "aws_vpc_endpoint", "PolicyDocument", "DnsOptions", "IpAddressType")
def endpoint(draft: Draft) -> None:
    """An endpoint: a word stands for the DNS name that AWS gives it."""
    draft.values.setdefault("vpc_endpoint_type", "Gateway")
    policy = draft.get("PolicyDocument")
    if isinstance(policy, dict):
        draft.values["policy"] = json.dumps(without_nothing(policy), sort_keys=True)
    elif isinstance(policy, str) and not isinstance(policy, Symbol):
        draft.values["policy"] = policy
    elif not isinstance(policy, Nothing):
        draft.open.add("policy")
    if draft.values["vpc_endpoint_type"] == "Interface":
        draft.values["dns_entry"] = [{"dns_name": dns_name(draft.address)}]


@translates("AWS::EC2::VPCEndpointService", "aws_vpc_endpoint_service")
def service(draft: Draft) -> None:
    """An endpoint service: consumers name it by its id, which is not known."""
    region = draft.stack.value({"Ref": "AWS::Region"})
    draft.values["service_name"] = f"com.amazonaws.vpce.{region}.${{{draft.address}}}"


@translates("AWS::EC2::VPCEndpointServicePermissions", "aws_vpc_endpoint_service_allowed_principal", "AllowedPrincipals")
def permissions(draft: Draft) -> None:
    """Who may use an endpoint service."""
    principals = draft.get("AllowedPrincipals")
    named = draft.values.get("service_id", "")
    for position, one in enumerate(principals if isinstance(principals, list) else ()):
        if isinstance(one, str):
            values = {"vpc_endpoint_service_id": named, "principal_arn": one}
            draft.another(draft.type, f"[{position}]", values)
    draft.type = ""


plainly("AWS::EC2::InstanceConnectEndpoint", "aws_ec2_instance_connect_endpoint")
