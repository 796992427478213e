"""The lexer: the only place that knows what a number, a number in words, a mark, a bound and a scale is.

Whatever reads a letter, in a cell, a row or a sentence, asks it, so that what is data in one layout is data
in every other:

- ``datum.parse`` reads a cell that holds one datum, ``datum.at_end`` the data in which a line ends, and
  ``datum.PATTERN`` stands for a datum in the patterns of those who read lists
- ``numbers.find``, ``words.find`` and ``marks.find`` give what stands in a sentence
- ``scales.of`` gives the factor that a heading states, '£000' or '(thousands)'

The marks are the rows of marks.csv, and stand nowhere else.
"""
