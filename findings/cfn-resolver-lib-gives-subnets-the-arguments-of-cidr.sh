#!/usr/bin/env bash
# cfn-resolver-lib 1.1.8: Fn::Cidr, which its page lists as to come, is not refused but resolves to its own three arguments. The usual way to cut subnets, Fn::Select over Fn::Cidr, gives the first subnet the whole block of the VPC, the second
# the number of blocks asked for, the third the number of bits; a fourth ends in "Index 3 is out of bound".
# CloudFormation's page "Fn::Cidr": an array of that many CIDR blocks of 2^bits addresses; 10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24 here.
# Seen: "10.0.0.0/16", 4 and 8.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-fund --no-audit --prefix "$folder" 'cfn-resolver-lib@1.1.8'
cat > "$folder/subnets.js" <<'JS'
const assert = require("assert");
const NodeEvaluator = require("cfn-resolver-lib");

const blocks = { "Fn::Cidr": ["10.0.0.0/16", 4, 8] };
const subnet = (index) => ({ Type: "AWS::EC2::Subnet", Properties: { CidrBlock: { "Fn::Select": [index, blocks] } } });
const template = { Parameters: {}, Conditions: {}, Resources: { First: subnet(0), Second: subnet(1), Third: subnet(2) } };
const resolved = new NodeEvaluator(template, { RefResolvers: { "AWS::Region": "eu-west-1" } }).evaluateNodes().Resources;
const seen = Object.values(resolved).map((resource) => resource.Properties.CidrBlock);
console.log("CIDR blocks of three subnets:", JSON.stringify(seen));
assert.deepStrictEqual(seen, ["10.0.0.0/16", 4, 8]);
JS
node "$folder/subnets.js"
