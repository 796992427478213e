"""Run ``dvc repro``, say nothing where nothing is wrong, and hide no error: ``python -m pipeline.dvc_repro``.

``dvc repro --quiet`` hides the errors of DVC itself as well (it is busy, has no git, cannot write): the run
then fails without a word. ``make`` calls this instead.
"""

import logging
import sys
from contextlib import AbstractContextManager


def main() -> int:
    """Run the pipeline in this folder; give DVC's exit code."""
    import dvc.cli
    import dvc.logger

    set_level = dvc.logger.set_loggers_level

    def errors_only(_level: int) -> AbstractContextManager[None]:
        quiet: AbstractContextManager[None] = set_level(logging.ERROR)
        return quiet

    # DVC takes it from there when it is told to be quiet; a test holds it to that.
    dvc.logger.set_loggers_level = errors_only
    return int(dvc.cli.main(["repro", "--quiet"]))


if __name__ == "__main__":
    sys.exit(main())
