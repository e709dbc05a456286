"""Terraform and OpenTofu: plans and states as JSON, made into a Network by way of AWS's own answers."""
