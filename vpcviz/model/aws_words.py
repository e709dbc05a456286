"""AWS's own words, the same in every account: what may stand in fields that tell a state, a type or a protocol.

Closed lists: a redacted network tells these and nothing else. Source: the enumerations of botocore's models (EC2, ELBv2, Route 53,
Direct Connect), and AWS's documentation where a member has no enumeration there.
"""

STATES = """
    acceptable accepted accessible active associated associating attached attaching available blackhole booked
    confirming constrained create-complete create-failed create-in-progress create_failed create_in_progress creating
    degraded delete-failed delete-in-progress delete_failed delete_in_progress deleted deleting detached detaching
    disabling disassociated disassociating down expired failed failed-insufficient-capacity failing healthy impaired
    in-use inaccessible inactive incomplete information initiating initiating-request initiatingrequest maintenance
    maintenance_in_progress modifying off on operational optimizing partial pending pending-acceptance
    pending-associated pending_attachment_acceptance pending_network_update pending_tag_acceptance pendingacceptance
    provisioned provisioning ready rejected rejecting requested rolling-back rollingback running shutting-down stopped
    stopping terminated testing unavailable unhealthy unknown up update-failed update-in-progress update_failed
    update_in_progress updating verifying
""".split()
"""States of resources, in lower case."""

HEALTH = "initial healthy unhealthy unhealthy.draining unused draining unavailable".split()
"""States of targets. Source: ELBv2 API Reference, "TargetHealth"."""

PROTOCOLS = "all tcp udp icmp icmpv6 http https tls tcp_udp geneve quic tcp_quic ssl esp ah gre ipsec sctp".split()
"""Protocols of rules, listeners and target groups, in lower case; numbers stand for others."""

PROTOCOL_NUMBER = "-1|[0-9]{1,3}"

RECORD_TYPES = "a aaaa caa cname dnskey ds https loc mx naptr ns ptr soa spf srv sshfp svcb tlsa txt".split()
"""Types of DNS records, in lower case."""

INSTANCE_TYPE = (
    r"(?:[a-z]{1,3}[0-9]{1,2}[a-z]{0,5}(?:-flex|-[a-z]?[0-9]{1,3}[a-z]{0,5}|-(?:gb|m)[0-9]+[a-z]{0,5})?|mac-m[0-9](?:max|pro|ultra)?"
    r"|u-[0-9]{1,2}tb1)\.(?:nano|micro|small|medium|large|[0-9]{0,3}xlarge|metal(?:-[0-9]{1,3}xl)?)"
)
"""The form of an instance type: family, generation and size."""

ZONE_ID = (
    r"(?:af|ap|ca|cn|eu|euc|eusc|il|me|mx|sa|ug|us|usg)[a-z]{1,3}[0-9]{1,2}-"
    r"(?:[a-z]{3}[0-9]-|wl[0-9]-[a-z]{3}-)?(?:az|wlz)[0-9]{1,2}"
)
"""The form of a zone's id. Source: EC2 User Guide, "Regions and Zones"."""
