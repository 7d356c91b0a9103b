"""What the person has set up and where the program keeps its own files. No keys."""
