"""What runs on the provider's side: course files, made-up pupils, building, grading and reports."""

from npqml.deferred_imports import defer_imports

defer_imports()
