"""What is being done, for whoever waits in front of a terminal; nothing for anybody else."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

FIRST = 1.0  # seconds before anything is said
EVERY = 1.0
_ERASE = "\r\x1b[K"


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say on standard error what takes long, and for how many seconds; the line goes when it is done.

    Nothing is said where standard error is no terminal, or what is done takes less than a second.
    """
    if not sys.stderr.isatty():
        yield
        return
    shown = "".join(one if one.isprintable() else "?" for one in what)  # a file name may hold any character
    done = threading.Event()
    began = time.monotonic()

    def say() -> None:
        wait = FIRST
        while not done.wait(wait):
            sys.stderr.write(f"{_ERASE}{shown}: {time.monotonic() - began:.0f} s")
            sys.stderr.flush()
            wait = EVERY

    speaker = threading.Thread(target=say, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()
        if time.monotonic() - began >= FIRST:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
