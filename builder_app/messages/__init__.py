"""Every sentence for a person that is made below the ui, as values.

One module a speaker (``messages/files.py``, ``messages/service.py`` …), each holding
:class:`Sentence` constants. Calling a sentence with its parameters gives a :class:`Message`.
The ui translates the template, the command line prints it as it is.
"""

from builder_app.messages.message import Message, Sentence

__all__ = ["Message", "Sentence"]
