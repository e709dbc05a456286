"""Load balancers and the rules of their listeners, as AWS tells them."""

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of


def test_private_link_rules_of_a_network_load_balancer() -> None:
    def of(**more: str) -> bool:
        arn = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/net/pay/1"
        made = network_of(answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": arn, "Type": "network", **more}))
        return made.load_balancers[0].private_link_rules

    assert of()
    assert of(EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="on")
    assert not of(EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="off")


def test_rules_of_a_listener_with_their_conditions() -> None:
    begin = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}"
    balancer, listener = f"{begin}:loadbalancer/app/web/1", f"{begin}:listener/app/web/1/2"
    forward = [{"Type": "forward", "TargetGroupArn": f"{begin}:targetgroup/t/3"}]
    rule = {
        "RuleArn": f"{begin}:listener-rule/app/web/1/2/9",
        "Priority": "10",
        "Conditions": [
            {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/pay/*"]}},
            {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}},
        ],
        "Actions": forward,
    }
    default = {"RuleArn": f"{begin}:listener-rule/app/web/1/2/8", "Priority": "default", "Actions": forward}
    network = network_of(
        answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": balancer, "Type": "application"}),
        answer("elbv2.DescribeListeners", {"ListenerArn": listener, "LoadBalancerArn": balancer, "Port": 443, "Protocol": "HTTPS"}),
        answer("elbv2.DescribeRules", rule, default),
    )
    (made,) = network.load_balancers
    assert made.rules_known
    (only,) = made.rules
    assert (only.priority, only.port, only.target_groups) == (10, 443, (f"{begin}:targetgroup/t/3",))
    assert only.conditions == {"path-pattern": ("/pay/*",), "source-ip": ("10.0.0.0/8",)}
