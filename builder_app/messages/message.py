"""A sentence as a value: a code, an English template and parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter

from typing_extensions import override

Parameter = str | int


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for a person, with everything needed to say it in their language.

    ``code`` is stable and meant for scripts (``--json``) and tests; ``template`` is English with
    ``{named}`` parameters, and is what a translation replaces.
    """

    code: str
    template: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] | None = None) -> str:
        """Return the sentence. ``translate`` maps the English template to the person's language."""
        template = translate(self.template) if translate else self.template
        return template.format_map(self.parameters)

    @override
    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message without its parameters: ``FILE_MISSING(name="a")`` gives the :class:`Message`."""

    code: str
    template: str

    def __call__(self, **parameters: Parameter) -> Message:
        """Return the message. Raises ``TypeError`` when a parameter is missing or not known."""
        wanted = {name for _, name, _, _ in Formatter().parse(self.template) if name}
        if wanted != parameters.keys():
            raise TypeError(f"{self.code} takes {sorted(wanted)}, got {sorted(parameters)}")
        return Message(self.code, self.template, parameters)
