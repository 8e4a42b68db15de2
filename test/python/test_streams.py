"""Streams: the raw bytes, the client's iterators and helpers, and early aborts."""

import json

import httpx
import pytest
from openai.types.chat import ChatCompletionChunk

from conftest import KEY

MODEL = "gpt-4o"
QUESTION = [{"role": "user", "content": "Tell me three facts about lighthouses."}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "strict": True,
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}


def test_events_on_the_wire(server):
    with httpx.stream(
        "POST",
        f"{server.url}/v1/chat/completions",
        headers={"Authorization": f"Bearer {KEY}"},
        json={"model": MODEL, "messages": QUESTION, "stream": True, "stream_options": {"include_usage": True}},
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        body = response.read().decode()
    events = body.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    chunks = [ChatCompletionChunk.model_validate_json(event.removeprefix("data: ")) for event in events[:-2]]
    assert len({(chunk.id, chunk.created, chunk.model, chunk.system_fingerprint) for chunk in chunks}) == 1
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert [chunk.choices[0].finish_reason for chunk in chunks[:-1]] == [None] * (len(chunks) - 2) + ["stop"]


def test_helper_accumulates_the_plain_reply(client):
    options = {"model": MODEL, "messages": QUESTION, "n": 2, "logprobs": True, "top_logprobs": 2, "seed": 3}
    plain = client.chat.completions.create(**options)
    with client.chat.completions.stream(**options, stream_options={"include_usage": True}) as stream:
        events = list(stream)
        streamed = stream.get_final_completion()
    assert {event.type for event in events} >= {"chunk", "content.delta", "content.done", "logprobs.content.delta"}

    def comparable(completion):
        found = json.loads(completion.model_dump_json(exclude={"id", "created"}, exclude_none=True))
        for choice in found["choices"]:
            choice["message"].pop("annotations", None)
        return found

    assert comparable(streamed) == comparable(plain)


def test_helper_follows_tool_arguments(client):
    with client.chat.completions.stream(
        model=MODEL,
        messages=[{"role": "user", "content": "What's the weather in Lisbon?"}],
        tools=[WEATHER],
    ) as stream:
        events = list(stream)
        [choice] = stream.get_final_completion().choices
    deltas = [event.arguments_delta for event in events if event.type == "tool_calls.function.arguments.delta"]
    [done] = [event for event in events if event.type == "tool_calls.function.arguments.done"]
    assert "".join(deltas) == done.arguments
    assert done.name == "get_weather"
    assert done.parsed_arguments == {"city": "Lisbon"}
    assert choice.finish_reason == "tool_calls"
    assert choice.message.tool_calls[0].function.parsed_arguments == {"city": "Lisbon"}


def test_closing_in_the_middle(client):
    stream = client.chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2000, stream=True, extra_body={"min_tokens": 2000})
    received = [next(stream) for _ in range(5)]
    stream.close()
    assert all(chunk.choices[0].finish_reason is None for chunk in received)
    # Client and server still work.
    assert client.chat.completions.create(model=MODEL, messages=QUESTION).choices[0].finish_reason == "stop"


def test_leaving_the_helper_in_the_middle(client):
    with client.chat.completions.stream(model=MODEL, messages=QUESTION) as stream:
        for event in stream:
            if event.type == "content.delta":
                break
    assert client.chat.completions.create(model=MODEL, messages=QUESTION).choices[0].finish_reason == "stop"


@pytest.mark.anyio
async def test_async_helper(server):
    async with server.async_client() as client:
        async with client.chat.completions.stream(model=MODEL, messages=QUESTION) as stream:
            deltas = [event.delta async for event in stream if event.type == "content.delta"]
            final = await stream.get_final_completion()
    assert "".join(deltas) == final.choices[0].message.content


@pytest.mark.anyio
async def test_async_closing_in_the_middle(server):
    async with server.async_client() as client:
        stream = await client.chat.completions.create(model=MODEL, messages=QUESTION, stream=True)
        async for _ in stream:
            break
        await stream.close()
        completion = await client.chat.completions.create(model=MODEL, messages=QUESTION)
        assert completion.choices[0].finish_reason == "stop"
