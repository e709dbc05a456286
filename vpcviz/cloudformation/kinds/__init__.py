"""How CloudFormation's resource types become things, a module for each part of a network; see `vpcviz.cloudformation.drafts`."""
