import pytest

from pipeline.extract import citations, statements
from pipeline.extract.citations import Cited


def cited(text: str, hides: bool = False, cells: tuple[int, ...] = ()) -> Cited:
    return citations.find(text, statements.read(text, (0, len(text)), "", cells), hides)


def provisions(text: str) -> list[str]:
    return [f"{one.regime} {one.provision}" for one in cited(text).citations]


def test_provisions_that_refuse_are_cited_and_no_others() -> None:
    assert provisions(
        "Refused under Section 40 (2) and 40(3) of the FOI Act, and section 31(1)(a)."
        " Under section 16 we advise."
        " Personal data is defined in Section 3(2) of the Data Protection Act 2018. See regulation 12(4)(b)."
    ) == ["FOIA 40(2)", "FOIA 40(3)", "FOIA 31(1)(a)", "EIR 12(4)(b)"]


@pytest.mark.parametrize(
    "text",
    [
        "Section 12 - Libraries open to the public",
        "There were 40 Section 17 assessments and 12 Section 47 enquiries.",
        "The tenancy was ended by a section 21 notice.",
        "Section 12 doctors are paid £200.",
        "The road was adopted under section 38.",
        "They were detained under section 37 of the Mental Health Act.",
        "Section 37(2) of the Act of 1983 was used.",
        "Please see section 12 of the lease; we cannot provide more.",
        "Care was unsafe under Regulation 12.",
        "We had Section 106 contributions and a Section 75 agreement.",
        "If you are unhappy, section 50 of the Act gives you a right to complain.",
        "We no longer rely on section 43(2) of the Act.",
    ],
)
def test_what_bears_a_sections_name_is_no_exemption(text: str) -> None:
    assert provisions(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Names are withheld (section 40(2)).", ["FOIA 40(2)"]),
        ("Section 12(1) is engaged.", ["FOIA 12(1)"]),
        ("See question 3 (s12 FOIA).", ["FOIA 12"]),
        ("The prices are blacked out (section 43(2), commercial interests).", ["FOIA 43(2)"]),
        ("Exempt - S43", ["FOIA 43"]),
        ("Section 40(2)", ["FOIA 40(2)"]),
        ("The names are withheld.\nSection 40(2) – Personal information", ["FOIA 40(2)"]),
        ("Exempt under section 38(1)b of the Freedom of Information (Scotland) Act.", ["FOISA 38(1)b"]),
        ("The exception in regulation 13 is engaged. (Environmental Information)", ["EIR 13"]),
        ("Exempt under section 40(2) and (3)(a)(i).", ["FOIA 40(2)", "FOIA 40(3)(a)(i)"]),
        ("Exempt under section 31(1)(a), (b) and 40(2).", ["FOIA 31(1)(a)", "FOIA 31(1)(b)", "FOIA 40(2)"]),
        (
            "Exempt under section 36(2)(b)(i) and (ii) or (c).",
            ["FOIA 36(2)(b)(i)", "FOIA 36(2)(b)(ii)", "FOIA 36(2)(c)"],
        ),
    ],
)
def test_a_citation_counts_where_the_words_beside_it_refuse_or_rely_on_it(
    text: str, found: list[str]
) -> None:
    assert provisions(text) == found


def test_the_label_of_a_row_cites_nothing() -> None:
    text = "Detained under section 41 9\nThe names cannot be given."
    assert cited(text, cells=(26,)).citations == ()


def test_a_citation_that_is_left_out_is_a_doubt() -> None:
    assert cited("The road was adopted under section 38.").doubt == (
        "'section 38' stands in it, and nothing shows that it refuses"
    )


def test_a_suppressed_figure_refuses() -> None:
    text = "The number is small – section 40(2)."
    assert cited(text).citations == ()
    assert [one.provision for one in cited(text, hides=True).citations] == ["40(2)"]


def test_the_more_exact_of_two_citations_of_a_section_is_kept() -> None:
    assert provisions("Section 31 applies. Section 31(1)(a) is engaged.") == ["FOIA 31(1)(a)"]
