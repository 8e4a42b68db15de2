"""Errors arrive as the classes the client has for them, with the members of OpenAI's error object."""

import openai
import pytest

MODEL = "gpt-4o"
HELLO = [{"role": "user", "content": "Hello"}]


def told(info) -> tuple:
    """The members of a caught error that programs look at, when they agree with the body."""
    error = info.value
    assert error.body == {"message": error.body["message"], "type": error.type, "param": error.param, "code": error.code}
    assert error.body["message"] in error.message
    assert error.request_id.startswith("req_")
    return (error.status_code, error.type, error.param, error.code)


def test_invalid_key(server):
    with server.client(api_key="invalid") as client, pytest.raises(openai.AuthenticationError) as info:
        client.chat.completions.create(model=MODEL, messages=HELLO)
    assert told(info) == (401, "invalid_request_error", None, "invalid_api_key")
    assert "Incorrect API key provided: " in info.value.message
    assert " invalid." not in info.value.message, "keys are masked"


def test_missing_key(server):
    with server.client() as client, pytest.raises(openai.AuthenticationError) as info:
        client.chat.completions.create(model=MODEL, messages=HELLO, extra_headers={"Authorization": openai.Omit()})
    assert told(info)[0] == 401
    assert info.value.message.startswith("Error code: 401") and "You didn't provide an API key" in info.value.message


def test_unknown_model(strict_server):
    with strict_server.client() as client:
        with pytest.raises(openai.NotFoundError) as info:
            client.chat.completions.create(model="no-such-model", messages=HELLO)
        assert told(info) == (404, "invalid_request_error", None, "model_not_found")
        with pytest.raises(openai.NotFoundError):
            client.chat.completions.create(model="no-such-model", messages=HELLO, stream=True)
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("acme/no-such-model")


@pytest.mark.parametrize("options, param, code", [
    ({"messages": []}, "messages", "empty_array"),
    ({"temperature": 3}, "temperature", "decimal_above_max_value"),
    ({"n": 0}, "n", "integer_below_min_value"),
    ({"messages": [{"role": "wizard", "content": "Hi"}]}, "messages[0].role", "invalid_value"),
    ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content", "invalid_type"),
    ({"extra_body": {"temprature": 1}}, None, None),
    ({"messages": [{"role": "tool", "tool_call_id": "x", "content": "4"}]}, "messages[0].role", None),
    ({"max_completion_tokens": 10_000_000}, "max_completion_tokens", "invalid_value"),
    ({"messages": [{"role": "user", "content": "word " * 130_000}]}, "messages", "context_length_exceeded"),
])
def test_bad_requests(client, options, param, code):
    with pytest.raises(openai.BadRequestError) as info:
        client.chat.completions.create(**{"model": MODEL, "messages": HELLO, **options})
    assert told(info) == (400, "invalid_request_error", param, code)


def test_missing_parameter(client):
    with pytest.raises(openai.BadRequestError) as info:
        client.post("/chat/completions", body={"model": MODEL}, cast_to=object)
    assert told(info) == (400, "invalid_request_error", "messages", "missing_required_parameter")


def test_context_overflow_is_told_before_a_stream_begins(client):
    with pytest.raises(openai.BadRequestError) as info:
        client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": "word " * 130_000}], stream=True
        )
    assert told(info)[3] == "context_length_exceeded"


def test_unknown_path(client):
    with pytest.raises(openai.NotFoundError) as info:
        client.get("/no/such/path", cast_to=object)
    assert told(info)[:2] == (404, "invalid_request_error")


def test_strict_schemas(client, strict_server):
    options = {
        "model": MODEL,
        "messages": HELLO,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "thing",
                "strict": True,
                "schema": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            },
        },
    }
    assert client.chat.completions.create(**options).choices[0].message.content
    with strict_server.client() as strict, pytest.raises(openai.BadRequestError) as info:
        strict.chat.completions.create(**options)
    assert told(info)[:3] == (400, "invalid_request_error", "response_format")
    assert "additionalProperties" in info.value.message


@pytest.mark.anyio
async def test_async(server):
    async with server.async_client(api_key="invalid") as client:
        with pytest.raises(openai.AuthenticationError) as info:
            await client.chat.completions.create(model=MODEL, messages=HELLO)
    assert told(info)[3] == "invalid_api_key"


def test_timeout_of_the_client(default_server):
    # The defaults answer after half a second.
    with default_server.client(timeout=0.1) as client, pytest.raises(openai.APITimeoutError):
        client.chat.completions.create(model=MODEL, messages=HELLO)
