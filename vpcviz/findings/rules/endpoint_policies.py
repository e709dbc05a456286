"""Rules about endpoint policies: what may be done through an endpoint."""

import json
from typing import Any

from vpcviz.cost.standing import charged
from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.services import service_code, service_label

POSITION = 110


class EndpointPolicyFullAccess(Rule):
    """An endpoint with AWS's default policy, which allows everything."""

    id = "endpoint-policy-full-access"
    title = "An endpoint has the default policy: full access for everyone to everything"
    why = "Any credentials can be used through it, also for other accounts' buckets and queues: a way to carry data out."
    remedy = (
        "Write an endpoint policy that names the principals, actions or resources (aws:PrincipalOrgID and aws:ResourceOrgID help)."
    )
    source = "AWS PrivateLink Guide, Control access to VPC endpoints using endpoint policies"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
    severity = "info"
    answers = ("vpc_endpoint_connections_trust_boundaries",)
    needs = ("gateway_endpoints", "interface_endpoints")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint whose service supports policies (VpcEndpointPolicySupported)."""
        endpoints: tuple[r.GatewayEndpoint | r.InterfaceEndpoint, ...] = (
            *context.network.gateway_endpoints,
            *context.network.interface_endpoints,
        )
        for endpoint in endpoints:
            supported = policy_supported(context, endpoint)
            if endpoint.foreign or supported is False or not charged(endpoint):
                continue
            if endpoint.policy is None:
                yield self.unknown(endpoint, "its policy was not read")
            elif allows_everything(endpoint.policy):
                if supported is None:
                    yield self.unknown(endpoint, f"whether {endpoint.service} supports endpoint policies is not known")
                else:
                    label = service_label(endpoint.service)
                    yield self.finding(
                        f"{called(endpoint)} for {label} allows every action on every resource to everyone.", endpoint
                    )


_WITH_POLICY = frozenset(
    """s3 dynamodb sqs sns kms secretsmanager ssm ssmmessages ec2messages ec2 sts logs monitoring events lambda execute-api ecr.api
    ecr.dkr ecs kinesis-streams kinesis-firehose athena glue states rds codebuild elasticloadbalancing autoscaling sagemaker.api
    sagemaker.runtime elasticfilesystem bedrock-runtime cloudtrail""".split()
)
"""Services known to support endpoint policies, for networks that do not tell (specs, dumps without the list of services).

Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink"; the services' own pages on VPC endpoints.
"""


def policy_supported(context: Context, endpoint: r.GatewayEndpoint | r.InterfaceEndpoint) -> bool | None:
    """VpcEndpointPolicySupported of the endpoint's service; None where it is not known."""
    service = context.network.get(endpoint.service, r.Service)
    if service is not None and service.policy_supported is not None:
        return service.policy_supported
    if ".vpce." in endpoint.service:
        return False
    if isinstance(endpoint, r.GatewayEndpoint) or service_code(endpoint.service) in _WITH_POLICY:
        return True
    return None


def allows_everything(policy: str) -> bool:
    """Whether a policy is AWS's default one in effect: "" (none written), or one that allows all to all without a condition."""
    if not policy.strip():
        return True
    try:
        document = json.loads(policy)
    except (ValueError, RecursionError):
        return False
    statements = document.get("Statement", []) if isinstance(document, dict) else []
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(statements, list) or any(isinstance(one, dict) and one.get("Effect") == "Deny" for one in statements):
        return False
    return any(isinstance(one, dict) and _all_of_all(one) for one in statements)


def _all_of_all(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    everyone = principal in ("*", ["*"]) or (isinstance(principal, dict) and principal.get("AWS") in ("*", ["*"]))
    wide = all(statement.get(word) in ("*", ["*"]) for word in ("Action", "Resource"))
    return statement.get("Effect") == "Allow" and everyone and wide and not statement.get("Condition")


class EndpointServiceOpenToEveryone(Rule):
    """An endpoint service that every AWS account may connect to."""

    id = "endpoint-service-open-to-everyone"
    title = "An endpoint service may be used by every AWS account"
    why = "Anyone who knows its name may ask for a connection; where none has to be accepted, anyone has one."
    remedy = "Name the accounts or roles that may connect, or require that connections are accepted."
    source = "AWS PrivateLink Guide, Configure an endpoint service: Manage permissions"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html"
    severity = "info"
    answers = ("vpc_endpoint_services_allowed_principals_trust_boundaries",)
    needs = ("endpoint_services",)

    def check(self, context: Context) -> Found:
        """One finding for each service of this network; a warning where connections need not be accepted."""
        for service in context.network.endpoint_services:
            if "*" in service.allowed_principals and not service.foreign:
                how = "each connection has to be accepted" if service.acceptance_required else "without anybody accepting it"
                yield self.finding(
                    f"{called(service)} may be used by every AWS account; {how}.",
                    service,
                    severity="info" if service.acceptance_required else "warning",
                )


RULES = (EndpointPolicyFullAccess, EndpointServiceOpenToEveryone)
