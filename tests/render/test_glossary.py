from pipeline.render.glossary import Prose, glossary


def prose() -> Prose:
    return Prose(lambda target: f"../{target}")


def test_a_term_leads_to_the_glossary_where_a_page_first_has_it() -> None:
    page = prose()
    assert page("Suppressed & <b>hidden</b>.") == (
        '<a class="term" href="../glossary.html#suppressed">Suppressed</a> &amp; &lt;b&gt;hidden&lt;/b&gt;.'
    )
    assert page("suppressed again") == "suppressed again"
    assert prose()("it is suppressed").endswith(">suppressed</a>")


def test_the_longest_words_count_and_no_part_of_a_word() -> None:
    said = prose()("A return home interview, unbounded, has bounds.")
    assert said == (
        'A <a class="term" href="../glossary.html#return-home-interview">return home interview</a>, '
        'unbounded, has <a class="term" href="../glossary.html#bounds">bounds</a>.'
    )


def test_no_two_terms_are_known_by_the_same_words() -> None:
    words = [word.casefold() for term in glossary() for word in term.words]
    assert len(words) == len({*words}) > 40
