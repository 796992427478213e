"""HiGHS, silent and by one thread, so that the same problem has the same solution on every machine."""

import functools
from collections.abc import Mapping
from typing import Any

# HiGHS keeps bounds and rows to 1e-7, and calls a number whole within 1e-6.
ROUND = 1e-6


def new_model() -> Any:
    """Give an empty model. Its type is Any: highspy's types leave out what numpy converts."""
    model = _quiet()()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    return model


def add_row(model: Any, least: float, most: float, factors: Mapping[int, float]) -> None:
    """Add ``least <= sum of factor times column <= most``."""
    import numpy

    model.addRow(
        least,
        most,
        len(factors),
        numpy.array(list(factors), dtype=numpy.int32),
        numpy.array(list(factors.values()), dtype=numpy.float64),
    )


@functools.cache
def _quiet() -> Any:
    # Imported here: with numpy it takes half a second, which as_disclosed need not spend.
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - highspy's name
            """Enable none: they are not used, and enabling them prints a banner that no option stops."""

    return Quiet
