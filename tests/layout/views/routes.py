"""Route tables, what they lead to, and what joins networks; neither servers, nor names, nor filters."""

SHOWN = {"att-1", "igw-1", "nat-1", "office", "rtb-1", "subnet-in", "subnet-out", "tgw-1", "vpce-s3"}
COUNTED = {"Z1", "Z2", "acl-1", "dopt-1", "eni-sqs", "eni-web", "i-web", "rslvr-1", "sg-sqs", "sg-web", "vpce-sqs"}
