"""Reading: from the bytes of one document to its pages, inside the sandbox; values out, nothing else."""
