"""A provider's records: how every cohort stands, work that goes back to a platform, and what is held on a person."""
