"""The chat examples of the original README, verbatim except for the port."""

import json
import re
from pathlib import Path

import pytest

from conftest import Server

PREAMBLE, *SECTIONS = re.split(r"(?m)^(?=# Example \d+:)", (Path(__file__).parent / "readme" / "chat.py").read_text())


def run(number: int, server: Server) -> dict:
    """Runs an example unchanged and returns the names it defines."""
    names: dict = {}
    for source in (PREAMBLE, SECTIONS[number - 1]):
        exec(source.replace("localhost:8000", f"localhost:{server.port}"), names)
    return names


@pytest.fixture(params=["quick", "default"])
def any_server(request) -> Server:
    return request.getfixturevalue("server" if request.param == "quick" else "default_server")


def test_has_all_examples():
    assert 'base_url="http://localhost:8000"' in PREAMBLE
    assert [section.split(":")[0] for section in SECTIONS] == [f"# Example {number}" for number in range(1, 7)]


def test_basic(any_server, capsys):
    response = run(1, any_server)["response"]
    content = response.choices[0].message.content
    assert capsys.readouterr().out == f"{content}\n"
    assert len(content.split()) > 5
    assert response.object == "chat.completion"
    assert response.model == "openai/gpt-oss-120b"
    assert response.choices[0].message.role == "assistant"
    assert response.choices[0].finish_reason == "stop"
    assert response.usage.total_tokens == response.usage.prompt_tokens + response.usage.completion_tokens


def test_streaming(any_server, capsys):
    last = run(2, any_server)["chunk"]
    assert len(capsys.readouterr().out.split()) > 5
    assert last.object == "chat.completion.chunk"
    assert last.choices[0].finish_reason == "stop"


def test_image(server, capsys):
    response = run(3, server)["response"]
    assert capsys.readouterr().out.strip()
    # A remote image is not fetched but still billed: more than the few tokens of the question.
    assert response.usage.prompt_tokens > 80


def test_tools(any_server, capsys):
    names = run(4, any_server)
    [choice] = names["response"].choices
    assert "get_weather" in capsys.readouterr().out
    assert choice.finish_reason == "tool_calls"
    assert choice.message.content is None
    [call] = choice.message.tool_calls
    assert call.type == "function"
    assert call.function.name == "get_weather"
    arguments = json.loads(call.function.arguments)
    assert arguments["location"].startswith("San Francisco")
    assert arguments.keys() <= {"location", "unit"}
    assert arguments.get("unit", "celsius") in ("celsius", "fahrenheit")


def test_structured_outputs(server, capsys):
    run(5, server)
    assert json.loads(capsys.readouterr().out) == {"name": "John", "age": 30}


def test_log_probabilities(server, capsys):
    response = run(6, server)["response"]
    assert capsys.readouterr().out.startswith("ChoiceLogprobs(")
    [choice] = response.choices
    tokens = choice.logprobs.content
    assert "".join(token.token for token in tokens) == choice.message.content
    for token in tokens:
        assert token.logprob <= 0
        assert bytes(token.bytes).decode() == token.token
        assert len(token.top_logprobs) == 5
        assert token.token in [top.token for top in token.top_logprobs]
        ranks = [top.logprob for top in token.top_logprobs]
        assert ranks == sorted(ranks, reverse=True)
