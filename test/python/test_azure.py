"""Azure: its client with deployments, OpenAI's client on the v1 path, the content filter, errors."""

from collections.abc import Iterator

import httpx
import openai
import pytest
from conftest import KEY
from openai import AsyncAzureOpenAI, AzureOpenAI, OpenAI
from openai.types.chat import ChatCompletion

VERSION = "2024-10-21"
ASK = [{"role": "user", "content": "Name three trees"}]
HARMS = {"hate", "self_harm", "sexual", "violence"}
SAFE = {harm: {"filtered": False, "severity": "safe"} for harm in HARMS}


def connect(server, **options) -> AzureOpenAI:
    return AzureOpenAI(
        **{"azure_endpoint": server.url, "api_key": KEY, "api_version": VERSION, "max_retries": 0, **options}
    )


@pytest.fixture
def azure(server) -> Iterator[AzureOpenAI]:
    with connect(server, azure_deployment="gpt-4o") as client:
        yield client


def test_chat(azure):
    raw = azure.chat.completions.with_raw_response.create(model="", messages=ASK)
    completion = ChatCompletion.model_validate_json(raw.http_response.content, strict=True)
    assert raw.http_response.url.path == "/openai/deployments/gpt-4o/chat/completions"
    assert completion.model == "gpt-4o-2024-08-06"
    assert completion.choices[0].message.content
    assert completion.choices[0].content_filter_results == SAFE
    assert completion.prompt_filter_results == [{"prompt_index": 0, "content_filter_results": SAFE}]
    assert raw.headers["apim-request-id"] == raw.request_id


def test_model_for_deployment(server):
    with connect(server) as client:
        assert client.chat.completions.create(model="acme/own", messages=ASK).model == "acme/own"


def test_stream(azure):
    first, *rest = azure.chat.completions.create(model="", messages=ASK, stream=True)
    assert first.choices == []
    assert first.prompt_filter_results == [{"prompt_index": 0, "content_filter_results": SAFE}]
    said = "".join(chunk.choices[0].delta.content or "" for chunk in rest)
    whole = azure.chat.completions.create(model="", messages=ASK)
    assert said == whole.choices[0].message.content
    assert rest[1].choices[0].content_filter_results == SAFE


def test_stream_helper(azure):
    with azure.chat.completions.stream(model="", messages=ASK) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].finish_reason == "stop"
    assert final.choices[0].message.content


@pytest.mark.anyio
async def test_async(server):
    options = {"azure_endpoint": server.url, "api_key": KEY, "api_version": VERSION}
    async with AsyncAzureOpenAI(**options) as client:
        stream = await client.chat.completions.create(model="gpt-4o", messages=ASK, stream=True)
        said = [chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices]
    assert "".join(said)


def test_embeddings(server):
    with connect(server, azure_deployment="text-embedding-3-small") as client:
        response = client.embeddings.create(model="", input=["one", "two"])
    assert [len(entry.embedding) for entry in response.data] == [1536, 1536]


def test_token_in_place_of_key(server):
    with connect(server, api_key=None, azure_ad_token=KEY) as client:
        assert client.models.retrieve("gpt-4o").id == "gpt-4o"


def test_undated(server):
    with OpenAI(base_url=f"{server.url}/openai/v1", api_key=KEY) as client:
        completion = client.chat.completions.create(model="gpt-4o", messages=ASK)
        assert completion.choices[0].content_filter_results == SAFE
        assert "gpt-4o" in {model.id for model in client.models.list()}


def test_filtered_prompt(azure):
    with pytest.raises(openai.BadRequestError) as caught:
        azure.chat.completions.create(
            model="", messages=[{"role": "user", "content": "I want to hurt someone"}]
        )
    assert caught.value.code == "content_filter"
    inner = caught.value.body["innererror"]
    assert inner["code"] == "ResponsibleAIPolicyViolation"
    assert {harm for harm, result in inner["content_filter_result"].items() if result["filtered"]} == {"violence"}


@pytest.mark.parametrize(
    ("options", "error", "code"),
    [
        ({"api_key": "nobody-knows-this"}, openai.AuthenticationError, "401"),
        ({"api_version": "yesterday"}, openai.NotFoundError, "404"),
    ],
)
def test_refusals(server, options, error, code):
    with connect(server, **options) as client, pytest.raises(error) as caught:
        client.chat.completions.create(model="gpt-4o", messages=ASK)
    assert caught.value.code == code


def test_deployment_that_does_not_exist(strict_server):
    with connect(strict_server, azure_deployment="nobody") as client:
        with pytest.raises(openai.NotFoundError) as caught:
            client.chat.completions.create(model="", messages=ASK)
    assert caught.value.code == "DeploymentNotFound"


def test_text_generation(server):
    body = {"model": "gpt-4o", "input": "Tell me about the sea.", "max_output_tokens": 20}
    reply = httpx.post(f"{server.url}/v1/text/generation", json=body, headers={"authorization": f"Bearer {KEY}"})
    answer = reply.json()
    assert reply.status_code == 200
    assert set(answer) == {"id", "created", "output", "usage", "model"}
    assert answer["id"].startswith("txtgen-")
    assert answer["output"]
    assert answer["usage"]["completion_tokens"] <= 20
