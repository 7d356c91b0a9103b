"""Places on the canvas, in scene pixels: one screen pixel at 100 % zoom; y grows downwards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the canvas. For a block it is the top left corner."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> "Point":
        """Return the point ``dx`` to the right and ``dy`` below."""
        return Point(self.x + dx, self.y + dy)


@dataclass(frozen=True, slots=True)
class Size:
    """An extent on the canvas."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the canvas: its top left corner and its extent."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether the two share any area; touching edges do not."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )
