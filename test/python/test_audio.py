"""Audio: speech as a file and as it streams, and what was spoken coming back as text, in every form of a transcript."""

import io
import json
import wave
from pathlib import Path

import openai
import pytest
from openai.types.audio import Transcription, TranscriptionDiarized, TranscriptionVerbose, Translation

FIXTURES = Path(__file__).parents[1] / "fixtures" / "audio"
SAID = "Hello from Python. This is the second sentence."


@pytest.fixture(scope="module")
def spoken(server) -> bytes:
    with server.client() as client:
        return client.audio.speech.create(
            model="gpt-4o-mini-tts", voice="alloy", input=SAID, response_format="wav"
        ).content


def samples_of(data: bytes) -> bytes:
    """A streamed WAV file does not know its own length, so the samples are all that follows its header."""
    return data[data.index(b"data") + 8 :]


def wav_of(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        out.writeframes(samples)
    return file.getvalue()


def test_speech_to_a_file(client, tmp_path):
    target = tmp_path / "speech.mp3"
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="nova", input=SAID
    ) as response:
        assert response.headers["content-type"] == "audio/mpeg"
        response.stream_to_file(target)
    assert len(target.read_bytes()) > 5000


def test_speech_as_events(client):
    with client.audio.speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", voice="sage", input=SAID, response_format="pcm", stream_format="sse"
    ) as response:
        events = [json.loads(line[6:]) for line in response.iter_lines() if line.startswith("data: ")]
    assert [event["type"] for event in events[-2:]] == ["speech.audio.delta", "speech.audio.done"]
    assert events[-1]["usage"]["total_tokens"] > 0


def test_round_trip(client, spoken):
    for name, data in (("same.wav", spoken), ("rewritten.wav", wav_of(samples_of(spoken)))):
        answer = client.audio.transcriptions.create(model="whisper-1", file=(name, data))
        assert answer.text == SAID
    translation = client.audio.translations.create(model="whisper-1", file=("a.wav", spoken))
    assert isinstance(translation, Translation)
    assert translation.text == SAID


def test_verbose(client, spoken):
    answer = client.audio.transcriptions.create(
        model="whisper-1",
        file=("a.wav", wav_of(samples_of(spoken))),
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
    )
    assert isinstance(answer, TranscriptionVerbose)
    assert abs(answer.duration - len(samples_of(spoken)) / 48_000) < 0.006
    assert " ".join(word.word for word in answer.words) == SAID.replace(".", "")
    assert answer.segments[-1].end == answer.words[-1].end == answer.duration
    assert answer.language == "english"


# The API goes by the name, and takes neither of these.
RENAMED = {"tone.aac": "tone.m4a", "tone.opus": "tone.ogg"}


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_containers(client, name):
    file = (RENAMED.get(name, name), (FIXTURES / name).read_bytes())
    answer = client.audio.transcriptions.create(model="gpt-4o-transcribe", file=file)
    assert isinstance(answer, Transcription)
    assert answer.text
    assert answer.usage.type == "tokens"
    assert 12 < answer.usage.input_token_details.audio_tokens < 16


@pytest.mark.parametrize("name", ["blob", "notes.txt", "tone.opus"])
def test_refused_by_name(client, name):
    file = (name, (FIXTURES / "tone.opus").read_bytes())
    with pytest.raises(openai.BadRequestError, match=r"Unrecognized file format\. Supported formats: \["):
        client.audio.transcriptions.create(model="whisper-1", file=file)


@pytest.mark.parametrize("form", ["text", "srt", "vtt"])
def test_text_forms(client, form):
    file = ("tone.mp3", (FIXTURES / "tone.mp3").read_bytes())
    answer = client.audio.transcriptions.create(model="whisper-1", file=file, response_format=form)
    assert isinstance(answer, str)
    assert ("-->" in answer) == (form != "text")


def test_stream(client):
    file = ("tone.mp3", (FIXTURES / "tone.mp3").read_bytes())
    whole = client.audio.transcriptions.create(model="gpt-4o-mini-transcribe", file=file)
    stream = client.audio.transcriptions.create(model="gpt-4o-mini-transcribe", file=file, stream=True)
    *deltas, done = list(stream)
    assert "".join(event.delta for event in deltas) == done.text == whole.text
    assert done.usage.model_dump() == whole.usage.model_dump()


def test_speakers(client):
    answer = client.audio.transcriptions.create(
        model="gpt-4o-transcribe-diarize",
        file=("silence.wav", wav_of(bytes(48_000 * 40))),
        response_format="diarized_json",
        chunking_strategy="auto",
    )
    assert isinstance(answer, TranscriptionDiarized)
    assert answer.segments[-1].end == answer.duration == 40
    assert {segment.speaker for segment in answer.segments} == {"A", "B"}


@pytest.mark.parametrize("data", [b"", b"no sound", (FIXTURES / "tone.m4a").read_bytes()[:2000]])
def test_bad_files(client, data):
    with pytest.raises(openai.BadRequestError, match="Invalid file format. Supported formats: "):
        client.audio.transcriptions.create(model="whisper-1", file=("a.mp3", data))


def test_bad_voice(client):
    with pytest.raises(openai.BadRequestError) as caught:
        client.audio.speech.create(model="tts-1", voice="nobody", input="Hi")
    assert caught.value.param == "voice"
