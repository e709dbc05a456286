"""Regions, services and AWS's prefix lists by name: what short words in a spec stand for."""

import re

from vpcviz.model.partitions import is_region, partition_of, region_names
from vpcviz.model.services import WITH_GATEWAY_ENDPOINTS
from vpcviz.spec.problems import Path, Problems, near_names, shown

_ACCOUNT = re.compile(r"\d{12}\Z", re.ASCII)

SERVICES = tuple(
    """
    access-analyzer account acm acm-pca airflow.api airflow.env airflow.ops amplify apigateway appconfig appconfigdata
    appflow application-autoscaling appmesh appmesh-envoy-management apprunner apprunner.requests appstream.api
    appstream.streaming appsync appsync-api aps aps-workspaces athena auditmanager autoscaling autoscaling-plans b2bi backup
    backup-gateway batch bedrock bedrock-agent bedrock-agent-runtime bedrock-agentcore bedrock-runtime billing budgets
    cassandra cleanrooms cleanrooms-ml cloudcontrolapi clouddirectory cloudformation cloudhsmv2 cloudtrail codeartifact.api
    codeartifact.repositories codebuild codecommit codeconnections.api codedeploy codedeploy-commands-secure
    codeguru-profiler codeguru-reviewer codepipeline cognito-idp comprehend comprehendmedical compute-optimizer config
    connect-campaigns console controlcatalog cost-optimization-hub data-servicediscovery databrew dataexchange datasync
    datazone deadline.management deadline.scheduling devicefarm devops-guru directconnect dms docdb drs ds dynamodb
    dynamodb-streams ebs ec2 ec2messages ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth elasticache
    elasticbeanstalk elasticbeanstalk-health elasticfilesystem elasticfilesystem-fips elasticloadbalancing elasticmapreduce
    email-smtp emr-containers emr-serverless emrwal.prod entityresolution events evidently execute-api fis forecast
    forecastquery frauddetector freetier fsx git-codecommit glue glue.dashboard grafana grafana-workspace greengrass
    groundstation guardduty guardduty-data healthlake iam identitystore imagebuilder inspector-scan inspector2
    internetmonitor invoicing iot.credentials iot.data iot.fleethub.api iotfleetwise iotroborunner iotsitewise.api
    iotsitewise.data iottwinmaker.api iottwinmaker.data iotwireless.api kafka kafka-fips kendra kendra-ranking
    kinesis-firehose kinesis-streams kms lakeformation lambda launch-wizard license-manager logs lookoutequipment
    lookoutmetrics lookoutvision m2 macie2 managedblockchain-query mediaconnect medical-imaging memory-db mgn
    migrationhub-orchestrator models-v2-lex monitoring mwaa neptune-graph network-firewall networkflowmonitor networkmonitor
    notifications oam observabilityadmin omics organizations osis outposts panorama payment-cryptography.controlplane
    payment-cryptography.dataplane pca-connector-ad pca-connector-scep pcs personalize pinpoint pinpoint-sms-voice-v2 pipes
    polly pricing.api private-networks profile proton q qbusiness qldb.session quicksight-website ram rbin rds rds-data
    redshift redshift-data redshift-serverless rekognition repostspace resiliencehub resource-groups robomaker rolesanywhere
    route53resolver rum runtime-v2-lex s3 s3-global.accesspoint s3-outposts s3express s3tables s3vectors sagemaker.api
    sagemaker.featurestore-runtime sagemaker.metrics sagemaker.runtime scheduler schemas secretsmanager securityhub
    securitylake serverlessrepo servicecatalog servicediscovery servicequotas ses signer simspaceweaver
    snow-device-management sns socialmessaging sqs ssm ssm-contacts ssm-incidents ssm-quicksetup ssmmessages states
    storagegateway streaming-rekognition sts swf synthetics tax textract thinclient.api timestream-influxdb tnb transcribe
    transcribestreaming transfer transfer.server translate trustedadvisor user-subscriptions verifiedpermissions voiceid
    vpc-lattice wellarchitected wisdom workmail workspaces workspaces-web xray
    """.split()
)
"""Service codes of AWS's own endpoint services.

Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink".
"""

