"""Completions: all prompt formats, echo with log probabilities, best_of, suffix, streams, errors."""

import openai
import pytest
from openai.types import Completion

MODEL = "gpt-3.5-turbo-instruct"
PROMPT = "Once upon a time"
IDS = [12805, 5304, 264, 892]


def complete(client, **options) -> Completion:
    return client.completions.create(**{"model": MODEL, "prompt": PROMPT, **options})


def texts(completion):
    return [choice.text for choice in completion.choices]


def test_fits_the_types(client):
    raw = client.completions.with_raw_response.create(model=MODEL, prompt=PROMPT, logprobs=2)
    completion = Completion.model_validate_json(raw.http_response.content, strict=True)
    [choice] = completion.choices
    assert completion.object == "text_completion"
    assert choice.finish_reason == "length"
    assert "".join(choice.logprobs.tokens) == choice.text
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (4, 16)


def test_prompts_of_every_form(client):
    plain = texts(complete(client))
    assert texts(complete(client, prompt=[PROMPT])) == plain
    assert texts(complete(client, prompt=IDS)) == plain
    assert texts(complete(client, prompt=[IDS, IDS])) == plain * 2
    several = complete(client, prompt=["The tide", PROMPT], n=2, echo=True)
    assert [choice.index for choice in several.choices] == [0, 1, 2, 3]
    assert [text.startswith(PROMPT) for text in texts(several)] == [False, False, True, True]
    assert several.usage.prompt_tokens == 6


def test_offsets_point_into_the_text(client):
    # In Python, characters outside the basic multilingual plane count as one.
    [choice] = complete(client, prompt="🦜 Ünïcödé, 日本語: hello", echo=True, logprobs=1).choices
    logprobs = choice.logprobs
    assert logprobs.token_logprobs[0] is None and logprobs.top_logprobs[0] is None
    assert all(value <= 0 for value in logprobs.token_logprobs[1:])
    for token, offset in zip(logprobs.tokens, logprobs.text_offset, strict=True):
        if not token.startswith("bytes:"):
            assert choice.text[offset : offset + len(token)] == token
    for token, top in list(zip(logprobs.tokens, logprobs.top_logprobs, strict=True))[1:]:
        assert token in top


def test_likelihood_of_a_text(client):
    completion = complete(client, echo=True, max_tokens=0, logprobs=0)
    assert texts(completion) == [PROMPT]
    assert completion.choices[0].logprobs.text_offset == [0, 4, 9, 11]
    assert completion.usage.completion_tokens == 0


def test_best_of(client):
    completion = complete(client, n=2, best_of=5)
    assert len(completion.choices) == 2
    assert completion.usage.completion_tokens == 5 * 16


def test_gap(client):
    [choice] = complete(client, prompt="I went out.", suffix="Then it rained.", max_tokens=60).choices
    assert choice.text.startswith(" ") and choice.text.endswith(". ")


def test_stream(client):
    options = {"prompt": [PROMPT, "The tide"], "echo": True, "logprobs": 1}
    whole = complete(client, **options)
    said = ["", ""]
    for chunk in complete(client, **options, stream=True, stream_options={"include_usage": True}):
        for choice in chunk.choices:
            said[choice.index] += choice.text
    assert said == texts(whole)
    assert chunk.choices == [] and chunk.usage == whole.usage


@pytest.mark.anyio
async def test_async_stream(server):
    async with server.async_client() as client:
        stream = await client.completions.create(model=MODEL, prompt=PROMPT, stream=True)
        chunks = [chunk async for chunk in stream]
    assert len(chunks) == 17
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * 16 + ["length"]


def test_models(client):
    with pytest.raises(openai.NotFoundError, match="Did you mean to use v1/chat/completions?"):
        complete(client, model="gpt-4o")
    for model in ("davinci-002", "babbage-002", "openai/gpt-oss-20b"):
        assert complete(client, model=model).model == model


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"logprobs": 6}, "Expected a value <= 5"),
        ({"n": 2, "best_of": 1}, "at most 'best_of' \\(currently 1\\)"),
        ({"prompt": [200_000]}, "200000 is not a token"),
        ({"max_tokens": 5000}, "max_tokens is too large"),
        ({"max_tokens": 4095}, "maximum context length is 4096 tokens, however you requested 4099 tokens"),
        ({"model": "babbage-002", "suffix": "the end"}, "'suffix' is not supported"),
    ],
)
def test_refusals(client, options, message):
    with pytest.raises(openai.BadRequestError, match=message):
        complete(client, **options)
