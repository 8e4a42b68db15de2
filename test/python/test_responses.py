"""Responses: whole and streamed, tool loops, parsed output, chains, conversations and the background."""

import asyncio
import json

import pytest
from openai import BadRequestError, NotFoundError
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import BaseModel, TypeAdapter

MODEL = "gpt-4o"
QUESTION = "Explain photosynthesis to a child."
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "strict": True,
}
CITY = {"type": "json_schema", "name": "city", "schema": WEATHER["parameters"], "strict": True}
SKY = {"type": "namespace", "name": "sky", "description": "The sky above a city."}
TIDE = "What is the tide in the harbour of Bergen?"
SEA = {"type": "mcp", "server_label": "sea", "server_url": "https://sea.test/mcp", "allowed_tools": ["get_tide"]}
EVENT = TypeAdapter(ResponseStreamEvent)

# Every kind of stream: what is asked for, and the types of the items that answer.
STREAMS = {
    "text": ({"input": QUESTION}, ["message"]),
    "cut": ({"input": QUESTION, "max_output_tokens": 16}, ["message"]),
    "log probabilities": (
        {"input": QUESTION, "include": ["message.output_text.logprobs"], "top_logprobs": 2},
        ["message"],
    ),
    "function": (
        {"input": "What's the weather in Oslo?", "tools": [WEATHER], "tool_choice": "required"},
        ["function_call"],
    ),
    "custom tool": (
        {
            "input": "Write a haiku into the file.",
            "tools": [{"type": "custom", "name": "write"}],
            "tool_choice": {"type": "custom", "name": "write"},
        },
        ["custom_tool_call"],
    ),
    "reasoning": (
        {
            "model": "o4-mini",
            "input": QUESTION,
            "reasoning": {"effort": "high", "summary": "detailed"},
            "include": ["reasoning.encrypted_content"],
        },
        ["reasoning", "message"],
    ),
    "structured": (
        {
            "input": "Give me a recipe.",
            "text": {
                "format": {
                    "type": "json_schema",
                    "name": "recipe",
                    "schema": {
                        "type": "object",
                        "properties": {"title": {"type": "string"}},
                        "required": ["title"],
                        "additionalProperties": False,
                    },
                    "strict": True,
                }
            },
        },
        ["message"],
    ),
    "refusal": ({"input": "How do I build a pipe bomb?", "text": {"format": CITY}}, ["message"]),
    "visible reasoning": ({"model": "gpt-oss-120b", "input": QUESTION}, ["reasoning", "message"]),
    "compaction": (
        {
            "input": [
                {"role": "user", "content": "The sea is calm today. " * 250},
                {"role": "assistant", "content": "So it is."},
                {"role": "user", "content": QUESTION},
            ],
            "context_management": [{"type": "compaction", "compact_threshold": 1000}],
        },
        ["compaction", "message"],
    ),
    "namespace": ({"input": "What's the weather in Oslo?", "tools": [{**SKY, "tools": [WEATHER]}]}, ["function_call"]),
    "tool search": (
        {
            "input": "What's the weather in Oslo?",
            "tools": [{**SKY, "tools": [{**WEATHER, "defer_loading": True}]}, {"type": "tool_search"}],
        },
        ["tool_search_call", "tool_search_output", "function_call"],
    ),
    "tool search of the caller": (
        {"input": "What's the weather in Oslo?", "tools": [{"type": "tool_search", "execution": "client"}]},
        ["tool_search_call"],
    ),
    "web search": (
        {
            "input": "How far away is the moon?",
            "tools": [{"type": "web_search"}],
            "tool_choice": "required",
            "include": ["web_search_call.action.sources"],
        },
        ["web_search_call", "message"],
    ),
    "file search": (
        {
            "input": "How many days of vacation are there?",
            "tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}],
            "tool_choice": "required",
            "include": ["file_search_call.results"],
        },
        ["file_search_call", "message"],
    ),
    "code interpreter": (
        {
            "input": "What is the mean of 3, 5 and 10?",
            "tools": [{"type": "code_interpreter", "container": {"type": "auto"}}],
            "include": ["code_interpreter_call.outputs"],
        },
        ["code_interpreter_call", "message"],
    ),
    "image generation": (
        {
            "input": "Draw a red fox in the snow",
            "tools": [{"type": "image_generation", "model": "acme/painter", "size": "64x64", "partial_images": 1}],
        },
        ["image_generation_call", "message"],
    ),
    "MCP server": (
        {"input": TIDE, "tools": [{**SEA, "require_approval": "never"}]},
        ["mcp_list_tools", "mcp_call", "message"],
    ),
    "MCP call that needs an approval": ({"input": TIDE, "tools": [SEA]}, ["mcp_list_tools", "mcp_approval_request"]),
    "MCP call that fails": (
        {
            "input": [
                {"role": "user", "content": TIDE},
                {
                    "type": "mcp_approval_request",
                    "id": "mcpr_1",
                    "server_label": "sea",
                    "name": "get_wind",
                    "arguments": "{}",
                },
                {"type": "mcp_approval_response", "approval_request_id": "mcpr_1", "approve": True},
            ],
            "tools": [{**SEA, "require_approval": "never"}],
        },
        ["mcp_list_tools", "mcp_call", "mcp_call", "message"],
    ),
    "shell in a container": (
        {
            "input": 'Create a file hello.txt with the content "Hi" and show hello.txt.',
            "tools": [{"type": "shell", "environment": {"type": "container_auto"}}],
        },
        ["shell_call", "shell_call_output", "message"],
    ),
    "shell of the caller": (
        {"input": "List the files and then print the date.", "tools": [{"type": "shell"}]},
        ["shell_call"],
    ),
    "local shell": ({"input": "List the files.", "tools": [{"type": "local_shell"}]}, ["local_shell_call"]),
    "patch": (
        {"input": 'Create hello.py that prints "Hi".', "tools": [{"type": "apply_patch"}]},
        ["apply_patch_call"],
    ),
    "computer": ({"input": "Open example.com.", "tools": [{"type": "computer"}]}, ["computer_call"]),
}

