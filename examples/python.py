"""The official Python client against a server: start one with `npx fakeai --fast`."""

import os

from openai import OpenAI

client = OpenAI(
    api_key="sk-fakeai-1234567890abcdef",
    base_url=os.environ.get("FAKEAI_URL", "http://127.0.0.1:8000"),
)

completion = client.chat.completions.create(
    model="openai/gpt-oss-120b",
    messages=[{"role": "user", "content": "What is 12 * 12?"}],
)
print(completion.choices[0].message.content)

for chunk in client.chat.completions.create(
    model="openai/gpt-oss-120b",
    messages=[{"role": "user", "content": "Write a short poem about technology."}],
    stream=True,
):
    print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
