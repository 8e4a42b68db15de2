"""The README of langchain-nvidia-ai-endpoints against a NIM: chat, tools, structured output, embeddings, reranking."""

import os

from harness import equal, facts, has, quickstart
from langchain_core.documents import Document
from langchain_core.tools import tool
from langchain_nvidia_ai_endpoints import ChatNVIDIA, NVIDIAEmbeddings, NVIDIARerank
from pydantic import BaseModel

FRAMEWORK = "LangChain NVIDIA"
PACKAGE = "langchain-nvidia-ai-endpoints"

NIM = {"base_url": os.environ["OPENAI_BASE_URL"], "api_key": os.environ["OPENAI_API_KEY"]}
MODEL = "meta/llama-3.1-8b-instruct"


@quickstart("chat")
def chat():
    result = ChatNVIDIA(model=MODEL, **NIM).invoke(f"My name is {facts['name']}. What is my name?")
    has(result.content, facts["name"])


@quickstart("tool call")
def tool_call():
    @tool
    def get_current_weather(location: str) -> str:
        """Get the current weather for a location."""

    llm = ChatNVIDIA(model=MODEL, **NIM).bind_tools(tools=[get_current_weather])
    response = llm.invoke(f"What is the weather in {facts['town']}?")
    equal([call["args"] for call in response.tool_calls], [{"location": facts["town"]}])


@quickstart("structured output")
def structured_output():
    class Person(BaseModel):
        name: str
        age: int

    llm = ChatNVIDIA(model=MODEL, **NIM).with_structured_output(Person)
    person = llm.invoke(f"{facts['name']} is {facts['age']} years old.")
    equal(person, Person(name=facts["name"], age=facts["age"]))


@quickstart("embeddings and reranking")
def retrieval():
    embedder = NVIDIAEmbeddings(model="nvidia/nv-embedqa-e5-v5", **NIM)
    equal(len(embedder.embed_query("What's the weather like in Komchatka?")), 1024)
    reranker = NVIDIARerank(model="nvidia/llama-3.2-nv-rerankqa-1b-v2", **NIM)
    texts = ["Paris is the capital of France.", f"{facts['town']} is the capital of {facts['country']}."]
    ranked = reranker.compress_documents(
        query=f"What is the capital of {facts['country']}?",
        documents=[Document(page_content=text) for text in texts],
    )
    equal(ranked[0].page_content, texts[1])
