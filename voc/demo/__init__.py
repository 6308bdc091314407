"""The demonstration company: a fictional retailer, seeded and marked as such."""
