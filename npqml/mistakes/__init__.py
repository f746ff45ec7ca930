"""Wrong answers that nobody foresaw: found, grouped, explained, and adopted as mistakes with a name."""
