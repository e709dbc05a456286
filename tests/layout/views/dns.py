"""Who answers for which name; no ways that packets take."""

SHOWN = {
    "Z1",
    "Z2",
    "dopt-1",
    "eni-dns",
    "eni-sqs",
    "office",
    "office/192.168.0.53",
    "rslvr-1",
    "rslvr-rr-1",
    "subnet-in",
    "vpce-sqs",
}
COUNTED = {"acl-1", "att-1", "eni-web", "i-web", "igw-1", "nat-1", "rtb-1", "sg-sqs", "sg-web", "subnet-out", "tgw-1"}