_PREFIX_LISTS = {
    ("eu-west-1", "s3"): "pl-6da54004",
    ("eu-west-1", "dynamodb"): "pl-6fa54006",
    ("us-east-1", "s3"): "pl-63a5400a",
    ("us-east-1", "dynamodb"): "pl-02cd2c6b",
    ("us-west-2", "s3"): "pl-68a54001",
    ("us-west-2", "dynamodb"): "pl-00a54069",
}

_PRIVATE_NAMES = {
    "execute-api": ("*.execute-api.{region}.{domain}",),
    "ecr.api": ("api.ecr.{region}.{domain}",),
    "ecr.dkr": ("*.dkr.ecr.{region}.{domain}", "dkr.ecr.{region}.{domain}"),
    "kendra-ranking": ("kendra-ranking.{region}.{dual}",),
    "kinesis-streams": ("kinesis.{region}.{domain}",),
    "kinesis-firehose": ("firehose.{region}.{domain}",),
    "s3": (
        "s3.{region}.{domain}",
        "*.s3.{region}.{domain}",
        "*.s3-accesspoint.{region}.{domain}",
        "*.s3-control.{region}.{domain}",
    ),
    "s3express": ("s3express-control.{region}.{domain}",),
    "sagemaker.api": ("api.sagemaker.{region}.{domain}",),
    "sagemaker.runtime": ("runtime.sagemaker.{region}.{domain}",),
    "sqs": ("sqs.{region}.{domain}", "{region}.queue.{domain}"),
    "lambda": ("lambda.{region}.{domain}", "lambda.{region}.{dual}"),
}


def check_region(text: str, path: Path, problems: Problems) -> None:
    """Note it where a text has not the form of a region's name (new regions come; they are not refused)."""
    if not is_region(text):
        problems.add(path, f"{shown(text)} is no AWS region", expected="such as eu-west-1", hint=near_names(text, region_names()))


def check_account(text: str, path: Path, problems: Problems) -> None:
    """Note it where a text is no account id."""
    if not _ACCOUNT.match(text):
        problems.add(path, f"{shown(text)} is no account id", expected="12 digits, such as 111122223333")


def domain_of(region: str) -> str:
    """The domain of AWS service names in a region."""
    return partition_of(region).dns_suffix


def prefix_list_id(code: str, region: str) -> str:
    """The id of AWS's prefix list for S3 or DynamoDB in a region; one made up where it is not known, "" for other services."""
    if code not in WITH_GATEWAY_ENDPOINTS:
        return ""
    return _PREFIX_LISTS.get((region, code), f"pl-{code}-{region}")


def prefix_list_service(prefix_list: str) -> tuple[str, str]:
    """(region, service code) of one of AWS's prefix lists, ("", "") for any other."""
    for (region, code), known in _PREFIX_LISTS.items():
        if known == prefix_list:
            return region, code
    match = prefix_list.split("-", 2)
    return (match[2], match[1]) if len(match) == 3 and match[1] in WITH_GATEWAY_ENDPOINTS else ("", "")


def private_names(code: str, region: str) -> tuple[str, ...]:
    """The public DNS names that private DNS of an endpoint answers; of the usual form where the service is not known.

    Source: AWS PrivateLink Guide, "DNS names for AWS services" and the services' own endpoint tables.
    """
    forms = _PRIVATE_NAMES.get(code) or (f"{'.'.join(reversed(code.split('.')))}.{{region}}.{{domain}}",)
    partition = partition_of(region)
    return tuple(form.format(region=region, domain=partition.dns_suffix, dual=partition.dual_stack_suffix) for form in forms)


def endpoint_dns_code(code: str) -> str:
    """The service part of an endpoint's own DNS names: `dkr.ecr` for `ecr.dkr`."""
    return ".".join(reversed(code.split(".")))
