"""From what stands in the records to the pages of a case file."""