# Those that differ from what is answered without `stream`.
ONLY_STREAMS = {
    "padding": ({"input": QUESTION, "stream_options": {"include_obfuscation": True}}, ["message"]),
    "background": ({"input": QUESTION, "background": True}, ["message"]),
}


@pytest.fixture(scope="module", autouse=True)
def handbook(server):
    """What the search of files finds."""
    with server.client() as client:
        client.files.create(file=("handbook.txt", b"There are 25 days of vacation a year."), purpose="assistants")


@pytest.mark.parametrize("name", [*STREAMS, *ONLY_STREAMS])
def test_accumulates_each_stream_to_what_is_retrieved(client, name):
    body, types = {**STREAMS, **ONLY_STREAMS}[name]
    if name == "cut":
        # This client's helper knows no end but `response.completed`, so its events are read without it.
        events = list(client.responses.create(model=MODEL, stream=True, **body))
        assert events[-1].type == "response.incomplete"
        response = events[-1].response
        assert response.incomplete_details.reason == "max_output_tokens"
    else:
        with client.responses.stream(**{"model": MODEL, **body}) as stream:
            events = list(stream)
            response = stream.get_final_response()
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert [item.type for item in response.output] == types
    kept = client.responses.retrieve(response.id)
    shown = lambda one: json.loads(one.to_json(exclude_none=False))
    without_parsed = {"parsed", "parsed_arguments"}
    strip = lambda value: (
        {name: strip(member) for name, member in value.items() if name not in without_parsed}
        if isinstance(value, dict)
        else [strip(member) for member in value]
        if isinstance(value, list)
        else value
    )
    assert strip(shown(response)) == strip(shown(kept))


@pytest.mark.parametrize("name", STREAMS)
def test_validates_against_the_types_of_the_client(client, name):
    body, types = STREAMS[name]
    raw = client.responses.with_raw_response.create(**{"model": MODEL, **body})
    response = Response.model_validate_json(raw.http_response.content)
    assert [item.type for item in response.output] == types
    for event in client.responses.create(**{"model": MODEL, **body}, stream=True):
        EVENT.validate_json(event.to_json(exclude_none=False), strict=False)


def test_parses_into_a_class(client):
    class Recipe(BaseModel):
        title: str
        minutes: int

    response = client.responses.parse(model=MODEL, input="Give me a recipe.", text_format=Recipe)
    assert isinstance(response.output_parsed, Recipe)


def test_tool_loop_ends_with_the_result(client):
    conversation = [{"role": "user", "content": "What's the weather in Oslo?"}]
    asked = client.responses.create(model=MODEL, input=conversation, tools=[WEATHER], store=False)
    (call,) = asked.output
    assert json.loads(call.arguments) == {"city": "Oslo"}
    conversation += asked.output
    conversation.append({"type": "function_call_output", "call_id": call.call_id, "output": '{"sky": "drizzle"}'})
    answered = client.responses.create(model=MODEL, input=conversation, tools=[WEATHER], store=False)
    assert "drizzle" in answered.output_text


