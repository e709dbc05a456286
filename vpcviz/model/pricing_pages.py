"""Where AWS says what is charged for: reasons why kinds cost nothing themselves (`NOT_CHARGED`), those that several kinds share."""

VPC = 'free: Amazon VPC User Guide, "Pricing for Amazon VPC", names what is charged for in a VPC'
VPN = 'hours of VPN connections are charged for: AWS Site-to-Site VPN User Guide, "What is AWS Site-to-Site VPN?", "Pricing"'
DIRECT_CONNECT = 'port hours and data out are charged for: Direct Connect User Guide, "Pricing for Direct Connect"'
OUTPOSTS = 'AWS makes it as it installs the Outpost: AWS Outposts User Guide, "Local gateways", "Local gateway basics"'
ROUTE_SERVER = 'its endpoints are charged for: Amazon VPC pricing, "VPC Route Server"'
LATTICE = "services and resources are charged for: Amazon VPC Lattice pricing"
SECONDARY = "counted with its secondary network"
