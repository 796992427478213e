"""What a run does when it is disturbed: ``make faults``. Writes its part of docs/reliability.md.

In a clone of the last commit, what people put in is changed to and fro between two states, so that nearly
every published file has an old content and a new one. A run from one to the other is disturbed; then every
file must be wholly old or wholly new, and the next run, undisturbed, must end with the very bytes of a run
that nobody disturbed. ``--short`` is for every change; it writes nothing.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import reliability

from faults import disks, kills, others
from faults.kills import State
from faults.project import Project, clone, differences, inputs_of, other_inputs
from faults.result import Result
from pipeline.stages import STAGES


def main(arguments: list[str]) -> int:
    """Do all the harm, print what it came to, and give 0 if everything held."""
    asked = options(arguments)
    chance = random.Random(asked.seed)  # noqa: S311 - moments, not secrets
    began = time.monotonic()
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        first = clone(Path(name))
        states, seconds = undisturbed(first, repeat=not asked.short)
        with ThreadPoolExecutor(asked.jobs) as pool:
            runs = disturbances(first, states, seconds, asked, chance)
            for done in [pool.submit(collect, run, results, began + 60 * asked.minutes) for run in runs]:
                done.result()
    minutes = (time.monotonic() - began) / 60
    missing = not_tried()
    for fault, why in missing.items():
        sys.stdout.write(f"{fault}: not tried, {why}\n")
    measured = reliability.measured_now(f", seed {asked.seed}")
    rows = reliability.fault_rows([asdict(result) for result in results], measured)
    sys.stdout.write(reliability.fault_table(rows))
    sys.stdout.write(f"{len(results)} disturbances in {minutes:.0f} minutes, seed {asked.seed}\n")
    if not asked.short:
        reliability.write_rows(reliability.FAULTS, reliability.FAULT_COLUMNS, rows)
    return int(any(result.wrong for result in results))


def options(arguments: list[str]) -> argparse.Namespace:
    """Give what was asked for."""
    parser = argparse.ArgumentParser(prog="faults", description="Disturb runs of the pipeline.")
    parser.add_argument("--kills", type=int, help="how often a run is killed (200)")
    parser.add_argument("--steps", type=int, help="at how many steps of publishing each stage is killed (60)")
    parser.add_argument("--full", type=int, help="how often the disk is full (12)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs side by side")
    parser.add_argument("--minutes", type=float, default=600, help="begin nothing new after so long")
    parser.add_argument("--short", action="store_true", help="a few kills and one of each of the quick rest")
    asked = parser.parse_args(arguments)
    for name, long, short in (("kills", 200, 6), ("steps", 60, 4), ("full", 12, 0)):
        if getattr(asked, name) is None:
            setattr(asked, name, short if asked.short else long)
    return asked


def collect(run: Iterable[Result], results: list[Result], until: float) -> None:
    """Do what a run of disturbances holds, until that moment, and say at once what did not hold."""
    if time.monotonic() > until:
        return
    for result in run:
        results.append(result)
        for wrong in result.wrong:
            sys.stdout.write(f"{result.fault}, {result.case}: {wrong}\n")
        sys.stdout.flush()
        if time.monotonic() > until:
            return


def undisturbed(project: Project, *, repeat: bool) -> tuple[tuple[State, State], float]:
    """Give both states with what an undisturbed run publishes of them, and how long a forced one takes."""
    inputs = inputs_of(project.root)
    states: list[State] = []
    for one in (inputs, other_inputs(inputs), *([inputs] if repeat else [])):
        project.put(one)
        began = time.monotonic()
        done = project.run("dvc", "repro", "--force")
        seconds = time.monotonic() - began
        if done.returncode:
            sys.exit(f"an undisturbed run fails:\n{done.stdout}")
        states.append((one, project.whole()))
    if differences(states[0][1], states[-1][1]) and repeat:
        sys.exit("undisturbed runs differ; see make reproducible")
    return (states[0], states[1]), seconds


def disturbances(
    first: Project,
    states: tuple[State, State],
    seconds: float,
    asked: argparse.Namespace,
    chance: random.Random,
) -> Iterator[Iterable[Result]]:
    """Give everything to be done, each in a copy of its own."""
    names = iter(range(1_000))

    def copy() -> Project:
        return first.copy(f"copy{next(names)}")

    # Evenly over the whole run, each at random within its part.
    moments = [(n + chance.random()) / asked.kills for n in range(asked.kills)]
    chance.shuffle(moments)
    at_moments = [
        kills.at_moments(copy(), states, moments[n :: asked.jobs], seconds) for n in range(asked.jobs)
    ]
    yield at_moments[0]
    if not asked.short:
        yield others.two_runs(copy(), states, 6, seconds)
        yield others.cut_files(copy(), states[0], others.CUT_FILES, chance)
        if others.can_fake_time():
            yield others.clocks(copy(), states)
        if disks.can_mount():
            yield disks.full_disk(copy(), states, asked.full, chance)
            yield disks.read_only(copy(), states)
    # A short run ends its undisturbed ones on the second state, and a long one on the first.
    yield others.deleted_files(
        copy(), states[asked.short], others.DELETED_FILES[: 1 if asked.short else None]
    )
    for stage in kills.STAGES:
        project = copy()
        before_stage(project, states, stage)
        yield kills.while_publishing(project, stage, states, asked.steps, chance)
    yield from at_moments[1:]


def before_stage(project: Project, states: tuple[State, State], stage: str) -> None:
    """Run every stage before one on the second state, while what it publishes is still the first's."""
    project.put(states[1][0])
    for name in STAGES:
        if name == stage:
            break
        project.run(sys.executable, "-m", "pipeline.stages", name)


def not_tried() -> dict[str, str]:
    """Give the faults that this machine cannot bring about, and why."""
    found: dict[str, str] = {}
    if not disks.can_mount():
        found |= dict.fromkeys((disks.FULL, disks.READ_ONLY), "mounting is not permitted here")
    if not others.can_fake_time():
        found[others.CLOCK] = "faketime is not installed (on Debian: apt install faketime)"
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
