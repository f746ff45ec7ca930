"""Code that runs inside the sandbox, beside a candidate's: nothing here may be secret."""