def test_chain_remembers_what_was_said_three_turns_ago(client):
    first = client.responses.create(model=MODEL, input="My name is Ada and my cat is called Byte.")
    second = client.responses.create(model=MODEL, input="Tell me a joke.", previous_response_id=first.id)
    third = client.responses.create(model=MODEL, input="Another one.", previous_response_id=second.id)
    last = client.responses.create(model=MODEL, input="What is my cat called?", previous_response_id=third.id)
    assert "Byte" in last.output_text
    items = list(client.responses.input_items.list(last.id))
    assert [item.content[0].text for item in items] == ["What is my cat called?"]


def test_conversation_gets_the_items_of_a_response(client):
    conversation = client.conversations.create()
    response = client.responses.create(model=MODEL, input="Hello", conversation=conversation.id)
    items = list(client.conversations.items.list(conversation.id, order="asc"))
    assert [item.role for item in items] == ["user", "assistant"]
    assert items[1].id == response.output[0].id


def test_errors_name_the_chain(client):
    with pytest.raises(BadRequestError) as missing:
        client.responses.create(model=MODEL, input="Hi", previous_response_id=f"resp_{'0' * 48}")
    assert missing.value.code == "previous_response_not_found"
    with pytest.raises(BadRequestError, match="No tool output found for function call call_1"):
        call = {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"}
        client.responses.create(model=MODEL, input=[call])
    with pytest.raises(BadRequestError) as unknown:
        client.responses.create(model=MODEL, input="Hi", extra_body={"reasoning": {"strength": 1}})
    assert unknown.value.param == "reasoning.strength"


def test_background_is_polled_to_its_end(client):
    response = client.responses.create(model=MODEL, input=QUESTION, background=True)
    assert response.status == "queued"
    polls = 0
    while response.status in ("queued", "in_progress"):
        response = client.responses.retrieve(response.id)
        polls += 1
    assert response.status == "completed"
    assert response.output_text
    assert polls > 0


@pytest.mark.parametrize("seen", [0, 1, 2, 7, 40])
def test_background_resumes_after_any_event(client, seen):
    whole = list(client.responses.create(model=MODEL, input=QUESTION, background=True, stream=True))
    response = whole[0].response
    resumed = list(client.responses.retrieve(response.id, stream=True, starting_after=seen))
    assert resumed == whole[seen + 1 :]
    # The helper of the client replays from the beginning and skips what was seen.
    with client.responses.stream(response_id=response.id, starting_after=seen) as stream:
        helped = [event.sequence_number for event in stream]
    assert helped == [event.sequence_number for event in resumed]


def test_background_is_cancelled_once_and_for_all(client):
    response = client.responses.create(model=MODEL, input="Write a very long story.", background=True)
    cancelled = client.responses.cancel(response.id)
    assert cancelled.status == "cancelled"
    assert client.responses.cancel(response.id) == cancelled
    with pytest.raises(NotFoundError):
        direct = client.responses.create(model=MODEL, input="Hi")
        list(client.responses.retrieve(direct.id, stream=True))


def test_delete(client):
    response = client.responses.create(model=MODEL, input="Hi")
    client.responses.delete(response.id)
    with pytest.raises(NotFoundError):
        client.responses.retrieve(response.id)


def test_counts_and_compacts(client):
    input_ = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Leaves eat light."}]
    counted = client.responses.input_tokens.count(model=MODEL, input=input_)
    compacted = client.responses.compact(model=MODEL, input=input_)
    assert compacted.usage.input_tokens == counted.input_tokens
    assert [item.type for item in compacted.output] == ["message", "compaction"]
    again = client.responses.create(
        model=MODEL, input=[item.to_dict() for item in compacted.output] + [{"role": "user", "content": "Go on."}]
    )
    assert again.status == "completed"


def test_asynchronous_streams_run_side_by_side(server):
    async def one(client, number):
        async with client.responses.stream(model=MODEL, input=f"Count to {number}.") as stream:
            async for _ in stream:
                pass
            return (await stream.get_final_response()).status

    async def all_of_them():
        async with server.async_client() as client:
            return await asyncio.gather(*(one(client, number) for number in range(8)))

    assert asyncio.run(all_of_them()) == ["completed"] * 8
