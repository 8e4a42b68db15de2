"""mem0's quick start: what a conversation says is remembered and found."""

import os

from harness import facts, has, quickstart
from mem0 import Memory

FRAMEWORK = "mem0"
PACKAGE = "mem0ai"


@quickstart("add and search")
def add_and_search():
    folder = os.getcwd()
    memory = Memory.from_config(
        {
            # The documented configuration. Its default, gpt-5-mini, refuses the temperature that it sends.
            "llm": {"provider": "openai", "config": {"model": "gpt-4.1-mini", "temperature": 0.1}},
            "vector_store": {"provider": "qdrant", "config": {"path": f"{folder}/qdrant"}},
            "history_db_path": f"{folder}/history.db",
        }
    )
    messages = [
        {"role": "user", "content": f"Hi, I'm {facts['name']}. I love basketball and gaming."},
        {"role": "assistant", "content": f"Hey {facts['name']}! I'll remember your interests."},
    ]
    added = memory.add(messages, user_id="alex")
    has(added, "basketball")
    has(memory.search("What do you know about me?", filters={"user_id": "alex"}), "basketball")
