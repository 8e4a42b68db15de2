"""Webhooks: the event for the end of a batch, verified by the official client, and its delivery log."""

import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import serve
from openai import InvalidWebhookSignatureError

SECRET = "whsec_" + "c" * 32


@pytest.fixture
def receiver() -> Iterator[tuple[str, queue.Queue]]:
    arrived: queue.Queue = queue.Queue()
    answers = iter([503])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            # Fails the first attempt.
            self.send_response(next(answers, 204))
            self.end_headers()
            arrived.put((body, dict(self.headers)))

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}/events", arrived
    http.shutdown()
    http.server_close()


def test_the_end_of_a_batch(tmp_path, receiver):
    url, arrived = receiver
    with serve(tmp_path, "--fast", "--webhooks", url, "--webhook-secret", SECRET) as server:
        client = server.client(webhook_secret=SECRET)
        line = {
            "custom_id": "a",
            "method": "POST",
            "url": "/v1/embeddings",
            "body": {"model": "text-embedding-3-small", "input": "Hello"},
        }
        file = client.files.create(file=("lines.jsonl", json.dumps(line).encode()), purpose="batch")
        batch = client.batches.create(
            input_file_id=file.id, endpoint="/v1/embeddings", completion_window="24h"
        )
        body, headers = arrived.get(timeout=20)
        event = client.webhooks.unwrap(body, headers)
        assert event.type == "batch.completed"
        assert event.data.id == batch.id
        assert client.batches.retrieve(batch.id).status == "completed"
        with pytest.raises(InvalidWebhookSignatureError):
            client.webhooks.unwrap(body.replace(b"batch_", b"batch-"), headers)
        with pytest.raises(InvalidWebhookSignatureError):
            client.webhooks.unwrap(body, headers, secret="whsec_" + "d" * 32)

        # The retry has the same content and a new signature, and the log lists both attempts.
        again, headers_again = arrived.get(timeout=20)
        assert again == body
        assert client.webhooks.unwrap(again, headers_again).id == event.id
        lower = {name.lower(): value for name, value in headers.items()}
        lower_again = {name.lower(): value for name, value in headers_again.items()}
        assert lower["webhook-id"] == lower_again["webhook-id"]
        for _ in range(100):
            log = client.get("/webhooks/deliveries", cast_to=object)
            delivery = log["data"][0]
            if delivery["state"] == "delivered":
                break
            threading.Event().wait(0.05)
        assert delivery["event"] == {"id": event.id, "type": "batch.completed"}
        assert [attempt["status"] for attempt in delivery["attempts"]] == [503, 204]
