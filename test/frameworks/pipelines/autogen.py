"""AutoGen AgentChat's quick start, structured output, and its team of a writer and a critic."""

import warnings

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination, TextMentionTermination
from autogen_agentchat.teams import RoundRobinGroupChat, Swarm
from autogen_ext.models.openai import OpenAIChatCompletionClient
from harness import equal, facts, has, quickstart
from pydantic import BaseModel

FRAMEWORK = "AutoGen"
PACKAGE = "autogen-agentchat"


@quickstart("agent with a tool")
async def agent():
    cities = []

    async def get_weather(city: str) -> str:
        """Get the weather for a given city."""
        cities.append(city)
        return f"The weather in {city} is {facts['degrees']} degrees and Sunny."

    # It compares the model of the answer with the snapshot that it knows for an alias.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        agent = AssistantAgent(
            name="weather_agent",
            model_client=OpenAIChatCompletionClient(model="gpt-4o"),
            tools=[get_weather],
            system_message="You are a helpful assistant.",
            reflect_on_tool_use=True,
        )
        result = await agent.run(task=f"What is the weather in {facts['town']}?")
    equal(cities, [facts["town"]])
    has(result.messages[-1].content, facts["degrees"], facts["town"])


@quickstart("structured output")
async def structured_output():
    class Person(BaseModel):
        name: str
        age: int

    agent = AssistantAgent(
        "assistant",
        model_client=OpenAIChatCompletionClient(model="gpt-4o"),
        system_message="Extract the person.",
        output_content_type=Person,
    )
    result = await agent.run(task=f"{facts['name']} is {facts['age']} years old.")
    equal(result.messages[-1].content, Person(name=facts["name"], age=facts["age"]))


@quickstart("team that ends by a word")
async def team():
    model_client = OpenAIChatCompletionClient(model="gpt-4o-2024-08-06")
    primary_agent = AssistantAgent(
        "primary", model_client=model_client, system_message="You are a helpful AI assistant."
    )
    critic_agent = AssistantAgent(
        "critic",
        model_client=model_client,
        system_message="Provide constructive feedback. Respond with 'APPROVE' to when your feedbacks are addressed.",
    )
    team = RoundRobinGroupChat(
        [primary_agent, critic_agent],
        termination_condition=TextMentionTermination("APPROVE") | MaxMessageTermination(12),
    )
    result = await team.run(task="Write a short poem about the fall season.")
    has(result.stop_reason, "APPROVE")


@quickstart("hand-off in a swarm")
async def swarm():
    def refund_flight(flight_id: str) -> str:
        """Refund a flight"""
        return f"Flight {flight_id} refunded"

    model_client = OpenAIChatCompletionClient(model="gpt-4o")
    travel_agent = AssistantAgent(
        "travel_agent",
        model_client=model_client,
        handoffs=["flights_refunder"],
        system_message=(
            "You are a travel agent. The flights_refunder is in charge of refunding flights. "
            "Use TERMINATE when the travel planning is complete."
        ),
    )
    flights_refunder = AssistantAgent(
        "flights_refunder",
        model_client=model_client,
        handoffs=["travel_agent"],
        tools=[refund_flight],
        system_message=(
            "You are an agent specialized in refunding flights. You have the ability to refund a flight using the "
            "refund_flight tool. When the transaction is complete, handoff to the travel agent to finalize."
        ),
    )
    termination = TextMentionTermination("TERMINATE") | MaxMessageTermination(20)
    team = Swarm([travel_agent, flights_refunder], termination_condition=termination)
    result = await team.run(task=f"I need to refund my flight {facts['code']}.")
    texts = [str(message.content) for message in result.messages]
    has(" ".join(texts), f"Flight {facts['code']} refunded")
    has(texts[-1], "TERMINATE")
