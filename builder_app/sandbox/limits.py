"""How much the sandbox takes. The service's own limits are not known (API facts, section 3)."""

MAX_BODY_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 64
MAX_BLOCKS = 2_000
MAX_EDGES = 10_000
MAX_NAME = 1_000
MAX_DESCRIPTION = 50_000
MAX_ID = 500
MAX_CONDITION = 20_000
MAX_PROBLEMS = 100
"""Problems told in one answer; nobody reads more, and a hostile body could cause millions."""
MAX_ECHO = 200
"""Characters of the person's own input that a problem repeats."""
MAX_WORKFLOWS = 5_000
