"""What runs on the provider's side: course files, made-up pupils, building, grading and reports."""
