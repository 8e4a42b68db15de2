"""Outlines' quick start with an API model: text, and a Pydantic type."""

import openai
import outlines
from harness import equal, facts, quickstart
from pydantic import BaseModel

FRAMEWORK = "Outlines"
PACKAGE = "outlines"


class Character(BaseModel):
    name: str
    age: int


def model():
    return outlines.from_openai(openai.OpenAI(), "gpt-4o")


@quickstart("text")
def text():
    assert model()("Write a short story about a cat.")


@quickstart("structured output")
def structured_output():
    result = model()(f"Extract: {facts['name']} is {facts['age']} years old.", Character)
    equal(Character.model_validate_json(result), Character(name=facts["name"], age=facts["age"]))
