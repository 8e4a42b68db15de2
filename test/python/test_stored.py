"""Stored completions: create, list, retrieve, update, delete."""

import uuid

import pytest
from openai import NotFoundError

MODEL = "gpt-4o"


@pytest.fixture
def batch(client):
    """A unique metadata value and the ids of five stored completions that have it."""
    mark = uuid.uuid4().hex
    ids = [
        client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": f"Question {number}"}],
            max_tokens=5,
            store=True,
            metadata={"batch": mark},
        ).id
        for number in range(5)
    ]
    return mark, ids


def test_pages_to_the_end(client, batch):
    mark, ids = batch
    first = client.chat.completions.list(metadata={"batch": mark}, limit=2)
    assert [completion.id for completion in first.data] == ids[:2]
    assert first.has_more
    assert first.has_next_page()
    assert [completion.id for completion in first] == ids
    backwards = client.chat.completions.list(metadata={"batch": mark}, limit=2, order="desc")
    assert [completion.id for completion in backwards] == ids[::-1]


@pytest.mark.anyio
async def test_async_pages_to_the_end(server, batch):
    mark, ids = batch
    async with server.async_client() as client:
        found = [completion.id async for completion in client.chat.completions.list(metadata={"batch": mark}, limit=2)]
    assert found == ids


def test_messages_in_pages(client, batch):
    _, [first, *_] = batch
    messages = list(client.chat.completions.messages.list(first, limit=1))
    assert [(message.role, message.content) for message in messages] == [("system", "Be brief."), ("user", "Question 0")]
    assert len({message.id for message in messages}) == 2


def test_update_retrieve_delete(client, batch):
    mark, [first, *rest] = batch
    updated = client.chat.completions.update(first, metadata={"batch": mark, "seen": "yes"})
    assert updated.metadata == {"batch": mark, "seen": "yes"}
    found = client.chat.completions.retrieve(first)
    assert found.metadata == updated.metadata
    assert found.usage.completion_tokens == 5
    assert [completion.id for completion in client.chat.completions.list(metadata={"seen": "yes", "batch": mark})] == [first]

    deleted = client.chat.completions.delete(first)
    assert (deleted.id, deleted.deleted, deleted.object) == (first, True, "chat.completion.deleted")
    with pytest.raises(NotFoundError):
        client.chat.completions.retrieve(first)
    assert [completion.id for completion in client.chat.completions.list(metadata={"batch": mark})] == rest


def test_unstored_are_not_found(client):
    completion = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Hi"}])
    with pytest.raises(NotFoundError):
        client.chat.completions.retrieve(completion.id)


def test_streamed_completions_are_stored_whole(client):
    stream = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Hi"}], store=True, stream=True
    )
    chunks = list(stream)
    stored = client.chat.completions.retrieve(chunks[0].id)
    assert stored.choices[0].message.content == "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
