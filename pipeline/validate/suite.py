"""Rules judged by Great Expectations: one suite, one batch, one UnexpectedRowsExpectation a rule.

It runs every query twice, so that each rule's SQL is run once before, into a table, and its expectation is
that the table has no row that fails.

The suite is built in memory from the rules, so nothing is written and no random id is kept. The settings are
those with which Great Expectations 1.24 works on DuckDB: as shipped it closes the connection before it
fetches, and its rollback discards DuckDB's result. It is imported here only, since the import takes seconds.
"""

import contextlib
import importlib
import io
import logging
import os
import threading
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.edges.problems import bad_input
from pipeline.validate.evaluate import table_of
from pipeline.validate.rules import Rule


def import_early() -> None:
    """Begin to import Great Expectations, which takes seconds, while DuckDB works outside Python's lock."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    threading.Thread(target=importlib.import_module, args=("great_expectations",)).start()


def unexpected_counts(database: Path, rules: Sequence[Rule]) -> dict[str, int]:
    """Give, by rule that came back, how many subjects Great Expectations found to fail.

    Every rule must have been evaluated in the database before.
    Raises BadInputError, naming the rule's file, where a rule could not be run. No other connection to the
    database may be open in this process; none is open afterwards.
    """
    by_name = {rule.name: rule for rule in rules}
    counts: dict[str, int] = {}
    for result in _validate(database, rules):
        name = result.expectation_config.meta["rule"]
        if message := _exception(result.exception_info):
            rule = by_name[name]
            raise bad_input(
                rule.file,
                rule.line,
                f"Great Expectations cannot judge the rule {name}: {message}.",
                "Its SQL must give a column 'outcome'.",
            )
        failed = result.result.get("observed_value")
        counts[name] = failed if result.success == (failed == 0) else -1
    return counts


def failing_rows(rule: Rule) -> str:
    """Give the query for the subjects that fail, as Great Expectations must be given it.

    It puts the query through ``str.format``, and SQLAlchemy reads ``:name`` as a parameter: braces are
    doubled and colons escaped, wherever they stand.
    """
    query = f"SELECT * FROM {table_of(rule)} WHERE outcome = 'fail'"
    return query.replace("{", "{{").replace("}", "}}").replace(":", "\\:")


def _validate(database: Path, rules: Sequence[Rule]) -> Sequence[Any]:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig
        from great_expectations.expectations.core.unexpected_rows_expectation import (
            UnexpectedRowsExpectation,
        )
        from great_expectations.expectations.metadata_types import FailureSeverity

        logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
        severity = {"error": FailureSeverity.CRITICAL, "warning": FailureSeverity.WARNING}
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        add_sql: Any = context.data_sources.add_sql  # its type leaves out the arguments for SQLAlchemy
        source = add_sql(
            name="foi",
            connection_string=f"duckdb:///{database.resolve()}",
            kwargs={
                "isolation_level": "AUTOCOMMIT",
                "skip_autocommit_rollback": True,
                "connect_args": {"read_only": True},
            },
        )
        # The rules read the whole database; Great Expectations wants a batch to hang them on.
        asset = source.add_query_asset("rules", query="SELECT 1 AS one")
        batch = asset.add_batch_definition_whole_table("whole").get_batch()
        suite = gx.ExpectationSuite(
            name="foi",
            expectations=[
                UnexpectedRowsExpectation(
                    unexpected_rows_query=failing_rows(rule),
                    severity=severity[rule.severity],
                    meta={"rule": rule.name},
                )
                for rule in rules
            ],
        )
        try:
            return list(batch.validate(suite, result_format="SUMMARY").results)
        finally:
            # Both hold connections, which would keep this process from opening the file to write.
            source.get_execution_engine().close()
            source.get_engine().dispose()


def _exception(info: dict[str, Any]) -> str | None:
    """Give the message of an exception inside a rule: one for the rule, or one per metric."""
    for part in (info, *(value for value in info.values() if isinstance(value, dict))):
        if part.get("raised_exception"):
            return str(part.get("exception_message"))
    return None
