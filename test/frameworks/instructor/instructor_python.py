"""Instructor's README: the same extraction by tools, by a schema in the prompt, in a code block, and of several."""

from collections.abc import Iterable

import instructor
from harness import equal, facts, quickstart
from openai import OpenAI
from pydantic import BaseModel

FRAMEWORK = "Instructor Python"
PACKAGE = "instructor"


class User(BaseModel):
    name: str
    age: int


def extract(mode):
    client = instructor.from_openai(OpenAI(), mode=mode)
    user = client.chat.completions.create(
        model="gpt-4o-mini",
        response_model=User,
        messages=[{"role": "user", "content": f"Extract: {facts['name']} is {facts['age']} years old"}],
    )
    equal(user.model_dump(), {"name": facts["name"], "age": facts["age"]})


@quickstart("from_provider")
def from_provider():
    client = instructor.from_provider("openai/gpt-5-nano")
    user = client.create(
        response_model=User,
        messages=[{"role": "user", "content": f"{facts['name']} is {facts['age']} years old."}],
    )
    equal(user.model_dump(), {"name": facts["name"], "age": facts["age"]})


@quickstart("TOOLS")
def tools():
    extract(instructor.Mode.TOOLS)


@quickstart("JSON")
def json_mode():
    extract(instructor.Mode.JSON)


@quickstart("MD_JSON")
def code_block():
    extract(instructor.Mode.MD_JSON)


@quickstart("several objects")
def several():
    client = instructor.from_provider("openai/gpt-4o-mini")
    text = f"{facts['name']} is {facts['age']} years old, {facts['otherName']} is {facts['otherAge']} years old"
    users = client.create(
        response_model=Iterable[User], messages=[{"role": "user", "content": f"Extract all users: {text}"}]
    )
    equal(
        [user.model_dump() for user in users],
        [{"name": facts["name"], "age": facts["age"]}, {"name": facts["otherName"], "age": facts["otherAge"]}],
    )
