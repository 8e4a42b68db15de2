"""Aider from the command line, as its documentation scripts it: one instruction, one edited file."""

import subprocess
import sys
from pathlib import Path

from harness import facts, has, quickstart

FRAMEWORK = "aider"
PACKAGE = "aider-chat"


def run(*arguments):
    command = [sys.executable, "-m", "aider", "--no-git", "--yes-always", "--no-check-update", "--no-analytics"]
    command += ["--no-show-release-notes", "--no-show-model-warnings", "--model", "openai/gpt-4o", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=80, check=True).stdout


@quickstart("question")
def question():
    has(run("--message", f"/ask My name is {facts['name']}. What is my name?"), facts["name"])


@quickstart("edit block")
def edit_block():
    Path("greeting.py").write_text('def greeting():\n    return "hello"\n')
    run("--message", f'Change the string "hello" to "{facts["town"]}" in greeting.py', "greeting.py")
    has(Path("greeting.py").read_text(), facts["town"])
