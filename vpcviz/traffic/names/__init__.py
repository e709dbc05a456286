"""What a DNS name answers: by a VPC's resolver, by on-premises servers, by public DNS."""
