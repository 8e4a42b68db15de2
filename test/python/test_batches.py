"""Batches: a file of requests, polled until it ends; and the original README's example, verbatim except for the port."""

import json
import time
from pathlib import Path

import pytest
from openai import BadRequestError, ConflictError, NotFoundError, OpenAI

ENDPOINT = "/v1/chat/completions"
EXAMPLE = (Path(__file__).parent / "readme" / "batch.py").read_text()


def request(custom_id: str, **part) -> dict:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": f"Hello, {custom_id}"}], "max_tokens": 5}
    return {"custom_id": custom_id, "method": "POST", "url": ENDPOINT, "body": body | part}


def create(client: OpenAI, requests: list[dict], **options):
    data = "\n".join(map(json.dumps, requests)).encode()
    file = client.files.create(file=("requests.jsonl", data), purpose="batch")
    return client.batches.create(input_file_id=file.id, endpoint=ENDPOINT, completion_window="24h", **options)


def ended(client: OpenAI, batch_id: str):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        batch = client.batches.retrieve(batch_id)
        if batch.status in ("completed", "failed", "expired", "cancelled"):
            return batch
        time.sleep(0.02)
    raise TimeoutError(batch_id)


def lines(client: OpenAI, file_id: str) -> list[dict]:
    return [json.loads(line) for line in client.files.content(file_id).text.splitlines()]


@pytest.mark.parametrize("kind", ["server", "default_server"])
def test_readme_example(kind, request, capsys):
    server = request.getfixturevalue(kind)
    names: dict = {}
    exec(EXAMPLE.replace("localhost:8000", f"localhost:{server.port}"), names)
    batch = names["batch"]
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"Batch ID: {batch.id}"
    assert out[1] == "Status: validating"
    assert out[3] == "Completed: 0/0"
    assert any(line.startswith(f"{batch.id}: ") for line in out[4:])
    # The file does not exist, which fails the batch.
    failed = ended(server.client(), batch.id)
    assert failed.status == "failed"
    assert failed.errors.data[0].message.startswith("Cannot find file file-abc123")


def test_each_request_is_answered(client):
    made = create(client, [request("a"), request("b"), request("c", temperature=9)], metadata={"night": "first"})
    assert (made.status, made.metadata) == ("validating", {"night": "first"})
    batch = ended(client, made.id)
    assert batch.status == "completed"
    assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (3, 2, 1)
    stamps = [batch.created_at, batch.in_progress_at, batch.finalizing_at, batch.completed_at]
    assert stamps == sorted(stamps)
    output = lines(client, batch.output_file_id)
    assert sorted(line["custom_id"] for line in output) == ["a", "b"]
    assert all(line["response"]["body"]["object"] == "chat.completion" for line in output)
    assert batch.usage.total_tokens == sum(line["response"]["body"]["usage"]["total_tokens"] for line in output)
    [error] = lines(client, batch.error_file_id)
    assert (error["custom_id"], error["response"]["status_code"], error["error"]) == ("c", 400, None)
    file = client.files.retrieve(batch.output_file_id)
    assert (file.purpose, file.filename) == ("batch_output", f"{batch.id}_output.jsonl")
    with pytest.raises(ConflictError, match="Cannot cancel a batch with status 'completed'"):
        client.batches.cancel(batch.id)


def test_wrong_lines_are_told(client):
    batch = ended(client, create(client, [request("a"), request("a"), request("b", stream=True)]).id)
    assert batch.status == "failed"
    assert [(error.code, error.line, error.param) for error in batch.errors.data] == [
        ("duplicate_custom_id", 2, "custom_id"),
        ("streaming_unsupported", 3, "body.stream"),
    ]


def test_cancel(default_server):
    with default_server.client() as client:
        made = create(client, [request(str(number), max_tokens=200) for number in range(100)])
        assert client.batches.cancel(made.id).status == "cancelling"
        batch = ended(client, made.id)
        assert batch.status == "cancelled"
        assert batch.cancelled_at >= batch.cancelling_at


def test_refusals(client):
    with pytest.raises(BadRequestError, match="Supported values are"):
        client.batches.create(input_file_id="file-abc123", endpoint="/v1/nothing", completion_window="24h")
    with pytest.raises(NotFoundError, match="No batch found with id 'batch_none'"):
        client.batches.retrieve("batch_none")
