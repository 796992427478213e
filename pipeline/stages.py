"""Run one stage: ``python -m pipeline.stages extract``. dvc.yaml calls this; people call ``dvc repro``.

Apart from the command line for people, so that a stage imports nothing that it does not use.
"""

import gc
import importlib
import json
import sys
from pathlib import Path

from pipeline.edges.hidden import visible
from pipeline.edges.problems import PipelineError

# The stages, in the order of the data's way.
STAGES = ("extract", "interpret", "build", "disclosure", "validate", "package", "render")


def main(arguments: list[str]) -> int:
    """Run the stage that is named, in this folder; give the exit code. Errors are said in sentences."""
    if len(arguments) != 1 or arguments[0] not in STAGES:
        sys.stderr.write(f"Name one stage: {', '.join(STAGES)}.\n")
        return 2
    # A stage makes many objects, keeps nearly all, and ends: looking for garbage takes a fifth of its time.
    gc.set_threshold(200_000, 50, 1_000)
    try:
        importlib.import_module(f"pipeline.{arguments[0]}.stage").run(Path.cwd())
        gc.freeze()  # nor, for nearly a second, when it takes Great Expectations apart at its end
    except PipelineError as error:
        sys.stderr.write(f"{visible(str(error))}\n")
        return 1
    except OSError as error:
        where = visible(str(error.filename))
        sys.stderr.write(f"{where}: {error.strerror}. Run 'dvc repro' once that is mended.\n")
        return 1
    except json.JSONDecodeError as error:
        sys.stderr.write(f"staging/ is damaged: {error}. Delete it and run 'dvc repro'.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
