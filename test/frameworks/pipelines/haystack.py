"""Haystack's get started: a retrieval pipeline over documents in memory, and an agent with a tool."""

from typing import Annotated

from harness import equal, facts, has, quickstart
from haystack import Document, Pipeline
from haystack.components.agents import Agent
from haystack.components.builders import ChatPromptBuilder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.dataclasses import ChatMessage
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.tools import tool

FRAMEWORK = "Haystack"
PACKAGE = "haystack-ai"


@quickstart("retrieval pipeline")
def retrieval():
    document_store = InMemoryDocumentStore()
    document_store.write_documents(
        [
            Document(content=f"My name is {facts['name']} and I live in {facts['town']}."),
            Document(content=f"My name is {facts['otherName']} and I live in Berlin."),
            Document(content="My name is Giorgio and I live in Rome."),
        ]
    )
    prompt_template = [
        ChatMessage.from_system("You are a helpful assistant."),
        ChatMessage.from_user(
            "Given these documents, answer the question.\n"
            "Documents:\n{% for doc in documents %}{{ doc.content }}{% endfor %}\n"
            "Question: {{question}}\n"
            "Answer:"
        ),
    ]
    rag_pipeline = Pipeline()
    rag_pipeline.add_component("retriever", InMemoryBM25Retriever(document_store=document_store))
    rag_pipeline.add_component(
        "prompt_builder", ChatPromptBuilder(template=prompt_template, required_variables={"question", "documents"})
    )
    rag_pipeline.add_component("llm", OpenAIChatGenerator())
    rag_pipeline.connect("retriever", "prompt_builder.documents")
    rag_pipeline.connect("prompt_builder", "llm.messages")
    question = f"Who lives in {facts['town']}?"
    results = rag_pipeline.run({"retriever": {"query": question}, "prompt_builder": {"question": question}})
    text = results["llm"]["replies"][0].text
    has(text, facts["name"])
    assert facts["otherName"] not in text, text


@quickstart("agent with a tool")
def agent():
    cities = []

    @tool
    def weather(city: Annotated[str, "the city to get the weather for"]) -> str:
        """Get the current weather for a city"""
        cities.append(city)
        return f"{facts['degrees']} degrees and sunny"

    agent = Agent(chat_generator=OpenAIChatGenerator(model="gpt-4o-mini"), tools=[weather])
    result = agent.run(messages=[ChatMessage.from_user(f"What is the weather in {facts['town']}?")])
    equal(cities, [facts["town"]])
    has(result["messages"][-1].text, facts["degrees"])
