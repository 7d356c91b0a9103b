"""From the Publish command to the dialog and back into the project."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from builder_app.analysis.problems import Problem
from builder_app.messages import publishing as say
from builder_app.services.outcomes import PlaceNamed, Published
from builder_app.services.plan import PublishPlan, plan_publish, with_record
from builder_app.services.target import Target
from builder_app.ui.document_view import DocumentView
from builder_app.ui.inspector.pages import block_name
from builder_app.ui.main_window import MainWindow
from builder_app.ui.publish.dialog import PublishDialog, Publisher
from builder_app.ui.session import EditorSession


class Records(Protocol):
    """Where publish records are written down before anything leaves."""

    def write_record(self, view: DocumentView, then: Callable[[], None]) -> None:
        """Put the view's records on disk, then call ``then`` on the UI thread."""


class PublishController(QObject):
    """Checks, plans, writes the record down, and opens the dialog."""

    cloud_copy_requested = Signal(object)  # CloudChanged
    key_requested = Signal()
    organisation_learned = Signal(str, object)  # the id of a connection, str | None

    def __init__(self, window: MainWindow, publisher: Publisher, records: Records) -> None:
        super().__init__(window)
        self._window = window
        self._publisher = publisher
        self._records = records
        self.dialog: PublishDialog | None = None
        self._is_open = False

    def publish(self, view: DocumentView, target: Target) -> None:
        """Publish the view's workflow to the target, unless structural problems stop it."""
        errors = [p for p in view.problems.check_now() if p.severity == "error"]
        if errors:
            view.say(say.PROBLEMS(count=len(errors)).text())
            placed = (p for p in errors if p.block_id is not None or p.edge_id is not None)
            view.show_problem(next(placed, errors[0]))
            view.problems.list.setFocus()
            return
        session = view.session
        plan = plan_publish(session.workflow.snapshot(), session.records, target, session.catalogue)
        session.set_records(with_record(session.records, plan.record))
        self._records.write_record(view, lambda: self._show(view, plan))

    def _show(self, view: DocumentView, plan: PublishPlan) -> None:
        if self._is_open:
            return  # the command was given twice before the first window came up
        self._is_open = True
        label = plan.target.label
        session = view.session

        def name_part(place: PlaceNamed) -> str:
            return _part_name(session, place)

        def problem(place: PlaceNamed) -> Problem:
            return _problem(place, label, name_part(place))

        dialog = PublishDialog(plan, self._publisher, name_part, self._window)
        dialog.published.connect(lambda outcome: self._on_published(view, outcome))
        dialog.refused.connect(
            lambda places: view.problems.show_refused(tuple(map(problem, places)))
        )
        dialog.place_chosen.connect(lambda place: view.show_problem(problem(place)))
        dialog.published.connect(
            lambda outcome: self.organisation_learned.emit(
                plan.target.connection_id, outcome.record.org_id
            )
        )
        dialog.cloud_copy_requested.connect(self.cloud_copy_requested)
        dialog.key_requested.connect(self.key_requested)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def _on_finished(self) -> None:
        self._is_open = False

    def _on_published(self, view: DocumentView, outcome: Published) -> None:
        session = view.session
        view.problems.show_refused(())
        session.set_records(with_record(session.records, outcome.record))
        self._records.write_record(view, lambda: view.say(outcome.message.text()))


def _problem(place: PlaceNamed, label: str, part: str) -> Problem:
    message = say.REFUSED_AT(place=label, words=place.text)
    if part:
        message = say.REFUSED_IN(part=part, place=label, words=place.text)
    reason = place.reason.rstrip(".")
    at_field = say.REFUSED_FIELD(place=label, reason=reason) if place.spec_path else None
    return Problem("error", message, place.block_id, place.edge_id, place.spec_path, at_field)


def _part_name(session: EditorSession, place: PlaceNamed) -> str:
    """Return what a person calls the block or link that is meant, "" when none is."""
    workflow = session.workflow
    if place.block_id is not None and workflow.has_block(place.block_id):
        return block_name(session, place.block_id)
    if place.edge_id is not None and workflow.has_edge(place.edge_id):
        edge = workflow.edge(place.edge_id)
        return " → ".join(block_name(session, end) for end in (edge.from_block, edge.to_block))
    return ""
