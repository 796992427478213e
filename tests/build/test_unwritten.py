import duckdb
import pytest

from pipeline.build.database import stop_if_unwritten
from pipeline.edges.problems import PipelineError


def test_a_full_disk_is_not_blamed_on_a_rule_or_a_table() -> None:
    error = duckdb.TransactionException('Could not write file "x.duckdb": No space left on device')
    with pytest.raises(PipelineError, match=r"cannot be written: .*No space left.*once that is mended"):
        stop_if_unwritten(error)


def test_what_is_wrong_with_a_rule_is_for_the_rule_to_say() -> None:
    stop_if_unwritten(duckdb.BinderException("there is no such column"))
