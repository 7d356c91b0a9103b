"""What is shown before a workflow is open."""
