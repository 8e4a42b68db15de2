"""Images: generations, edits, variations, streams, downloads by URL, errors."""

import base64
import struct
import zlib

import httpx
import openai
import pytest
from openai.types import ImagesResponse

MODEL = "gpt-image-1"
PROMPT = "A cute baby sea otter"


def png(width, height, colour=(200, 120, 40, 255)) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = (b"\0" + bytes(colour) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def size_of(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", data[16:24])


def picture(response, index=0) -> bytes:
    return base64.b64decode(response.data[index].b64_json, validate=True)


def test_makes_a_picture(client):
    response = client.images.generate(model=MODEL, prompt=PROMPT, size="1024x1536", quality="low")
    assert size_of(picture(response)) == (1024, 1536)
    assert (response.size, response.quality, response.output_format) == ("1024x1536", "low", "png")
    assert response.usage.output_tokens == 408
    assert response.usage.total_tokens == response.usage.input_tokens + 408
    assert response.usage.input_tokens_details.text_tokens == response.usage.input_tokens > 0


def test_fits_the_types(client):
    raw = client.images.with_raw_response.generate(model=MODEL, prompt=PROMPT, size="1024x1024", quality="low")
    response = ImagesResponse.model_validate_json(raw.http_response.content, strict=True)
    assert response.model_extra == {}
    assert response.data[0].url is None


def test_urls(client, server):
    response = client.images.generate(model="dall-e-2", prompt=PROMPT, size="256x256", n=2)
    urls = [entry.url for entry in response.data]
    assert len(set(urls)) == 2
    for url in urls:
        assert url.startswith(f"{server.url}/v1/images/files/")
        reply = httpx.get(url)
        assert reply.status_code == 200
        assert reply.headers["content-type"] == "image/png"
        assert size_of(reply.content) == (256, 256)
    assert httpx.get(urls[0][:-20] + "x" * 16 + ".png").status_code == 404


def test_revised_prompt(client):
    [entry] = client.images.generate(model="dall-e-3", prompt=PROMPT, style="natural", quality="hd").data
    assert "cute baby sea otter" in entry.revised_prompt


def test_stream(client):
    stream = client.images.generate(
        model=MODEL, prompt=PROMPT, size="1024x1024", quality="low", stream=True, partial_images=2
    )
    events = list(stream)
    assert [event.type for event in events] == ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    assert [event.partial_image_index for event in events[:2]] == [0, 1]
    assert len({event.b64_json for event in events}) == 3
    for event in events:
        assert size_of(base64.b64decode(event.b64_json)) == (1024, 1024)
    assert events[-1].usage.output_tokens == 272 + 200


def test_edit_and_mask(client, tmp_path):
    path = tmp_path / "source.png"
    path.write_bytes(png(512, 512))
    with path.open("rb") as image:
        response = client.images.edit(
            model=MODEL,
            prompt="Add a hat",
            image=image,
            mask=("mask.png", png(512, 512, (0, 0, 0, 0)), "image/png"),
            quality="low",
            size="1024x1024",
        )
    assert size_of(picture(response)) == (1024, 1024)
    assert response.usage.input_tokens_details.image_tokens == 194


def test_edits_several(client):
    images = [(f"{name}.png", png(256, 256), "image/png") for name in ("one", "two", "three")]
    response = client.images.edit(model=MODEL, prompt="Together", image=images, quality="low", size="1024x1024")
    assert response.usage.input_tokens_details.image_tokens == 3 * 194


def test_edit_in_json(client):
    uri = "data:image/png;base64," + base64.b64encode(png(256, 256)).decode()
    body = {"model": MODEL, "prompt": "A hat", "images": [{"image_url": uri}], "quality": "low"}
    response = client.post("/images/edits", body=body, cast_to=ImagesResponse)
    assert size_of(picture(response)) == (1024, 1024)


def test_variation(client):
    image = ("source.png", png(256, 256), "image/png")
    response = client.images.create_variation(image=image, n=2, size="512x512", response_format="b64_json")
    assert [size_of(picture(response, index)) for index in range(2)] == [(512, 512)] * 2


@pytest.mark.parametrize(
    ("wishes", "param", "code"),
    [
        ({"size": "512x512"}, "size", "invalid_value"),
        ({"response_format": "b64_json"}, "response_format", "unknown_parameter"),
        ({"quality": "hd"}, "quality", "invalid_value"),
        ({"n": 11}, "n", "integer_above_max_value"),
        (
            {"background": "transparent", "output_format": "jpeg"},
            "background",
            "invalid_transparent_background_output_format",
        ),
        ({"model": "gpt-4o"}, "model", "invalid_value"),
    ],
)
def test_refusals(client, wishes, param, code):
    with pytest.raises(openai.BadRequestError) as caught:
        client.images.generate(**{"model": MODEL, "prompt": PROMPT, **wishes})
    assert (caught.value.param, caught.value.code) == (param, code)


def test_refuses_what_is_no_picture(client):
    with pytest.raises(openai.BadRequestError) as caught:
        client.images.edit(model=MODEL, prompt="A hat", image=("notes.txt", b"Hello", "text/plain"))
    assert caught.value.code == "unsupported_file_mimetype"
    with pytest.raises(openai.BadRequestError) as caught:
        client.images.edit(model=MODEL, prompt="A hat", image=("picture.png", b"Hello", "image/png"))
    assert (caught.value.param, caught.value.code) == ("image", "invalid_image_file")
