"""A program that runs a stage and kills itself before the step that it is told.

It reads a number a line: 0 runs the stage to its end and prints 'ended' with the steps; n prints 'killed'
when the stage was killed before its nth step. Steps are what Python does to files whose paths, from here,
begin with one of the names given. The stage runs in a fork, since its modules take long to import.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

STEPS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "open")


def main(stage: str, names: tuple[str, ...]) -> None:
    """Answer every line of standard input."""
    module = importlib.import_module(f"pipeline.{stage}.stage")
    here = f"{Path.cwd()}{os.sep}"
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            sys.addaudithook(_counter(int(line), here, names, write))
            module.run(Path.cwd())
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as told:
            steps = told.read().split()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answer = {0: "ended", -signal.SIGKILL: "killed"}.get(status, f"failed-{status}")
        print(answer, *(steps if line.strip() == "0" else ()), flush=True)


def _counter(last: int, here: str, names: tuple[str, ...], write: int):  # type: ignore[no-untyped-def]
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in STEPS or not isinstance(arguments[0], (str, os.PathLike)):
            return
        if event == "open" and not (
            isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        ):
            return
        paths = [os.fspath(one) for one in arguments[:2] if isinstance(one, (str, os.PathLike))]
        if any(str(path).removeprefix(here).startswith(names) for path in paths):
            count += 1
            os.write(write, f"{event}\n".encode())
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


if __name__ == "__main__":
    main(sys.argv[1], tuple(sys.argv[2:]))
