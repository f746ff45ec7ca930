"""What grading comes to for people: a candidate's feedback, the picture of a cohort, and exports."""
