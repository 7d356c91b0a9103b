"""Numbers that keep the undo steps of the inspector apart."""

from itertools import count

_steps = count()


def next_step() -> int:
    """Return a number no page had before: typing merges only while its number stays.

    Pages come and go with the selection, so a count of their own would start again and what is
    typed on coming back would melt into the step before. UI thread only.
    """
    return next(_steps)
