"""What can be known of a workflow before it runs. Pure functions of document and catalogue."""
