"""Mouse gestures as objects: one gesture is one undo step, and Esc leaves nothing behind."""
