# An interface endpoint with an address of its own in each subnet.
variable "name" {}
variable "vpc_id" {}
variable "service" {}
variable "addresses" { type = map(string) }
variable "subnets" { type = map(string) }
variable "groups" { type = list(string) }
variable "private_dns" {
  type    = bool
  default = false
}
variable "policy" {
  type    = string
  default = null
}

resource "aws_vpc_endpoint" "this" {
  vpc_id              = var.vpc_id
  service_name        = var.service
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for name in keys(var.addresses) : var.subnets[name]]
  security_group_ids  = var.groups
  private_dns_enabled = var.private_dns
  policy              = var.policy
  dynamic "subnet_configuration" {
    for_each = var.addresses
    content {
      subnet_id = var.subnets[subnet_configuration.key]
      ipv4      = subnet_configuration.value
    }
  }
  tags = { Name = var.name }
}

output "id" { value = aws_vpc_endpoint.this.id }
output "dns" { value = aws_vpc_endpoint.this.dns_entry[0] }
