"""Which ``block_type`` goes with a block: the sources contradict each other (API facts, section 7).

Blocks are told apart by ``block_name`` alone. What goes with it is, the best first: what stood in
the definition that the block was read from, what this place calls the kind, what a block of the
same kind beside it has, the catalogue's word.

What a place calls the kinds stands in the publish record, and is learned from the answers that come
along with publishing anyway. It is not asked for with calls of its own: the request is shown
before it is sent, so everything that is in it has to be known, and on disk, by then. The record
is where the window and the command line both find it without waiting; the price is that each
project learns for itself, at the cost of one more request at most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block

# the one category whose word is known not to be its name: webhook is ``io`` in the web editor
_CATEGORY_WORDS: Mapping[str, str] = {"Input": "io"}


@dataclass(frozen=True, slots=True)
class BlockTypes:
    """What one place calls the kinds, by ``block_name``; ``refused`` are words it does not take."""

    learned: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def of(self, block: Block, kind: BlockKind, beside: Mapping[str, str]) -> str:
        """Return the word for ``block``; a word that was read stays, unless it was refused here."""
        own = block.block_type
        if own is not None and self.refused.get(block.kind) != own:
            return own
        return self.learned.get(block.kind) or beside.get(block.kind) or kind.block_type

    def after_answer(self, graph: JsonObject | None) -> "BlockTypes":
        """Return what is known after the service told this graph."""
        told = _types_in(graph or {})
        news = {name: word for name, word in told.items() if self.refused.get(name) != word}
        return BlockTypes({**self.learned, **news}, self.refused)

    def after_refusal(self, refused: JsonObject, accepted: JsonObject) -> "BlockTypes":
        """Return what is known after words of one graph were refused and the other's taken."""
        before, after = _types_in(refused), _types_in(accepted)
        changed = {name: word for name, word in before.items() if after.get(name) != word}
        return BlockTypes({**self.learned, **after}, {**self.refused, **changed})


def types_beside(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the words that blocks of a document came with, by kind; the first one counts."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.block_type:
            found.setdefault(block.kind, block.block_type)
    return found


def in_the_other_convention(
    graph: JsonObject, catalogue: Catalogue, positions: frozenset[int]
) -> JsonObject:
    """Return the graph with the category where the name stood, and the name for anything else.

    ``positions`` are the blocks to change; none changes all. A kind of which no category is known
    keeps its name.
    """
    blocks = graph.get("blocks")
    if not isinstance(blocks, list):
        return graph
    changed: list[JsonValue] = [
        _turned(block, catalogue) if not positions or index in positions else block
        for index, block in enumerate(blocks)
    ]
    return {**graph, "blocks": changed}


def _turned(block: JsonValue, catalogue: Catalogue) -> JsonValue:
    if not isinstance(block, dict) or not isinstance(name := block.get("block_name"), str):
        return block
    kind = catalogue.kind(name)
    if block.get("block_type") != name:
        return {**block, "block_type": name}
    if not kind.known:
        return block
    word = _CATEGORY_WORDS.get(kind.category, kind.category.lower().replace(" ", "_"))
    return {**block, "block_type": word}


def _types_in(graph: JsonObject) -> dict[str, str]:
    found: dict[str, str] = {}
    blocks = graph.get("blocks")
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, dict):
            continue
        name, word = block.get("block_name"), block.get("block_type")
        if isinstance(name, str) and isinstance(word, str) and word:
            found.setdefault(name, word)
    return found
