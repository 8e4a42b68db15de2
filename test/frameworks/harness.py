"""Runs one program, `harness.py PROGRAM RESULTS`, and writes what became of its quick starts as JSON.

A program names its framework in FRAMEWORK, the distribution that gives the version in PACKAGE, and marks each quick
start with `@quickstart("what it shows")`. A quick start fails if it raises; `facts` are what it may state.
"""

import asyncio
import importlib.util
import inspect
import json
import os
import signal
import sys
import traceback
from importlib.metadata import version

SECONDS = 90

# One for all quick starts: clients keep connections of the loop that they were first used in.
loop = asyncio.new_event_loop()

facts = json.loads(os.environ["FRAMEWORKS_FACTS"])
quickstarts = []


def quickstart(title):
    def mark(function):
        quickstarts.append((title, function))
        return function

    return mark


def has(text, *wanted):
    """Fails unless the text mentions everything that is wanted, whatever its case and digit grouping."""
    plain = str(text).replace(",", "").lower()
    for fact in wanted:
        assert str(fact).replace(",", "").lower() in plain, f"{fact!r} is not in {str(text)[:300]!r}"


def equal(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def attempt(function):
    signal.alarm(SECONDS)
    try:
        result = function()
        if inspect.iscoroutine(result):
            loop.run_until_complete(result)
        return None
    except Exception as error:
        traceback.print_exc()
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    finally:
        signal.alarm(0)


def late(*_):
    raise TimeoutError(f"no end after {SECONDS} s")


def main(path, results):
    signal.signal(signal.SIGALRM, late)
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    sys.modules["program"] = program
    spec.loader.exec_module(program)
    outcome = [{"title": title, "failure": attempt(function)} for title, function in quickstarts]
    with open(results, "w") as file:
        json.dump({"framework": program.FRAMEWORK, "version": version(program.PACKAGE), "quickstarts": outcome}, file)


if __name__ == "__main__":
    # Programs import this module, not a second copy of it.
    sys.modules["harness"] = sys.modules["__main__"]
    main(*sys.argv[1:])
    # Threads that a framework left running must not keep the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
