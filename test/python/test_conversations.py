"""Conversations: create, read, update, delete, and their items."""

import pytest
from openai import BadRequestError, NotFoundError


@pytest.fixture
def conversation(client):
    items = [{"role": "user", "content": f"Question {number}"} for number in range(5)]
    return client.conversations.create(metadata={"topic": "tides"}, items=items)


def texts(items):
    return [item.content[0].text for item in items]


def test_is_retrieved_updated_and_deleted(client, conversation):
    assert client.conversations.retrieve(conversation.id) == conversation
    updated = client.conversations.update(conversation.id, metadata={"topic": "moons"})
    assert updated.metadata == {"topic": "moons"}
    deleted = client.conversations.delete(conversation.id)
    assert (deleted.id, deleted.deleted) == (conversation.id, True)
    with pytest.raises(NotFoundError):
        client.conversations.retrieve(conversation.id)


def test_pages_through_its_items(client, conversation):
    expected = [f"Question {number}" for number in range(5)]
    assert texts(client.conversations.items.list(conversation.id, limit=2, order="asc")) == expected
    assert texts(client.conversations.items.list(conversation.id, limit=2)) == expected[::-1]


def test_keeps_what_an_agent_did(client, conversation):
    added = client.conversations.items.create(
        conversation.id,
        include=["reasoning.encrypted_content"],
        items=[
            {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "abc"},
            {"type": "function_call", "call_id": "call_1", "name": "tides", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "At noon."},
        ],
    )
    assert [item.type for item in added.data] == ["reasoning", "function_call", "function_call_output"]
    assert added.data[0].encrypted_content == "abc"
    call = added.data[1]
    assert client.conversations.items.retrieve(call.id, conversation_id=conversation.id) == call
    assert client.conversations.items.delete(call.id, conversation_id=conversation.id) == conversation
    # Its own items are accepted again.
    again = client.conversations.create(items=[item.to_dict() for item in added.data])
    kept = client.conversations.items.list(again.id, order="asc", include=["reasoning.encrypted_content"])
    assert list(kept) == added.data


def test_names_the_wrong_member(client, conversation):
    with pytest.raises(BadRequestError) as refused:
        client.conversations.items.create(
            conversation.id,
            items=[{"type": "web_search_call", "action": {"type": "open_page", "query": "tides"}}],
        )
    assert refused.value.param == "items[0].action.query"
    assert refused.value.code == "unknown_parameter"
