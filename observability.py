"""Logging: ours, the SDK's and Temporal Core's in one shape, on stderr; stdout belongs to answers."""

import logging
import sys
from functools import cache

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)


def configure_logging(level: str = "INFO", *, json: bool = False) -> None:
    """Render every log record of this process on stderr, as JSON lines or as text for a terminal.

    Ids reach a line by `structlog.contextvars` or, in workflows and activities, by
    `logger.info(…, extra={"case_id": …, "command_id": …})` on Temporal's replay-aware loggers.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                _core_fields,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(json=json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    # The same details stand in `extra`, as fields; in the message they would stand twice.
    workflow.logger.workflow_info_on_message = False
    activity.logger.activity_info_on_message = False


@cache
def temporal_runtime() -> Runtime:
    """The one Temporal runtime of this process, whose Core logs go to Python's logging, not to stdout."""
    forwarding = LogForwardingConfig(
        logger=logging.getLogger("temporalio.core"),
        append_target_to_name=False,
        append_log_fields_to_message=False,
    )
    levels = TelemetryFilter(core_level="WARN", other_level="ERROR")
    return Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=levels, forwarding=forwarding)))


def _renderers(*, json: bool) -> list[Processor]:
    if json:
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    ]


def _core_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Core's own record gives way to the fields in it."""
    core = event.pop("temporal_log", None)
    if core is not None:
        event["core"] = core.fields
    return event
