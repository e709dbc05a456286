#!/usr/bin/env bash
# @mhlabs/cfn-diagram 1.1.40 (cfn-dia): its Mermaid is written from references alone. A resource that refers to no other of the template, and that none refers to, is in no line of it:
# a second VPC, or a subnet of a VPC that is imported from another stack. It says "Wrote Mermaid diagram" and exits with 0; its draw.io file of the same template has them.
# Seen: of five resources the Mermaid names three, the draw.io file five.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --prefix "$folder" '@mhlabs/cfn-diagram@1.1.40'
cat > template.json <<'TEMPLATE'
{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
  "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
  "SubnetA": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
  "SubnetB": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
  "SharedSubnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Fn::ImportValue": "network-VpcId"}, "CidrBlock": "10.9.0.0/24"}},
  "EmptyVpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}}
}}
TEMPLATE
node_modules/.bin/cfn-dia mermaid -t template.json -o map.mmd
node_modules/.bin/cfn-dia draw.io -c -t template.json -o map.drawio
for file in map.mmd map.drawio; do
  names=$(grep -oE '\b(Vpc|SubnetA|SubnetB|SharedSubnet|EmptyVpc)\b' "$file" | sort -u | tr '\n' ' ')
  echo "$file: $names"
  echo "$file: $names" >> seen
done
cat > expected <<'EXPECTED'
map.mmd: SubnetA SubnetB Vpc 
map.drawio: EmptyVpc SharedSubnet SubnetA SubnetB Vpc 
EXPECTED
diff expected seen
