"""Made-up candidates: what they would have handed in, broken files among it."""
