"""Moderations: the original README's example verbatim, and responses and errors in the client."""

from pathlib import Path

import openai
import pytest
from openai.types import ModerationCreateResponse

EXAMPLE = (Path(__file__).parent / "readme" / "moderation.py").read_text()

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_readme_example(server, capsys):
    names: dict = {}
    exec(EXAMPLE.replace("localhost:8000", f"localhost:{server.port}"), names)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Flagged: True"
    assert "violence=True" in printed[1]
    assert printed[2].startswith("Scores: CategoryScores(")
    assert [line.split(":")[0] for line in printed[3:]] == ["Input 0", "Input 1", "Input 2"]
    assert printed[3].endswith("flagged=False")
    assert len(names["response"].results) == 3


def test_shape(client):
    raw = client.moderations.with_raw_response.create(input="I want to hurt someone")
    response = ModerationCreateResponse.model_validate_json(raw.http_response.content)
    assert response.id.startswith("modr-")
    assert response.model == "omni-moderation-latest"
    [result] = response.results
    assert result.flagged and result.categories.violence
    assert not result.categories.sexual
    scores = result.category_scores.model_dump()
    assert len(scores) == 13
    assert all(0 < score <= 1 for score in scores.values())
    assert result.category_applied_input_types.illicit_violent == ["text"]


def test_parts(client):
    response = client.moderations.create(
        model="omni-moderation-latest",
        input=[
            {"type": "text", "text": "What a lovely garden"},
            {"type": "image_url", "image_url": {"url": PIXEL}},
        ],
    )
    [result] = response.results
    assert not result.flagged
    assert result.category_applied_input_types.violence == ["text", "image"]
    assert result.category_applied_input_types.hate == ["text"]


@pytest.mark.parametrize("model", ["text-moderation-latest", "text-moderation-stable", "text-moderation-007"])
def test_older_models(client, model):
    [result] = client.moderations.create(model=model, input="I will kill you").results
    assert result.flagged
    assert result.categories.illicit is None


@pytest.mark.parametrize("options, param, code", [
    ({"input": ""}, "input", "empty_string"),
    ({"input": []}, "input", "empty_array"),
    ({"input": "word " * 33_000}, "input", "context_length_exceeded"),
    ({"input": "Hello", "model": "gpt-4o"}, "model", "invalid_value"),
    ({"input": [{"type": "image_url", "image_url": {"url": PIXEL}}] * 2}, "input", "too_many_images"),
])
def test_bad_requests(client, options, param, code):
    with pytest.raises(openai.BadRequestError) as info:
        client.moderations.create(**options)
    assert (info.value.param, info.value.code) == (param, code)


@pytest.mark.anyio
async def test_async(server):
    async with server.async_client() as client:
        response = await client.moderations.create(input=["Hello", "I will kill you"])
    assert [result.flagged for result in response.results] == [False, True]
