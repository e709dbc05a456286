"""A packet and its flow: addresses, what is asked, what is answered, the reasons why a way ends."""
