"""What analysis reads: a live document or a snapshot of one."""

from typing import Protocol

from builder_app.workflow.parts import Block, Edge


class Graph(Protocol):
    """Blocks and edges in the person's order. ``Workflow`` and ``Snapshot`` both are one."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All edges."""
