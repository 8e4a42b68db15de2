"""The documentation of `llm`: prompts, schemas and tools of its Python API."""

import json

import llm
from harness import facts, equal, has, quickstart

FRAMEWORK = "llm"
PACKAGE = "llm"


@quickstart("prompt")
def prompt():
    response = llm.get_model("gpt-4o-mini").prompt("Five surprising names for a pet pelican")
    assert response.text()


@quickstart("schema")
def schema():
    response = llm.get_model("gpt-4o-mini").prompt(
        f"Extract: {facts['name']} is {facts['age']} years old", schema=llm.schema_dsl("name, age int")
    )
    equal(json.loads(response.text()), {"name": facts["name"], "age": facts["age"]})


@quickstart("tool")
def tool():
    def multiply(x: int, y: int) -> int:
        """Multiply two numbers."""
        return x * y

    chain = llm.get_model("gpt-4.1-mini").chain(
        f"What is {facts['factor']} * {facts['otherFactor']}?", tools=[multiply]
    )
    has(chain.text(), facts["factor"] * facts["otherFactor"])
