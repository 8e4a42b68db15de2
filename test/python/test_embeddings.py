"""Embeddings: the original README's example, both encodings, token ids, shortening, limits."""

import base64
import math
import struct
from pathlib import Path

import openai
import pytest
from openai.types import CreateEmbeddingResponse

MODEL = "text-embedding-3-small"
EXAMPLE = (Path(__file__).parent / "readme" / "embeddings.py").read_text()


def dot(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def vectors(client, texts, **options):
    return [entry.embedding for entry in client.embeddings.create(model=MODEL, input=texts, **options).data]


@pytest.mark.parametrize("which", ["server", "default_server"])
def test_readme(request, capsys, which):
    server = request.getfixturevalue(which)
    names: dict = {}
    assert 'base_url="http://localhost:8000"' in EXAMPLE
    exec(EXAMPLE.replace("localhost:8000", f"localhost:{server.port}"), names)
    assert capsys.readouterr().out == "Embedding dimensions: 768\n"
    response = names["response"]
    assert response.object == "list"
    assert response.model == "sentence-transformers/all-mpnet-base-v2"
    assert response.usage.prompt_tokens == response.usage.total_tokens == 10
    assert math.isclose(dot(response.data[0].embedding, response.data[0].embedding), 1, abs_tol=1e-5)


def test_fits_the_types(client):
    raw = client.embeddings.with_raw_response.create(model=MODEL, input=["one", "two"], encoding_format="float")
    response = CreateEmbeddingResponse.model_validate_json(raw.http_response.content, strict=True)
    assert [entry.index for entry in response.data] == [0, 1]


def test_base64_holds_the_same_floats(client):
    # The client requests base64 by default and decodes it.
    [decoded] = vectors(client, "The food was delicious")
    [plain] = vectors(client, "The food was delicious", encoding_format="float")
    [encoded] = vectors(client, "The food was delicious", encoding_format="base64")
    assert list(decoded) == plain
    assert list(struct.unpack("<1536f", base64.b64decode(encoded))) == plain


def test_related_texts_are_nearer(client):
    cat, kitten, tax = vectors(client, ["My cat sleeps all day", "Kittens nap a lot", "Taxes are due in April"])
    assert dot(cat, kitten) > dot(cat, tax) + 0.2


def test_shortened_is_the_renormalised_beginning(client):
    [long] = vectors(client, "The food was delicious")
    [short] = vectors(client, "The food was delicious", dimensions=256)
    length = math.hypot(*long[:256])
    assert short == pytest.approx([value / length for value in long[:256]], abs=1e-6)


def test_token_ids(client):
    # "hello world" in the model's vocabulary.
    assert vectors(client, [15339, 1917]) == vectors(client, "hello world")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"input": ""}, openai.BadRequestError, "'$.input' is invalid"),
        ({"input": ["text"] * 2049}, openai.BadRequestError, "maximum length 2048"),
        ({"input": "word " * 9000}, openai.BadRequestError, "maximum context length is 8192 tokens"),
        ({"model": "text-embedding-ada-002", "dimensions": 256}, openai.BadRequestError, "does not support specifying dimensions"),
        ({"model": "gpt-4o"}, openai.PermissionDeniedError, "not allowed to generate embeddings"),
    ],
)
def test_refusals(client, options, error, message):
    with pytest.raises(error) as caught:
        client.embeddings.create(**{"model": MODEL, "input": "text", **options})
    assert message in caught.value.message


def test_unknown_model_when_strict(strict_server):
    with strict_server.client() as client, pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="acme/embedder", input="text")


@pytest.mark.anyio
async def test_async(server):
    async with server.async_client() as client:
        response = await client.embeddings.create(model="text-embedding-3-large", input="text")
    assert len(response.data[0].embedding) == 3072
