"""The course as typed objects: framework, sources, cohorts and modules, read from course/."""
