"""What the commands end with: scripts rely on these."""

DONE = 0
PROBLEMS = 1
USAGE = 2
REFUSED = 3
NOT_REACHED = 4
INTERRUPTED = 130
