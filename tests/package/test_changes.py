from pipeline.package.changes import Release, read


def test_each_heading_has_the_changes_below_it_in_plain_words() -> None:
    log = """# Changes

What the numbers mean.

## Unreleased

- The table `figures` says it; see
  [docs/hostile.md](docs/hostile.md).
- <b>Two</b> & more.

## 1.0.0

- First.
"""
    assert read(log) == [
        Release("Unreleased", ("The table figures says it; see docs/hostile.md.", "Two & more.")),
        Release("1.0.0", ("First.",)),
    ]


def test_a_log_without_headings_says_nothing() -> None:
    assert read("- one\n- two\n") == read("") == []
