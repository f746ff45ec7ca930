"""What a candidate wrote or a candidate's run showed, made harmless for pages that a provider opens."""
