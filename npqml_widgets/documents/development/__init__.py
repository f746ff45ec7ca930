"""The development plan: who needs what, what they will do, who is beside them, and what others will see of it."""
