"""Models: ids with slashes, use before mention, deletion of fine-tuned ones."""

import openai
import pytest
from openai.types import Model

HELLO = [{"role": "user", "content": "Hello"}]


def test_list(client):
    models = list(client.models.list())
    ids = [model.id for model in models]
    assert {"openai/gpt-oss-120b", "gpt-4o", "deepseek-ai/DeepSeek-R1", "sentence-transformers/all-mpnet-base-v2"} <= set(ids)
    assert len(set(ids)) == len(ids)
    for model in models:
        assert model.object == "model"
        assert model.created > 0
        assert model.owned_by


@pytest.mark.parametrize("id", ["gpt-4o", "openai/gpt-oss-120b", "meta-llama/Llama-3.1-8B-Instruct-16k"])
def test_retrieve(client, id):
    raw = client.models.with_raw_response.retrieve(id)
    assert Model.model_validate_json(raw.http_response.content).id == id


def test_slashes_as_the_client_writes_them(client):
    # The client escapes them; other programs do not.
    assert client.get("/models/openai/gpt-oss-20b", cast_to=Model).id == "openai/gpt-oss-20b"
    assert client.get("/models/openai%2Fgpt-oss-20b", cast_to=Model).id == "openai/gpt-oss-20b"


def test_added_on_first_use(client):
    id = "acme/first-seen-in-python"
    assert id not in [model.id for model in client.models.list()]
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve(id)
    completion = client.chat.completions.create(model=id, messages=HELLO)
    assert completion.model == id
    assert id in [model.id for model in client.models.list()]
    assert client.models.retrieve(id).id == id


def test_delete(client):
    id = "ft:gpt-4o-mini-2024-07-18:acme::abc123"
    client.chat.completions.create(model=id, messages=HELLO)
    deleted = client.models.delete(id)
    assert (deleted.id, deleted.deleted) == (id, True)
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve(id)
    with pytest.raises(openai.PermissionDeniedError):
        client.models.delete("gpt-4o")
