"""Files and uploads: unchanged content, pagination, expiry, parts."""

import hashlib
import json
import os

import pytest
from openai import BadRequestError, NotFoundError

LINE = json.dumps({"custom_id": "one", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o"}}) + "\n"


def test_bytes_come_back(client):
    data = os.urandom(700_000)
    made = client.files.create(file=("random.bin", data, "application/x-random"), purpose="user_data")
    assert (made.object, made.bytes, made.filename, made.status) == ("file", len(data), "random.bin", "processed")
    assert client.files.retrieve(made.id) == made
    assert client.files.content(made.id).read() == data
    part = client.files.content(made.id, extra_headers={"range": "bytes=100-199"})
    assert (part.response.status_code, part.read()) == (206, data[100:200])


def test_a_path_is_uploaded_and_written_back(client, tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(LINE * 5000)
    made = client.files.create(file=path, purpose="batch")
    assert (made.filename, made.purpose) == ("lines.jsonl", "batch")
    assert made.expires_at == made.created_at + 30 * 86_400
    copy = tmp_path / "copy.jsonl"
    with client.files.with_streaming_response.content(made.id) as response:
        response.stream_to_file(copy)
    assert copy.read_bytes() == path.read_bytes()
    assert client.files.wait_for_processing(made.id).id == made.id


def test_pages_to_the_end(server):
    with server.client(project="proj_pages") as client:
        ids = [client.files.create(file=("a.txt", b"x"), purpose="assistants").id for _ in range(5)]
        assert [file.id for file in client.files.list(limit=2)] == ids[::-1]
        assert [file.id for file in client.files.list(limit=2, order="asc")] == ids
        assert list(client.files.list(purpose="batch")) == []


@pytest.mark.anyio
async def test_async_upload_and_delete(server):
    async with server.async_client() as client:
        made = await client.files.create(
            file=("a.txt", b"x"), purpose="user_data", expires_after={"anchor": "created_at", "seconds": 3600}
        )
        assert made.expires_at == made.created_at + 3600
        deleted = await client.files.delete(made.id)
        assert (deleted.id, deleted.object, deleted.deleted) == (made.id, "file", True)
        with pytest.raises(NotFoundError):
            await client.files.retrieve(made.id)
        with pytest.raises(NotFoundError):
            await client.files.content(made.id)


def test_the_wrong_line_is_named(client):
    with pytest.raises(BadRequestError, match="Line 2 is not a dictionary"):
        client.files.create(file=("lines.jsonl", f"{LINE}[]\n".encode()), purpose="batch")
    with pytest.raises(BadRequestError, match=r"Must be \.jsonl"):
        client.files.create(file=("lines.txt", LINE.encode()), purpose="batch")


def test_an_upload_in_parts(client):
    data = os.urandom(500_000)
    upload = client.uploads.create(bytes=len(data), filename="big.bin", mime_type="application/x-big", purpose="user_data")
    assert (upload.status, upload.expires_at) == ("pending", upload.created_at + 3600)
    parts = [client.uploads.parts.create(upload.id, data=data[start : start + 200_000]).id for start in range(0, len(data), 200_000)]
    with pytest.raises(BadRequestError, match="md5"):
        client.uploads.complete(upload.id, part_ids=parts, md5="0" * 32)
    completed = client.uploads.complete(upload.id, part_ids=parts, md5=hashlib.md5(data).hexdigest())
    assert (completed.status, completed.file.bytes) == ("completed", len(data))
    assert client.files.content(completed.file.id).read() == data
    with pytest.raises(BadRequestError):
        client.uploads.cancel(upload.id)


def test_a_file_is_uploaded_in_chunks(client, tmp_path):
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(300_000))
    upload = client.uploads.upload_file_chunked(
        file=path, mime_type="application/x-big", purpose="user_data", part_size=100_000
    )
    assert client.files.content(upload.file.id).read() == path.read_bytes()
