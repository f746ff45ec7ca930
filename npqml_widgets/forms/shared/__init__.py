"""What the forms of documents share: keeping each change, files beside the notebook, and tables brought in."""
