#!/usr/bin/env bash
# @mhlabs/cfn-diagram 1.1.40 (cfn-dia), with the yaml-cfn that it installs: Fn::GetAtt with its two words as one ("Vpc.VpcId", which YAML templates may have in the long form too) ends its look for references,
# for the whole template. It prints a TypeError, then "Wrote Mermaid diagram", writes a diagram without any line, and exits with 0. With the list of two words the same template has both links.
# Seen: 0 links and 2 links, exit 0 both times.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --prefix "$folder" '@mhlabs/cfn-diagram@1.1.40'
write() {
  cat <<TEMPLATE
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId:
        Fn::GetAtt: $1
      CidrBlock: 10.0.0.0/24
  SubnetB:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
TEMPLATE
}
write 'Vpc.VpcId' > word.yaml
write '[Vpc, VpcId]' > list.yaml
for form in word list; do
  status=0
  node_modules/.bin/cfn-dia mermaid -t "$form.yaml" -o "$form.mmd" > "$form.said" 2>&1 || status=$?
  error=$(grep -oE '^TypeError: .*' "$form.said" || true)
  links=$(grep -c -e '-->' "$form.mmd" || true)
  echo "$form: exit $status, $links links. $error" | tee -a seen
done
cat > expected <<'EXPECTED'
word: exit 0, 0 links. TypeError: data.join is not a function
list: exit 0, 2 links. 
EXPECTED
diff expected seen
