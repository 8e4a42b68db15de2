"""Cohere's rerank quick start, with both versions of its client."""

import os

import cohere
from harness import equal, facts, quickstart

FRAMEWORK = "Cohere Python"
PACKAGE = "cohere"

OPTIONS = {"api_key": os.environ["OPENAI_API_KEY"], "base_url": os.environ["FRAMEWORKS_URL"]}


def rerank(client, model):
    docs = [
        "Carson City is the capital city of the American state of Nevada.",
        "Capitalization or capitalisation in English grammar is the use of a capital letter at the start of a word.",
        f"{facts['town']} is the capital of {facts['country']}.",
    ]
    response = client.rerank(
        model=model, query=f"What is the capital of {facts['country']}?", documents=docs, top_n=2
    )
    equal(response.results[0].index, 2)
    equal(len(response.results), 2)


@quickstart("rerank v2")
def version_2():
    rerank(cohere.ClientV2(**OPTIONS), "rerank-v3.5")


@quickstart("rerank v1")
def version_1():
    rerank(cohere.Client(**OPTIONS), "rerank-english-v3.0")
