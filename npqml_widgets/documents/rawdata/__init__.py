"""The raw data analysis: a school's own export cleaned, what its numbers say, and what they may not be used to say."""
