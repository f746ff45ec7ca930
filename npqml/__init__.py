"""What runs on the provider's side: course files, made-up pupils, building, grading and reports."""

from npqml.put_off import put_off

put_off()
