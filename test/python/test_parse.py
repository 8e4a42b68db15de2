"""Structured outputs parsed into pydantic models by the client's `parse`."""

from enum import Enum

import pytest
from openai import LengthFinishReasonError, pydantic_function_tool
from pydantic import BaseModel, Field

MODEL = "gpt-4o"


class Person(BaseModel):
    name: str
    age: int


class Kind(str, Enum):
    fruit = "fruit"
    vegetable = "vegetable"


class Item(BaseModel):
    kind: Kind
    label: str = Field(description="What is written on it")
    price: float
    tags: list[str]
    substitute: "Item | None"


class Basket(BaseModel):
    items: list[Item]
    note: str | None


class SearchBooks(BaseModel):
    title: str
    limit: int


def test_values_of_the_prompt(client):
    completion = client.chat.completions.parse(
        model=MODEL,
        messages=[{"role": "user", "content": "Extract: John is 30 years old"}],
        response_format=Person,
    )
    assert completion.choices[0].message.parsed == Person(name="John", age=30)


def test_nested_recursive_and_optional(client):
    completion = client.chat.completions.parse(
        model=MODEL,
        messages=[{"role": "user", "content": "Fill a basket with groceries."}],
        response_format=Basket,
    )
    assert isinstance(completion.choices[0].message.parsed, Basket)


def test_beta_name(client):
    completion = client.beta.chat.completions.parse(
        model=MODEL,
        messages=[{"role": "user", "content": "Extract: Ada is 36 years old"}],
        response_format=Person,
    )
    assert completion.choices[0].message.parsed == Person(name="Ada", age=36)


def test_tools(client):
    completion = client.chat.completions.parse(
        model=MODEL,
        messages=[{"role": "user", "content": "Search for books with the title 'Dune', 3 at most."}],
        tools=[pydantic_function_tool(SearchBooks)],
        tool_choice="required",
    )
    [call] = completion.choices[0].message.tool_calls
    assert call.function.name == "SearchBooks"
    assert isinstance(call.function.parsed_arguments, SearchBooks)


def test_cut_off_output_is_told(client):
    with pytest.raises(LengthFinishReasonError):
        client.chat.completions.parse(
            model=MODEL,
            messages=[{"role": "user", "content": "Fill a basket with groceries."}],
            response_format=Basket,
            max_completion_tokens=3,
        )


def test_stream_helper_parses_as_it_goes(client):
    with client.chat.completions.stream(
        model=MODEL,
        messages=[{"role": "user", "content": "Extract: John is 30 years old"}],
        response_format=Person,
    ) as stream:
        partial = [event.parsed for event in stream if event.type == "content.delta"]
        final = stream.get_final_completion()
    assert final.choices[0].message.parsed == Person(name="John", age=30)
    assert partial[-1] == {"name": "John", "age": 30}
    assert any(0 < len(value) < 2 for value in partial if value is not None)


def test_strict_schemas_are_those_of_the_client(strict_server):
    # Schemas that the client derives from classes pass with the real API's rules enabled.
    with strict_server.client() as client:
        completion = client.chat.completions.parse(
            model=MODEL,
            messages=[{"role": "user", "content": "Fill a basket with groceries."}],
            response_format=Basket,
        )
    assert isinstance(completion.choices[0].message.parsed, Basket)
