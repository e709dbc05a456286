"""Load balancers of every type: Classic, Application, Network, Gateway."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, reads
from vpcviz.aws.shapes import Shape, Texts, domain, unique, word
from vpcviz.model import resources as r

POSITION = 110

EACH_CLASSIC = Each("elb.DescribeLoadBalancers", "LoadBalancerName", "LoadBalancerName")
EACH_BALANCER = Each("elbv2.DescribeLoadBalancers", "LoadBalancerArn", "LoadBalancerArn", own="LoadBalancerArn")


class ClassicListener(Shape, frozen=True, gc=False):
    """A listener of a Classic Load Balancer."""

    protocol: str = ""
    load_balancer_port: int | None = None
    instance_port: int | None = None


class ListenerDescription(Shape, frozen=True, gc=False):
    """What wraps a listener of a Classic Load Balancer."""

    listener: ClassicListener = ClassicListener()


class ClassicInstance(Shape, frozen=True, gc=False):
    """An instance behind a Classic Load Balancer."""

    instance_id: str = ""


class ClassicBalancer(Shape, frozen=True, gc=False):
    """A Classic Load Balancer."""

    load_balancer_name: str = ""
    scheme: str = ""
    vpc_id: str = field(name="VPCId", default="")
    subnets: Texts = ()
    security_groups: Texts = ()
    dns_name: str = field(name="DNSName", default="")
    listener_descriptions: tuple[ListenerDescription, ...] = ()
    instances: tuple[ClassicInstance, ...] = ()


@reads(
    "elb",
    "DescribeLoadBalancers",
    "LoadBalancerDescriptions",
    "load_balancers",
    "Classic Load Balancers",
    ClassicBalancer,
    "LoadBalancerName",
    tokens=MARKER,
)
def classic_load_balancers(estate: Estate, answer: Answer, item: ClassicBalancer) -> None:
    """Classic Load Balancers, by the ARN that IAM knows them by. Source: Service Authorization Reference."""
    name = item.load_balancer_name
    if not name or not item.vpc_id:
        return
    listeners = [one.listener for one in item.listener_descriptions]
    estate.put(
        "load_balancers",
        classic_arn(answer, name),
        answer,
        name=name,
        type="classic",
        scheme=word(item.scheme),
        vpc=item.vpc_id,
        subnets=item.subnets,
        security_groups=item.security_groups,
        dns_name=domain(item.dns_name),
        listeners=tuple(
            r.Listener(protocol=one.protocol, port=one.load_balancer_port, target_port=one.instance_port)
            for one in listeners
            if one.load_balancer_port is not None
        ),
        targets=unique(one.instance_id for one in item.instances),
    )


def classic_arn(answer: Answer, name: str) -> str:
    """What a Classic Load Balancer of the account and region of an answer goes by."""
    return f"arn:aws:elasticloadbalancing:{answer.region}:{answer.account}:loadbalancer/{name}"


class BalancerZone(Shape, frozen=True, gc=False):
    """A zone of a load balancer."""

    subnet_id: str = ""
    zone_name: str = ""


class Balancer(Shape, frozen=True, gc=False):
    """An Application, Network or Gateway Load Balancer."""

    load_balancer_arn: str = ""
    load_balancer_name: str = ""
    type: str = ""
    scheme: str = ""
    vpc_id: str = ""
    availability_zones: tuple[BalancerZone, ...] = ()
    security_groups: Texts = ()
    dns_name: str = field(name="DNSName", default="")
    enforce_security_group_inbound_rules_on_private_link_traffic: str = ""


@reads(
    "elbv2",
    "DescribeLoadBalancers",
    "LoadBalancers",
    "load_balancers",
    "load balancers",
    Balancer,
    "LoadBalancerArn",
    tokens=MARKER,
)
def load_balancers(estate: Estate, answer: Answer, item: Balancer) -> None:
    """Application, Network and Gateway Load Balancers."""
    estate.put(
        "load_balancers",
        item.load_balancer_arn,
        answer,
        name=item.load_balancer_name,
        type=word(item.type, "application"),
        scheme=word(item.scheme),
        vpc=item.vpc_id,
        subnets=unique(one.subnet_id for one in item.availability_zones),
        security_groups=item.security_groups,
        dns_name=domain(item.dns_name),
        cross_zone=True if item.type == "application" else None,
        private_link_rules=item.enforce_security_group_inbound_rules_on_private_link_traffic != "off",
    )
