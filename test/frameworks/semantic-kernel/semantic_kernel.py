"""Semantic Kernel's quick start: an agent, its menu plugin over a conversation, structured output, and its Responses agent."""

from typing import Annotated

from harness import equal, facts, has, quickstart
from openai import AsyncOpenAI
from pydantic import BaseModel
from semantic_kernel.agents import ChatCompletionAgent, OpenAIResponsesAgent
from semantic_kernel.connectors.ai.open_ai import OpenAIChatCompletion, OpenAIChatPromptExecutionSettings
from semantic_kernel.functions import KernelArguments, kernel_function

FRAMEWORK = "Semantic Kernel"
PACKAGE = "semantic-kernel"


def service():
    return OpenAIChatCompletion(ai_model_id="gpt-4o")


class MenuPlugin:
    @kernel_function(description="Provides a list of specials from the menu.")
    def get_specials(self) -> Annotated[str, "Returns the specials from the menu."]:
        return """
        Special Soup: Clam Chowder
        Special Salad: Cobb Salad
        Special Drink: Chai Tea
        """

    @kernel_function(description="Provides the price of the requested menu item.")
    def get_item_price(
        self, menu_item: Annotated[str, "The name of the menu item."]
    ) -> Annotated[str, "Returns the price of the menu item."]:
        return f"${facts['degrees']}.99"


@quickstart("agent")
async def agent():
    agent = ChatCompletionAgent(service=service(), name="SK-Assistant", instructions="You are a helpful assistant.")
    response = await agent.get_response(messages="Write a haiku about Semantic Kernel.")
    equal(len(str(response.content).strip().splitlines()), 3)


@quickstart("plugin over a conversation")
async def plugin():
    agent = ChatCompletionAgent(
        service=service(),
        name="Host",
        instructions="Answer questions about the menu.",
        plugins=[MenuPlugin()],
    )
    response = await agent.get_response(messages="What is the special soup?")
    has(response.content, "Clam Chowder")
    response = await agent.get_response(messages="How much does the Clam Chowder cost?", thread=response.thread)
    has(response.content, f"{facts['degrees']}.99")


@quickstart("two functions in one turn")
async def two_functions():
    agent = ChatCompletionAgent(
        service=service(),
        name="SK-Assistant",
        instructions="You are a helpful assistant.",
        plugins=[MenuPlugin()],
    )
    response = await agent.get_response(messages="What is the price of the soup special?")
    has(response.content, f"{facts['degrees']}.99")


@quickstart("structured output")
async def structured_output():
    class Person(BaseModel):
        name: str
        age: int

    settings = OpenAIChatPromptExecutionSettings()
    settings.response_format = Person
    agent = ChatCompletionAgent(
        service=service(),
        name="Extractor",
        instructions="Extract the person.",
        arguments=KernelArguments(settings=settings),
    )
    response = await agent.get_response(messages=f"{facts['name']} is {facts['age']} years old.")
    equal(Person.model_validate_json(response.content.content), Person(name=facts["name"], age=facts["age"]))


@quickstart("Responses agent over a conversation")
async def responses_agent():
    agent = OpenAIResponsesAgent(
        ai_model_id="gpt-4o",
        client=AsyncOpenAI(),
        name="Host",
        instructions="Answer questions about the menu.",
        plugins=[MenuPlugin()],
    )
    response = await agent.get_response(messages="What is the special soup?")
    has(response.content, "Clam Chowder")
    response = await agent.get_response(messages="How much does the Clam Chowder cost?", thread=response.thread)
    has(response.content, f"{facts['degrees']}.99")
