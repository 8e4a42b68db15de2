"""The examples of the README of openai-python, and its guides to function calling and structured outputs."""

import json

import openai
from harness import equal, facts, has, quickstart
from openai import OpenAI
from pydantic import BaseModel

FRAMEWORK = "OpenAI Python"
PACKAGE = "openai"


@quickstart("chat")
def chat():
    client = OpenAI()
    completion = client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "developer", "content": "Talk like a pirate."},
            {"role": "user", "content": "How do I check if a Python object is an instance of a class?"},
        ],
    )
    assert completion.choices[0].message.content
    equal(completion.choices[0].finish_reason, "stop")


@quickstart("function calling")
def function_calling():
    def get_horoscope(sign):
        return f"{sign}: Next Tuesday you will befriend a baby otter called {facts['name']}."

    client = OpenAI()
    tools = [
        {
            "type": "function",
            "function": {
                "name": "get_horoscope",
                "description": "Get today's horoscope for an astrological sign.",
                "parameters": {
                    "type": "object",
                    "properties": {
                        "sign": {"type": "string", "description": "An astrological sign like Taurus or Aquarius"}
                    },
                    "required": ["sign"],
                },
            },
        }
    ]
    messages = [{"role": "user", "content": "What is my horoscope? I am an Aquarius."}]
    completion = client.chat.completions.create(model="gpt-5.2", messages=messages, tools=tools)
    message = completion.choices[0].message
    messages.append(message)
    for call in message.tool_calls:
        arguments = json.loads(call.function.arguments)
        equal(arguments, {"sign": "Aquarius"})
        messages.append({"role": "tool", "tool_call_id": call.id, "content": get_horoscope(**arguments)})
    completion = client.chat.completions.create(model="gpt-5.2", messages=messages, tools=tools)
    has(completion.choices[0].message.content, "otter", facts["name"])


@quickstart("structured output")
def structured_output():
    class CalendarEvent(BaseModel):
        name: str
        date: str
        participants: list[str]

    client = OpenAI()
    completion = client.chat.completions.parse(
        model="gpt-4o-2024-08-06",
        messages=[
            {"role": "system", "content": "Extract the event information."},
            {
                "role": "user",
                "content": f"{facts['name']} and {facts['otherName']} are going to a science fair on Friday.",
            },
        ],
        response_format=CalendarEvent,
    )
    event = completion.choices[0].message.parsed
    has(event.name, "science fair")
    has(event.date, "Friday")
    equal(event.participants, [facts["name"], facts["otherName"]])


@quickstart("typed errors")
def errors():
    client = OpenAI(api_key="My API Key", max_retries=0)
    try:
        client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Say this is a test"}])
    except openai.AuthenticationError as error:
        equal(error.status_code, 401)
        equal(error.code, "invalid_api_key")
    else:
        raise AssertionError("a wrong key was accepted")
