# A VPC with subnets in zones a, b, c by name, a group for each name, and hosts by name.
variable "name" {}
variable "cidr" {}
variable "subnets" { type = map(object({ zone = string, cidr = string })) }
variable "hosts" {
  type    = map(object({ subnet = string, ip = string, size = string }))
  default = {}
}
variable "groups" {
  type    = list(string)
  default = []
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

resource "aws_subnet" "this" {
  for_each          = var.subnets
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-west-1${each.value.zone}"
  cidr_block        = each.value.cidr
  tags              = { Name = each.key }
}

resource "aws_instance" "this" {
  for_each               = var.hosts
  ami                    = "ami-12345678"
  instance_type          = each.value.size
  subnet_id              = aws_subnet.this[each.value.subnet].id
  private_ip             = each.value.ip
  vpc_security_group_ids = var.groups
  tags                   = { Name = each.key }
}

output "vpc_id" { value = aws_vpc.this.id }
output "main_table" { value = aws_vpc.this.main_route_table_id }
output "subnets" { value = { for name, one in aws_subnet.this : name => one.id } }
output "hosts" { value = { for name, one in aws_instance.this : name => one.id } }
