"""How things of Terraform are told as AWS's own answers tell them: one module for each part of a network."""
