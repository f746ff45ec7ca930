"""Stock nbgrader courses, which declare no answers: graded in one stage inside the sandbox."""
