"""Plain chat completions through the synchronous and the asynchronous client."""

import pytest
from openai.types.chat import ChatCompletion

MODEL = "gpt-4o"
QUESTION = [{"role": "user", "content": "Explain photosynthesis to a child."}]


@pytest.mark.parametrize("prefix", ["", "/", "/v1", "/v1/"])
def test_answers_below_each_base_url(server, prefix):
    with server.client(base_url=server.url + prefix) as client:
        completion = client.chat.completions.create(model=MODEL, messages=QUESTION)
        assert completion.choices[0].message.content
        assert client.models.retrieve(MODEL).id == MODEL


@pytest.mark.parametrize("options", [
    {},
    {"n": 3, "temperature": 1.2, "max_tokens": 20},
    {"logprobs": True, "top_logprobs": 2},
    {"tools": [{"type": "function", "function": {"name": "add", "parameters": {"type": "object", "properties": {}}}}], "tool_choice": "required"},
    {"service_tier": "flex", "metadata": {"a": "b"}, "store": True},
])
def test_validates_against_the_types_of_the_client(client, options):
    # Replies are not validated by the client as they arrive; asked for explicitly, validation refuses wrong shapes.
    raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=QUESTION, **options)
    completion = ChatCompletion.model_validate_json(raw.http_response.content)
    assert completion == raw.parse()
    assert [choice.index for choice in completion.choices] == list(range(options.get("n", 1)))


def test_max_tokens_are_hit_exactly(client):
    completion = client.chat.completions.create(model=MODEL, messages=QUESTION, max_completion_tokens=7)
    assert completion.choices[0].finish_reason == "length"
    assert completion.usage.completion_tokens == 7


def test_same_request_same_answer(client):
    first, again = (client.chat.completions.create(model=MODEL, messages=QUESTION, seed=7) for _ in range(2))
    assert first.choices[0].message.content == again.choices[0].message.content
    assert first.system_fingerprint == again.system_fingerprint
    assert first.id != again.id


def test_legacy_functions(client):
    completion = client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "What's the weather in Paris?"}],
        functions=[{"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}],
        function_call={"name": "get_weather"},
    )
    assert completion.choices[0].message.function_call.name == "get_weather"
    assert "Paris" in completion.choices[0].message.function_call.arguments


def test_tool_loop_ends(client):
    messages = [{"role": "user", "content": "What's the weather in Oslo?"}]
    tools = [{
        "type": "function",
        "function": {
            "name": "get_weather",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        },
    }]
    asked = client.chat.completions.create(model=MODEL, messages=messages, tools=tools).choices[0]
    assert asked.finish_reason == "tool_calls"
    messages.append(asked.message)
    for call in asked.message.tool_calls:
        messages.append({"role": "tool", "tool_call_id": call.id, "content": '{"temperature": 4, "sky": "drizzle"}'})
    answered = client.chat.completions.create(model=MODEL, messages=messages, tools=tools).choices[0]
    assert answered.finish_reason == "stop"
    assert answered.message.tool_calls is None
    assert "drizzle" in answered.message.content


def test_raw_response_headers(client):
    raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=QUESTION)
    assert raw.status_code == 200
    assert raw.headers["content-type"].startswith("application/json")
    assert raw.headers["openai-version"] == "2020-10-01"
    assert raw.headers["openai-organization"]
    assert int(raw.headers["openai-processing-ms"]) >= 0
    assert raw.request_id == raw.headers["x-request-id"] == raw.parse()._request_id


def test_streaming_response_body(client):
    with client.chat.completions.with_streaming_response.create(model=MODEL, messages=QUESTION) as response:
        assert response.status_code == 200
        body = b"".join(response.iter_bytes())
    assert ChatCompletion.model_validate_json(body).choices[0].message.content


@pytest.mark.anyio
async def test_async(server):
    async with server.async_client() as client:
        completion = await client.chat.completions.create(model=MODEL, messages=QUESTION)
        assert completion.choices[0].message.content
        stream = await client.chat.completions.create(model=MODEL, messages=QUESTION, stream=True)
        text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])
        assert text == completion.choices[0].message.content
