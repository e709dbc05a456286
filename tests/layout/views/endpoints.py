"""Endpoints with their interfaces, names, groups and services, and the ways by NAT; no other servers and names."""

SHOWN = {"Z1", "com.amazonaws.eu-west-1.sqs", "eni-sqs", "igw-1", "nat-1", "rtb-1", "sg-sqs", "subnet-in", "vpce-s3", "vpce-sqs"}
COUNTED = {"Z2", "acl-1", "dopt-1", "eni-dns", "eni-web", "i-web", "office", "rslvr-1", "rslvr-rr-1", "sg-web"}
