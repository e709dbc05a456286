"""Hosted zones, Resolver, Profiles and global resolvers, as AWS tells them."""

import pytest

from tests.aws.fakes import OTHER, REGION, answer, network_of
from vpcviz.model import resources as r


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({}, ("simple", "", None, "", "")),
        ({"SetIdentifier": "b", "Weight": 0}, ("weighted", "b", 0, "", "")),
        ({"SetIdentifier": "b", "Failover": "SECONDARY"}, ("failover", "b", None, "secondary", "")),
        ({"SetIdentifier": "b", "Region": "eu-west-1"}, ("latency", "b", None, "", "eu-west-1")),
        ({"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}}, ("geolocation", "", None, "", "US-CA")),
        ({"GeoLocation": {"ContinentCode": "EU"}}, ("geolocation", "", None, "", "EU")),
        ({"GeoLocation": {"CountryCode": "*"}}, ("geolocation", "", None, "", "*")),
        ({"GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": 5}}, ("geoproximity", "", None, "", "eu-west-1")),
        ({"CidrRoutingConfig": {"CollectionId": "c", "LocationName": "office"}}, ("cidr", "", None, "", "office")),
        ({"SetIdentifier": "b", "MultiValueAnswer": True}, ("multivalue", "b", None, "", "")),
    ],
)
def test_a_record_says_by_which_policy_it_is_chosen(raw: dict[str, object], told: tuple[object, ...]) -> None:
    zone = {"Id": "/hostedzone/Z1", "Name": "corp.", "Config": {"PrivateZone": True}}
    record = {"Name": "a.corp.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.1"}], "HealthCheckId": "h-1", **raw}
    network = network_of(
        answer("route53.ListHostedZones", zone, region=""),
        answer("route53.ListResourceRecordSets", record, region="", scope="/hostedzone/Z1"),
    )
    (made,) = network.hosted_zones[0].records
    assert (made.routing, made.set_id, made.weight, made.failover, made.location) == told
    assert made.health_check == "h-1"


def test_a_resolver_endpoint_has_its_addresses_and_a_rule_its_vpcs() -> None:
    endpoint = {"Id": "rslvr-1", "Direction": "OUTBOUND", "HostVPCId": "vpc-1"}
    rule = {"Id": "rslvr-rr-1", "DomainName": "corp.", "RuleType": "FORWARD", "ResolverEndpointId": "rslvr-1"}
    tied = {"ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1", "Status": "COMPLETE"}
    network = network_of(
        answer("route53resolver.ListResolverEndpoints", endpoint),
        answer(
            "route53resolver.ListResolverEndpointIpAddresses",
            {"SubnetId": "subnet-1", "Ip": "10.0.1.53"},
            {"SubnetId": "subnet-2", "Ipv6": "2001:db8::53"},
            scope="rslvr-1",
        ),
        answer("route53resolver.ListResolverRules", rule),
        answer("route53resolver.ListResolverRuleAssociations", tied, {**tied, "VPCId": "vpc-2", "Status": "FAILED"}),
    )
    (made,) = network.resolver_endpoints
    assert [(one.subnet, one.ip) for one in made.ips] == [("subnet-1", "10.0.1.53"), ("subnet-2", "2001:db8::53")]
    assert network.resolver_rules[0].vpcs == ("vpc-1",)


def test_a_profile_has_the_vpcs_and_the_things_that_it_is_associated_with() -> None:
    owner = f"arn:aws:route53profiles:{REGION}:{OTHER}:profile/rp-1"
    zone = {"ProfileId": "rp-1", "ResourceArn": "arn:aws:route53:::hostedzone/Z1", "Status": "COMPLETE"}
    network = network_of(
        answer("route53profiles.ListProfiles", {"Id": "rp-1", "Arn": owner, "Name": "shared"}),
        answer(
            "route53profiles.ListProfileAssociations",
            {"ProfileId": "rp-1", "ResourceId": "vpc-1", "Priority": 3, "Status": "COMPLETE"},
        ),
        answer(
            "route53profiles.ListProfileResourceAssociations",
            zone,
            {**zone, "ResourceArn": "arn:aws:new:::thing/t-1"},
            scope="rp-1",
        ),
    )
    (made,) = network.route53_profiles
    assert (made.name, made.account, made.vpcs, made.resources_known) == ("shared", OTHER, ("vpc-1",), True)
    assert (made.hosted_zones, made.other_resources) == (("Z1",), ("arn:aws:new:::thing/t-1",))
    assert made.priorities == (r.ProfilePriority(vpc="vpc-1", priority=3),)


def test_a_global_resolver_has_its_anycast_addresses_and_no_region() -> None:
    item = {
        "id": "gr-1",
        "name": "roaming",
        "dnsName": "gr-1.route53globalresolver.global.on.aws.",
        "regions": ["eu-west-1", "us-east-1"],
        "ipv4Addresses": ["198.51.100.53"],
        "ipv6Addresses": ["2001:db8::53"],
        "status": "OPERATIONAL",
    }
    (made,) = network_of(answer("route53globalresolver.ListGlobalResolvers", item)).global_resolvers
    assert (made.name, made.region, made.state) == ("roaming", "", "operational")
    assert made.dns_name == "gr-1.route53globalresolver.global.on.aws"
    assert (made.anycast_ips, made.regions) == (("198.51.100.53", "2001:db8::53"), ("eu-west-1", "us-east-1"))
