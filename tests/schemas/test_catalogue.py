from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, dimension_names
from pipeline.schemas.table import data_tables

CONTRACT = {
    "letters": "letter_id authority reference letter_date subject regime source_file media_type sha256 bytes "
    "reuse_terms",
    "questions": "question_id letter_id position number parent_id text",
    "answers": "question_id outcome refers_to text span_start span_end",
    "exemptions_cited": "question_id regime provision span_start span_end",
    "tables": "table_id question_id position caption layout n_rows n_columns span_start span_end",
    "figures": "figure_id letter_id question_id table_id row_number column_number row_label column_label "
    "kind text value unit period status span_start span_end line use reason",
    "observations": "observation_id figure_id letter_id question_id table_id measure exploitation_type sex "
    "age_group risk_marker ref_area period_start period_end period_type value value_lower value_upper "
    "obs_status value_text note",
    "checks": "check_id expectation severity letter_id subject outcome expected found detail",
    "asked": "asked_id question_id period_start period_end period_type text span_start span_end line note",
    "changes": "change_id since what in_table subject change field old new old_status new_status reason",
    "corrections": "letter_id figure_id printed corrected reason evidence",
}


def test_every_column_of_the_contract_is_there(lists: dict[str, CodeList]) -> None:
    tables = catalogue(lists)
    for name, columns in CONTRACT.items():
        assert set(columns.split()) <= set(tables[name].columns), name


def test_a_table_stands_after_those_it_refers_to(lists: dict[str, CodeList]) -> None:
    seen: set[str] = set()
    for table in catalogue(lists).values():
        seen.add(table.name)
        assert {key.table for key in table.foreign_keys} <= seen


def test_dimensions_stand_together_after_the_measure(lists: dict[str, CodeList]) -> None:
    columns = catalogue(lists)["observations"].columns
    names = dimension_names(lists)
    at = columns.index("measure") + 1
    assert columns[at : at + len(names)] == names


def test_a_new_dimension_is_a_new_column_with_its_key(lists: dict[str, CodeList]) -> None:
    fewer = {name: codes for name, codes in lists.items() if name != "sex"}
    assert "sex" not in catalogue(fewer)["observations"].columns
    assert any(key.table == "sex" for key in catalogue(lists)["observations"].foreign_keys)


def test_every_table_and_field_has_a_definition(lists: dict[str, CodeList]) -> None:
    for table in catalogue(lists).values():
        assert table.description.endswith("."), table.name
        assert all(field.title and field.description.rstrip().endswith(".") for field in table.fields), (
            table.name
        )


def test_no_definition_is_shared_by_accident() -> None:
    assert data_tables().keys() == CONTRACT.keys()
