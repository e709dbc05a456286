"""What AWS's services reach into a VPC by: VPC links, VPC origins, Verified Access endpoints, network connectors."""

from tests.aws.fakes import ACCOUNT, answer, network_of
from vpcviz.aws.calls import call_named
from vpcviz.model import resources as r

BALANCER = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:loadbalancer/net/front/1"


def test_each_is_a_workload_of_its_own_type_where_it_is_or_where_it_leads_to() -> None:
    network = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}),
        answer("ec2.DescribeSubnets", {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}),
        answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": BALANCER, "Type": "network", "VpcId": "vpc-1"}),
        answer("apigatewayv2.GetVpcLinks", {"VpcLinkId": "link-2", "Name": "two", "SubnetIds": ["subnet-1"]}),
        answer(
            "apigateway.GetVpcLinks",
            {"id": "link-1", "name": "one", "targetArns": [BALANCER], "status": "AVAILABLE"},
            {"id": "link-0", "targetArns": [BALANCER], "status": "DELETING"},
        ),
        answer(
            "ec2.DescribeVerifiedAccessEndpoints",
            {"VerifiedAccessEndpointId": "vae-1", "LoadBalancerOptions": {"SubnetIds": ["subnet-1"], "LoadBalancerArn": BALANCER}},
            {"VerifiedAccessEndpointId": "vae-2", "Status": {"Code": "deleted"}},
        ),
        answer(
            "lambda-core.GetNetworkConnector",
            {"Id": "nc-1", "Configuration": {"VpcEgressConfiguration": {"SubnetIds": ["subnet-1"]}}},
            scope="nc-1",
        ),
        answer(
            "cloudfront.ListVpcOrigins",
            {
                "VpcOriginList": {
                    "Items": [
                        {"Id": "vo-1", "OriginEndpointArn": BALANCER},
                        {"Id": "vo-2", "OriginEndpointArn": BALANCER.replace("front", "unread")},
                    ]
                }
            },
        ),
    )
    assert {one.id: (one.type, one.vpc, one.subnets) for one in network.workloads} == {
        "link-1": ("api-gateway-vpc-link", "vpc-1", ()),
        "link-2": ("api-gateway-vpc-link", "vpc-1", ("subnet-1",)),
        "nc-1": ("lambda-network-connector", "vpc-1", ("subnet-1",)),
        "vae-1": ("verified-access-endpoint", "vpc-1", ("subnet-1",)),
        "vo-1": ("cloudfront-vpc-origin", "vpc-1", ()),
        "vo-2": ("cloudfront-vpc-origin", "", ()),
    }
    assert network.get("vo-1", r.Workload).region == "eu-west-1"  # type: ignore[union-attr]


def test_the_actions_are_those_of_iam() -> None:
    names = ("apigateway.GetVpcLinks", "apigatewayv2.GetVpcLinks", "lambda-core.ListNetworkConnectors")
    assert [call_named(name).action for name in names] == ["apigateway:GET", "apigateway:GET", "lambda:ListNetworkConnectors"]
