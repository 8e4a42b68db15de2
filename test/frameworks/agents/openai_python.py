"""The examples of the README of openai-python, its guides to function calling and structured outputs, and the same
with responses."""

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


@quickstart("responses")
def responses():
    client = OpenAI()
    response = client.responses.create(
        model="gpt-5.2",
        instructions="You are a coding assistant that talks like a pirate.",
        input="How do I check if a Python object is an instance of a class?",
    )
    assert response.output_text
    equal(response.status, "completed")


@quickstart("responses stream")
def responses_stream():
    client = OpenAI()
    deltas = []
    with client.responses.stream(model="gpt-5.2", input=f"Say '{facts['code']}'") as stream:
        for event in stream:
            if event.type == "response.output_text.delta":
                deltas.append(event.delta)
        response = stream.get_final_response()
    equal("".join(deltas), response.output_text)
    has(response.output_text, facts["code"])


@quickstart("responses function calling")
def responses_function_calling():
    client = OpenAI()
    tools = [
        {
            "type": "function",
            "name": "get_horoscope",
            "description": "Get today's horoscope for an astrological sign.",
            "parameters": {
                "type": "object",
                "properties": {
                    "sign": {"type": "string", "description": "An astrological sign like Taurus or Aquarius"}
                },
                "required": ["sign"],
            },
        }
    ]
    items = [{"role": "user", "content": "What is my horoscope? I am an Aquarius."}]
    response = client.responses.create(model="gpt-5.2", tools=tools, input=items)
    items += response.output
    for item in response.output:
        if item.type == "function_call":
            equal(json.loads(item.arguments), {"sign": "Aquarius"})
            horoscope = f"Aquarius: Next Tuesday you will befriend a baby otter called {facts['name']}."
            items.append({"type": "function_call_output", "call_id": item.call_id, "output": horoscope})
    response = client.responses.create(
        model="gpt-5.2",
        instructions="Respond only with a horoscope generated by a tool.",
        tools=tools,
        input=items,
    )
    has(response.output_text, "otter", facts["name"])


@quickstart("responses structured output")
def responses_structured_output():
    class CalendarEvent(BaseModel):
        name: str
        date: str
        participants: list[str]

    client = OpenAI()
    response = client.responses.parse(
        model="gpt-4o-2024-08-06",
        input=[
            {"role": "system", "content": "Extract the event information."},
            {
                "role": "user",
                "content": f"{facts['name']} and {facts['otherName']} are going to a science fair on Friday.",
            },
        ],
        text_format=CalendarEvent,
    )
    event = response.output_parsed
    has(event.name, "science fair")
    has(event.date, "Friday")
    equal(event.participants, [facts["name"], facts["otherName"]])
