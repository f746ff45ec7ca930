"""From md:myst in course/ to the notebooks in source/ and release/, and the gates that each must pass."""
