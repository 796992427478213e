import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.schemas.codelists import CodeList, read_code_lists
from pipeline.schemas.register import Register, read_register


@pytest.fixture(scope="module")
def register(root: Path) -> Register:
    return read_register(root / "raw/codelists/register")


def test_the_register_has_every_local_authority_of_the_united_kingdom(register: Register) -> None:
    kinds = Counter(one.code[:3] for one in register.authorities)
    assert kinds == {
        "E06": 63,  # unitary authorities since the reorganisation of April 2023
        "E07": 164,
        "E08": 36,
        "E09": 33,  # with the City of London
        "E10": 21,
        "N09": 11,
        "S12": 32,
        "W06": 22,
    }


def test_no_two_authorities_share_a_folder(register: Register) -> None:
    slugs = [one.slug for one in register.authorities]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    assert "codelists" not in slugs


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Sheffield City Council", "E08000019"),
        ("London Borough of Bexley", "E09000004"),
        ("Royal Borough of Kensington & Chelsea", "E09000020"),
        ("Cornwall Council", "E06000052"),
        ("Durham County Council", "E06000047"),
        ("The Highland Council", "S12000017"),
        ("City of Bradford Metropolitan District Council", "E08000032"),
        ("City of York Council", "E06000014"),
        ("Bristol City Council", "E06000023"),
        ("St Helens Borough Council", "E08000013"),
        ("Borough Council of King’s Lynn and West Norfolk", "E07000146"),
        ("Mid Ulster District Council", "N09000009"),
        ("FLINTSHIRE COUNTY COUNCIL", "W06000005"),
        ("Leicestershire County Council", "E10000018"),
        ("E08000026", "E08000026"),
        ("isles-of-scilly", "E06000053"),
        ("Abertawe", "W06000011"),
    ],
)
def test_a_title_is_that_of_the_one_area_that_fits_it(register: Register, title: str, code: str) -> None:
    found = register.find(title)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "title",
    [
        "Leicester County Council",  # Leicester is a city
        "Kent City Council",
        "London Borough of Leeds",
        "Cumbria County Council",  # abolished in 2023
        "Exampleton Borough Council",
        "Council",
        "",
    ],
)
def test_a_title_that_fits_no_area_is_nobodys(register: Register, title: str) -> None:
    assert register.find(title) is None


def test_the_nearest_are_by_the_name_of_the_area(register: Register) -> None:
    assert register.nearest("Leicster City Council")[0].name == "Leicester"
    assert register.nearest("Zzyzx") == []


def test_the_register_is_no_code_list(root: Path, lists: dict[str, CodeList]) -> None:
    assert "register" not in lists
    assert set(lists["authority"].codes) == {"E08000026"}
    assert read_code_lists(root / "raw/codelists").keys() == lists.keys()


def test_what_is_wrong_with_the_register_is_named(project: Path) -> None:
    folder = project / "raw/codelists/register"
    (folder / "authority.csv").write_text("code,name,region,variants\nX1,Exampleton,,\n", encoding="utf-8")
    (folder / "title.csv").unlink()
    with pytest.raises(BadInputError) as caught:
        read_register(folder)
    said = str(caught.value)
    assert "raw/codelists/register/authority.csv:2: code is 'X1'; it must match" in said
    assert "raw/codelists/register/authority.csv:2: region may not be empty." in said
    assert "raw/codelists/register/title.csv: the register is missing." in said


def test_a_code_of_no_known_kind_is_named(project: Path) -> None:
    folder = project / "raw/codelists/register"
    (folder / "authority.csv").write_text(
        "code,name,region,variants\nE99000001,Exampleton,North East,\n", encoding="utf-8"
    )
    with pytest.raises(BadInputError, match=r"authority\.csv:2: E99000001 is of no known kind"):
        read_register(folder)
