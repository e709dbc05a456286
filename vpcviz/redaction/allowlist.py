"""The closed lists of what a redacted network tells: AWS's own words. What is in none of them is not AWS's, or not known to be."""

import re
from functools import cache

from vpcviz.aws.calls import CALLS
from vpcviz.icons.finding import diagrams_folder
from vpcviz.icons.kinds import SERVICES, own_names
from vpcviz.model import COLLECTIONS
from vpcviz.model.meanings import CallWord, CollectionName, IconName, Meaning, RegionName, Word, ZoneName
from vpcviz.model.partitions import dns_suffixes, is_region
from vpcviz.model.services import service_code, service_region
from vpcviz.spec.regions import SERVICES as SERVICE_CODES

_ZONE = re.compile(r"(?:-[a-z]{3}-[0-9])?[a-z]\Z|-wl[0-9]-[a-z]{3}-wlz-[0-9]\Z|-wl[0-9]-[a-z]{3}[0-9]-wlz-[0-9]\Z")
"""What follows a region's name in a zone's. Source: EC2 User Guide, "Regions and Zones"."""

_OTHER_CODES = """
    accesspoint cloudfront.origin-facing es eu-central-1.s3 firehose ipv6.cloudfront.origin-facing ipv6.dynamodb
    ipv6.route53-healthchecks ipv6.s3 ipv6.vpc-lattice kinesis aiops apprunner apprunner.requests aoss elasticloadbalancing
    route53-healthchecks vpce workspaces-web s3-accesspoint s3-control s3-fips sagemaker.notebook sagemaker.studio
    ec2-instance-connect ipv6.ec2-instance-connect appstream.api appstream.streaming iotwireless.cups iotwireless.lns
""".split()
"""Service codes and prefix lists that the PrivateLink Guide's table does not have."""

_LABELS = """
    amazonaws api aps-workspaces awsapprunner cache cfg cloudfront clustercfg cn com compute compute-1 control dkr dualstack ec2
    elasticache elasticbeanstalk elb emrappui es execute-api fips firehose iot kafka kinesis lambda-url manage mq neptune net
    notebook on opensearch pinpoint privatelink rds redshift s3 s3-accesspoint s3-control s3-deprecated s3-website sagemaker
    streams studio vpce vpc-lattice-svcs www
""".split()
"""Labels of AWS's own in names below its domains, besides service codes, regions and zones."""

_DOMAINS = (
    "amazonaws.com", "amazonaws.com.cn", "api.aws", "on.aws", "aws.dev", "sagemaker.aws", "elasticbeanstalk.com", "cloudfront.net",
    "awsapprunner.com", "awsglobalaccelerator.com", "compute.internal", "compute-1.internal", "ec2.internal", "amazonaws.eu",
    "amazon.com",
)  # fmt: skip
"""Domains of AWS, besides those of its partitions."""

_ERRORS = """
    AccessDenied AccessDeniedException AuthFailure AuthorizationError AuthorizationErrorException AWSOrganizationsNotInUseException
    BandwidthLimitExceeded Blocked ClientError ConnectionClosedError ConnectTimeoutError CouldNotConnect DependencyTimeout
    DirectConnectClientException DirectConnectServerException EC2ThrottledException EndpointConnectionError ExpiredToken
    ExpiredTokenException Forbidden IncompleteSignature InternalError InternalFailure InternalServerError InternalServiceError
    InternalServiceErrorException InvalidAction InvalidClientTokenId InvalidParameterValue InvalidRequest InvalidRequestException
    InvalidSignatureException LimitExceededException MoreInDump NoCredentialsError NoSuchHostedZone NotFound NotFoundException
    NotInDump OperationNotPermitted OptInRequired PendingVerification PriorRequestNotComplete ProvisionedThroughputExceededException
    ReadTimeoutError RegionDisabledException RequestExpired RequestLimitExceeded RequestThrottled RequestThrottledException
    RequestTimeout RequestTimeoutException ResourceNotFoundException
    ResponseParserError ServiceUnavailable ServiceUnavailableException
    SignatureDoesNotMatch SlowDown SSLError Stopped ThrottledException Throttling ThrottlingException TooManyRequestsException
    TransactionInProgressException TruncatedInDump UnauthorizedException UnauthorizedOperation UnrecognizedClientException
    HiddenInDump KnownAfterApply NewWord NotInConfig NotInTemplate UnsupportedOperation ValidationError ValidationException
""".split()
"""Error codes of AWS, of botocore and of vpcviz."""


@cache
def service_codes() -> frozenset[str]:
    """Codes of AWS's own services, as endpoint services and prefix lists are called."""
    return frozenset({*SERVICE_CODES, *SERVICES, *_OTHER_CODES})


@cache
def aws_labels() -> frozenset[str]:
    """Labels of AWS's own in DNS names."""
    parts = {part for code in service_codes() for part in code.split(".")}
    return frozenset({*_LABELS, *parts, *(call.service for call in CALLS)})


@cache
def aws_domains() -> tuple[str, ...]:
    """AWS's domains, the longest first."""
    return tuple(sorted({*_DOMAINS, *dns_suffixes()}, key=lambda name: (-len(name), name)))


@cache
def _call_words() -> frozenset[str]:
    words = {word for call in CALLS for word in (call.service, call.operation)}
    return frozenset({*words, *_ERRORS, "sts", "AssumeRole", "GetCallerIdentity", "organizations", "ListAccounts"})


def is_zone(text: str) -> bool:
    """Whether a text is the name of an availability, local or wavelength zone."""
    match = re.match(r"[a-z-]+-[0-9]{1,2}", text)
    return match is not None and is_region(match.group()) and _ZONE.fullmatch(text[match.end() :]) is not None


def is_service_name(text: str) -> bool:
    """Whether a text is the name of one of AWS's own services for endpoints, or of one of its prefix lists."""
    region, code = service_region(text), service_code(text)
    if not is_region(region) and region != "global":
        code = f"{region}.{code}"  # com.amazonaws.s3-global.accesspoint
    return code.removesuffix("-fips") in service_codes()


@cache
def is_icon(text: str) -> bool:
    """Whether a text names one of our icons or one of the `diagrams` package's."""
    root = diagrams_folder()
    parts = text.split("/")
    if text in own_names() or root is None or not all(re.fullmatch(r"[a-z0-9-]+", part) for part in parts):
        return text in own_names()
    return (root / f"{text}.png").is_file()


def is_kept(meaning: Meaning, text: str) -> bool:
    """Whether a text is AWS's own word, as its field's meaning says."""
    if isinstance(meaning, Word):
        return text.lower() in _lowered(meaning) or bool(meaning.form and re.fullmatch(meaning.form, text))
    if isinstance(meaning, RegionName):
        return is_region(text)
    if isinstance(meaning, ZoneName):
        return is_zone(text)
    if isinstance(meaning, CollectionName):
        return text in COLLECTIONS
    if isinstance(meaning, CallWord):
        return text in _call_words() or re.fullmatch("[1-5][0-9][0-9]", text) is not None
    return isinstance(meaning, IconName) and is_icon(text)


@cache
def _lowered(word: Word) -> frozenset[str]:
    return frozenset(one.lower() for one in word.words)
