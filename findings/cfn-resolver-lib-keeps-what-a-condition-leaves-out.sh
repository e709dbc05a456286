#!/usr/bin/env bash
# cfn-resolver-lib 1.1.8: what a false condition leaves out stays in the resolved template. A NAT gateway with a false Condition is among the Resources, marked by nothing but "Condition": false,
# and a property that Fn::If takes away by AWS::NoValue has the text "AWS::NoValue": a route whose gateway is so left out gets a gateway of that name.
# CloudFormation's pages "Conditions" and "Pseudo parameters": such a resource is not created, such a property is removed.
# Seen: both resources, and "AWS::NoValue" as the route's GatewayId.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-fund --no-audit --prefix "$folder" 'cfn-resolver-lib@1.1.8'
cat > "$folder/conditions.js" <<'JS'
const assert = require("assert");
const NodeEvaluator = require("cfn-resolver-lib");

const template = {
  Parameters: {},
  Conditions: { Public: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] } },
  Resources: {
    Nat: { Type: "AWS::EC2::NatGateway", Condition: "Public", Properties: { SubnetId: "subnet-0a" } },
    Route: {
      Type: "AWS::EC2::Route",
      Properties: {
        RouteTableId: "rtb-0a",
        DestinationCidrBlock: "0.0.0.0/0",
        GatewayId: { "Fn::If": ["Public", "igw-0a", { Ref: "AWS::NoValue" }] },
        TransitGatewayId: { "Fn::If": ["Public", { Ref: "AWS::NoValue" }, "tgw-0a"] },
      },
    },
  },
};
const resolved = new NodeEvaluator(template, { RefResolvers: { "AWS::Region": "eu-west-1" } }).evaluateNodes().Resources;
console.log(JSON.stringify(resolved, null, 1));
assert.deepStrictEqual(Object.keys(resolved), ["Nat", "Route"]);
assert.strictEqual(resolved.Route.Properties.GatewayId, "AWS::NoValue");
assert.strictEqual(resolved.Route.Properties.TransitGatewayId, "tgw-0a");
JS
node "$folder/conditions.js"
