"""``workflow-builder publish FILE``."""

import json
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path

from builder_app.analysis.problems import problems
from builder_app.api.endpoint import DEFAULT_BASE_URL, Endpoint, EndpointRefused
from builder_app.api.records import WorkflowRecord
from builder_app.api_key import ApiKey
from builder_app.catalogue.seed import seed_catalogue
from builder_app.cli import exit_codes
from builder_app.cli.failure import CommandFailed
from builder_app.cli.project import load, write_text
from builder_app.credentials.environment import environment_access
from builder_app.credentials.outcomes import KeyFound
from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.messages import cli as say
from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    NotReached,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.services.plan import PublishPlan, plan_publish, with_record
from builder_app.services.target import Target
from builder_app.settings.places import places, sandbox_database
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Settings
from builder_app.storage.project_file import FileRefused, write_publish_records
from builder_app.workflow.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What the command line said."""

    endpoint: str | None
    dry_run: bool
    overwrite: bool
    as_json: bool


def publish_file(path: Path, options: PublishOptions) -> tuple[int, tuple[Message, ...]]:
    """Publish a project file and keep its publish record in it. Raises :class:`CommandFailed`."""
    project = load(path)
    found = problems(project.snapshot, seed_catalogue())
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        count = say.NOT_PUBLISHED(count=len(errors), name=path.name)
        return exit_codes.PROBLEMS, (*(problem.message for problem in errors), count)
    store = SettingsStore(places().settings_file)
    target = _target(options, store.current)
    plan = plan_publish(project.snapshot, project.publish_records, target, seed_catalogue())
    if options.dry_run:
        write_text(json.dumps(plan.body(), indent=2, ensure_ascii=False), None)
        return exit_codes.DONE, ()
    if target.key is None:
        raise CommandFailed(say.NO_KEY(host=target.host), exit_codes.REFUSED)
    _keep(plan.record, path)
    outcome = _send(plan, overwrite=options.overwrite)
    code, said = _report(outcome, as_json=options.as_json)
    if store.start_message:
        said = (store.start_message, *said)
    if isinstance(outcome, Published):
        try:
            _keep(outcome.record, path)
        except CommandFailed as failure:  # what was published is said all the same
            return failure.exit_code, (*said, failure.message)
    return code, said


def _target(options: PublishOptions, settings: Settings) -> Target:
    access = environment_access()
    address = options.endpoint or access.endpoint or DEFAULT_BASE_URL
    try:
        endpoint = Endpoint(address)
    except EndpointRefused as refusal:
        raise CommandFailed(refusal.message) from refusal
    # what is only shown needs no key, so no keyring is waited for
    key = None if options.dry_run else access.key or _stored_key(endpoint, settings)
    proxy = settings.proxy_for_requests
    return Target("environment", endpoint.host, endpoint, key, proxy=proxy)


def _stored_key(endpoint: Endpoint, settings: Settings) -> ApiKey | None:
    """The key of the person's own connection to this address; the active one comes first."""
    from builder_app.credentials.key_store import KeyStore

    candidates = sorted(
        settings.connections, key=lambda each: each.id != settings.active_connection_id
    )
    for connection in candidates:
        if not _leads_to(connection.endpoint, endpoint):
            continue
        outcome = KeyStore().read(connection.id).result()
        if isinstance(outcome, KeyFound):
            return outcome.key
    return None


def _leads_to(address: str, endpoint: Endpoint) -> bool:
    try:
        return Endpoint(address) == endpoint
    except EndpointRefused:
        return False


def _keep(record: PublishRecord, path: Path) -> None:
    """Put the record into the file as it is now: it may have been saved while the service worked.

    Raises :class:`CommandFailed`.
    """
    try:
        write_publish_records(with_record(load(path).publish_records, record), path)
    except FileRefused as refusal:
        raise CommandFailed(refusal.message) from refusal


def _send(plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
    from builder_app.background.io_loop import IoLoop
    from builder_app.services.gateway import Gateway

    loop = IoLoop()
    loop.start()
    try:
        future = Gateway(loop, seed_catalogue(), sandbox_database()).publish(
            plan, overwrite=overwrite
        )
        return future.result()
    except CancelledError as error:
        raise KeyboardInterrupt from error
    finally:
        loop.close()


def _report(outcome: PublishOutcome, *, as_json: bool) -> tuple[int, tuple[Message, ...]]:
    match outcome:
        case Published():
            if as_json:
                data = _as_data(outcome.workflow)
                write_text(json.dumps(data, indent=2, ensure_ascii=False), None)
            else:
                write_text(outcome.workflow.id, None)
            return exit_codes.DONE, (outcome.message, *outcome.remarks)
        case CloudChanged():
            return exit_codes.REFUSED, (outcome.message, say.CLOUD_CHANGED())
        case KeyNeeded():
            return exit_codes.REFUSED, (outcome.message,)
        case NotReached():
            return exit_codes.NOT_REACHED, (outcome.message, *_words(outcome.detail))
        case Declined():
            return exit_codes.REFUSED, (outcome.message, *_words(outcome.detail))
        case Refused():
            named = (words for place in outcome.places for words in _words(place.text))
            told = _words(outcome.detail) or tuple(named)
            return exit_codes.REFUSED, (outcome.message, *told)


def _words(text: str) -> tuple[Message, ...]:
    return (say.SERVICE_SAYS(words=text),) if text else ()


def _as_data(workflow: WorkflowRecord) -> JsonObject:
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status,
        "step": workflow.step,
        "created_at": workflow.created_at,
        "updated_at": workflow.updated_at,
        "last_run_date": workflow.last_run_date,
        "user_uuid": workflow.user_uuid,
        "org_id": workflow.org_id,
    }
