"""CloudFormation: templates (those that CDK writes, too), made into a Network by way of things and AWS's own answers."""
