"""The beta of responses: several agents, whole, streamed, continued and in the background."""

import pytest
from openai import BadRequestError, NotFoundError

MODEL = "gpt-5.6-sol"
BETAS = ["responses_multi_agent=v1"]
AGENTS = {"enabled": True, "max_concurrent_subagents": 2}
TASKS = "Delegate each of these to an agent:\n- Alpha: costs $40k\n- Beta: costs $70k\nThen compare them."
ASKED = {"model": MODEL, "input": TASKS, "multi_agent": AGENTS, "betas": BETAS}


def name_of(item) -> str | None:
    return item.agent.agent_name if item.agent else None


def said_by(name: str, output) -> str:
    texts = [part.text for item in output if item.type == "message" and name_of(item) == name for part in item.content]
    return "\n".join(texts)


def test_agents(client):
    responses = client.beta.responses
    created = responses.create(**ASKED)
    assert list(dict.fromkeys(map(name_of, created.output))) == ["/root", "/root/alpha", "/root/beta"]
    assert "$40k" in said_by("/root", created.output) and "$70k" in said_by("/root", created.output)
    assert responses.retrieve(created.id, betas=BETAS) == created
    following = responses.create(**{**ASKED, "input": "What does Beta cost?", "previous_response_id": created.id})
    assert "$70k" in said_by("/root", following.output)
    listed = responses.input_items.list(created.id, betas=BETAS)
    assert [item.type for item in listed] == ["message"]
    responses.delete(created.id, betas=BETAS)
    with pytest.raises(NotFoundError):
        responses.retrieve(created.id, betas=BETAS)


def test_stream(client):
    responses = client.beta.responses
    events = list(responses.create(**ASKED, stream=True, background=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    done = [event.item for event in events if event.type == "response.output_item.done"]
    assert done == events[-1].response.output
    response_id = events[0].response.id
    rest = list(responses.retrieve(response_id, stream=True, starting_after=9, betas=BETAS))
    assert [event.sequence_number for event in rest] == list(range(10, len(events)))
    assert responses.cancel(response_id, betas=BETAS).status == "completed"


def test_context(client):
    responses = client.beta.responses
    output = responses.create(**ASKED).output
    items = [item.model_dump(exclude_none=True) for item in output if item.type != "reasoning"]
    assert responses.input_tokens.count(model=MODEL, input=items, betas=BETAS).input_tokens > 20
    compacted = responses.compact(model=MODEL, input=items, betas=BETAS)
    assert [item.type for item in compacted.output] == ["compaction"]


def test_header(client):
    with pytest.raises(BadRequestError) as refused:
        client.beta.responses.create(model=MODEL, input="Hi", multi_agent={"enabled": True})
    assert refused.value.code == "invalid_beta"
