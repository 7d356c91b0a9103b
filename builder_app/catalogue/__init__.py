"""Block kinds: what a block can be, what it takes and gives, and what its specs look like."""
