"""What the document says when it refuses an edit."""

from builder_app.messages.message import Sentence

BLOCK_EXISTS = Sentence("document.block_exists", "There is a block with the id {block} already.")
BLOCK_MISSING = Sentence("document.block_missing", "There is no block with the id {block}.")
BLOCK_LINKED = Sentence(
    "document.block_linked", "The block {block} still has links; remove them together with it."
)
EDGE_EXISTS = Sentence("document.edge_exists", "There is a link with the id {edge} already.")
EDGE_MISSING = Sentence("document.edge_missing", "There is no link with the id {edge}.")
FRAME_EXISTS = Sentence("document.frame_exists", "There is a frame with the id {frame} already.")
FRAME_MISSING = Sentence("document.frame_missing", "There is no frame with the id {frame}.")
NOTE_EXISTS = Sentence("document.note_exists", "There is a note with the id {note} already.")
NOTE_MISSING = Sentence("document.note_missing", "There is no note with the id {note}.")
SELF_LINK = Sentence("document.self_link", "A block can’t feed itself.")
DOUBLE_LINK = Sentence("document.double_link", "These two blocks are linked already.")
LOOP = Sentence("document.loop", "This link would close a loop: {loop}.")
INTO_SOURCE = Sentence(
    "document.into_source", "{block} starts a workflow: it brings in the rows and takes none."
)
OUT_OF_SINK = Sentence(
    "document.out_of_sink", "{block} ends a workflow: it takes rows and gives none on."
)
