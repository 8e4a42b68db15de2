"""LangGraph's quick start (a calculator agent as a graph), its prebuilt agent, and an agent that retrieves."""

from typing import Literal

from harness import equal, facts, has, quickstart
from langchain.chat_models import init_chat_model
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

FRAMEWORK = "LangGraph Python"
PACKAGE = "langgraph"


@tool
def multiply(a: int, b: int) -> int:
    """Multiply `a` and `b`.

    Args:
        a: First int
        b: Second int
    """
    return a * b


@tool
def add(a: int, b: int) -> int:
    """Adds `a` and `b`.

    Args:
        a: First int
        b: Second int
    """
    return a + b


@tool
def divide(a: int, b: int) -> float:
    """Divide `a` and `b`.

    Args:
        a: First int
        b: Second int
    """
    return a / b


def calculator():
    tools = [add, multiply, divide]
    tools_by_name = {tool.name: tool for tool in tools}
    model_with_tools = init_chat_model("openai:gpt-5.2", temperature=1).bind_tools(tools)

    def llm_call(state: MessagesState):
        """LLM decides whether to call a tool or not"""
        return {
            "messages": [
                model_with_tools.invoke(
                    [
                        SystemMessage(
                            content="You are a helpful assistant tasked with performing arithmetic on a set of inputs."
                        )
                    ]
                    + state["messages"]
                )
            ]
        }

    def tool_node(state: MessagesState):
        """Performs the tool call"""
        result = []
        for tool_call in state["messages"][-1].tool_calls:
            observation = tools_by_name[tool_call["name"]].invoke(tool_call["args"])
            result.append(ToolMessage(content=str(observation), tool_call_id=tool_call["id"]))
        return {"messages": result}

    def should_continue(state: MessagesState) -> Literal["tool_node", END]:
        """Decide if we should continue the loop or stop based upon whether the LLM made a tool call"""
        return "tool_node" if state["messages"][-1].tool_calls else END

    agent_builder = StateGraph(MessagesState)
    agent_builder.add_node("llm_call", llm_call)
    agent_builder.add_node("tool_node", tool_node)
    agent_builder.add_edge(START, "llm_call")
    agent_builder.add_conditional_edges("llm_call", should_continue, ["tool_node", END])
    agent_builder.add_edge("tool_node", "llm_call")
    return agent_builder.compile()


def calls_of(messages):
    return [(call["name"], call["args"]) for message in messages for call in getattr(message, "tool_calls", [])]


@quickstart("calculator")
def one_step():
    a, b = facts["age"], facts["otherAge"]
    messages = calculator().invoke({"messages": [HumanMessage(content=f"Add {a} and {b}.")]})["messages"]
    equal(calls_of(messages), [("add", {"a": a, "b": b})])
    has(messages[-1].content, a + b)


@quickstart("calculator in two steps")
def two_steps():
    a, b = facts["age"], facts["otherAge"]
    text = f"Add {a} and {b}. Multiply the output by 2."
    messages = calculator().invoke({"messages": [HumanMessage(content=text)]})["messages"]
    equal(calls_of(messages), [("add", {"a": a, "b": b}), ("multiply", {"a": a + b, "b": 2})])
    has(messages[-1].content, (a + b) * 2)


@quickstart("agentic retrieval")
def agentic_retrieval():
    @tool
    def retrieve_blog_posts(query: str) -> str:
        """Search and return information about Lilian Weng blog posts."""
        return f"Lilian Weng writes that reward hacking comes in {facts['degrees']} types."

    model = init_chat_model("openai:gpt-5.2").bind_tools([retrieve_blog_posts])
    workflow = StateGraph(MessagesState)
    workflow.add_node("generate_query_or_respond", lambda state: {"messages": [model.invoke(state["messages"])]})
    workflow.add_node("retrieve", ToolNode([retrieve_blog_posts]))
    workflow.add_edge(START, "generate_query_or_respond")
    workflow.add_conditional_edges(
        "generate_query_or_respond", tools_condition, {"tools": "retrieve", END: END}
    )
    workflow.add_edge("retrieve", "generate_query_or_respond")
    question = "What does Lilian Weng say about types of reward hacking?"
    messages = workflow.compile().invoke({"messages": [{"role": "user", "content": question}]})["messages"]
    has(messages[-1].content, facts["degrees"])
