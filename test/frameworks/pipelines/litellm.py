"""LiteLLM's get started: completion, streaming, function calling, JSON, embeddings, rerank and typed errors."""

import json
import os

import litellm
from harness import equal, facts, has, quickstart
from litellm import completion, embedding, rerank
from pydantic import BaseModel

FRAMEWORK = "LiteLLM"
PACKAGE = "litellm"


@quickstart("completion")
def chat():
    response = completion(model="openai/gpt-4o", messages=[{"content": "Hello, how are you?", "role": "user"}])
    assert response.choices[0].message.content
    assert response._hidden_params["response_cost"] > 0


@quickstart("stream")
def stream():
    messages = [{"content": f"Say '{facts['code']}'", "role": "user"}]
    chunks = completion(model="openai/gpt-4o", messages=messages, stream=True)
    has("".join(chunk.choices[0].delta.content or "" for chunk in chunks), facts["code"])


@quickstart("parallel function calls")
def functions():
    tools = [
        {
            "type": "function",
            "function": {
                "name": "get_current_weather",
                "description": "Get the current weather in a given location",
                "parameters": {
                    "type": "object",
                    "properties": {
                        "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
                        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
                    },
                    "required": ["location"],
                },
            },
        }
    ]
    messages = [{"role": "user", "content": "What's the weather like in San Francisco, Tokyo, and Paris?"}]
    message = completion(model="gpt-4o", messages=messages, tools=tools, tool_choice="auto").choices[0].message
    locations = [json.loads(call.function.arguments)["location"] for call in message.tool_calls]
    equal(len(locations), 3)
    for location, city in zip(locations, ["San Francisco", "Tokyo", "Paris"], strict=True):
        has(location, city)
    messages.append(message)
    for index, call in enumerate(message.tool_calls):
        result = json.dumps({"location": locations[index], "temperature": facts["degrees"] + index})
        messages.append({"tool_call_id": call.id, "role": "tool", "name": call.function.name, "content": result})
    answer = completion(model="gpt-4o", messages=messages, tools=tools).choices[0].message.content
    has(answer, *(facts["degrees"] + index for index in range(3)))


@quickstart("structured output")
def structured_output():
    class CalendarEvent(BaseModel):
        name: str
        date: str
        participants: list[str]

    response = completion(
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
    event = CalendarEvent.model_validate_json(response.choices[0].message.content)
    has(event.name, "science fair")
    equal(event.participants, [facts["name"], facts["otherName"]])


@quickstart("embedding")
def embeddings():
    response = embedding(model="text-embedding-ada-002", input=["good morning from litellm"])
    equal(len(response.data[0]["embedding"]), 1536)


@quickstart("rerank")
def reranking():
    documents = ["Carson City is the capital city of Nevada.", f"{facts['town']} is the capital of {facts['country']}."]
    response = rerank(
        model="cohere/rerank-english-v3.0",
        query=f"What is the capital of {facts['country']}?",
        documents=documents,
        top_n=1,
        api_key=os.environ["OPENAI_API_KEY"],
        api_base=f"{os.environ['FRAMEWORKS_URL']}/v1/rerank",
    )
    equal(response.results[0]["index"], 1)


@quickstart("typed errors")
def errors():
    try:
        completion(model="openai/gpt-4o", messages=[{"role": "user", "content": "hi"}], api_key="bad-key")
    except litellm.AuthenticationError as error:
        equal(error.status_code, 401)
    else:
        raise AssertionError("a wrong key was accepted")
