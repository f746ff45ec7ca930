"""The course in JupyterLab, set up for a candidate, a facilitator or a provider."""
