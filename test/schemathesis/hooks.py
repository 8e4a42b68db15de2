"""A check for requests that the document allows and the server refuses, and a limit to the work of a run.

Some rules cannot be stated in a schema: they relate fields to each other, to the model, or to the content of a file. The
document names them in the description of a field or of the operation. A refusal is therefore right only if it is about a
described field.
"""

import re
from collections.abc import Iterator

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.generation import GenerationMode

# Refused for its content. That an object does not exist, or is in the wrong state, is no fault of the document.
REFUSED = {400, 403, 413, 415, 422, 424}

# Errors that name no field, as the original APIs send them.
NAMELESS = {
    r"^(Unrecognized|Invalid) file format|^The file is empty|JSONL|Batch API|uploaded an unsupported image": ("file", "filename"),
    r"^The file is too large": ("file", "bytes"),
    r"maximum context length": ("messages", "prompt", "input"),
    r"not support specifying dimensions": ("dimensions",),
    r"not allowed to (sample|generate embeddings) from this model|only fine-tuned models can": ("model",),
    r"not a re-ranker model|not supported by the rerank API": ("model",),
    r"'queries' must have 1 or": ("queries",),
    r"tokens exceed the model's limit": ("documents",),
}


# Characters of speech. Thousands of digits at a quarter of the speed are valid, but take minutes of CPU.
LONGEST_SPEECH = 100


# Members of forms that are files.
FILES = ("file", "image", "mask", "data")


@schemathesis.hook
def before_call(ctx, case, kwargs) -> None:
    if case.meta and (has_number_as_file(case) or is_socket(case)):
        case.meta.generation.mode = GenerationMode.POSITIVE
    if case.path.endswith("/audio/speech") and isinstance(case.body, dict):
        text = case.body.get("input")
        # Longer texts are sent to be refused.
        if isinstance(text, str) and LONGEST_SPEECH < len(text) <= 4096:
            case.body["input"] = text[:LONGEST_SPEECH]


@schemathesis.check
def refusals_are_described(ctx, response, case) -> None:
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code not in REFUSED:
        return
    if has_number_as_file(case):
        return
    document = case.operation.schema.raw_schema
    operation = case.operation.definition.raw
    fields = fields_of(response.json())
    if any(is_described(field, operation, case.media_type, document) for field in fields):
        return
    raise Failure(
        operation=case.operation.label,
        title="Refusal that the document does not explain",
        message=f"No description of {' or '.join(fields) or 'any field'} explains: {response.text[:500]}",
    )


def is_socket(case) -> bool:
    """Whether only an upgrade is accepted. With a key, all other requests get the same answer, whatever they ask."""
    without_key = getattr(case.meta.phase.data, "parameter", None) == "Authorization"
    return "426" in case.operation.definition.raw["responses"] and not without_key


def has_number_as_file(case) -> bool:
    """Whether a file was replaced by a number, to be refused. A form carries bytes, so that is a valid file."""
    is_form = (case.media_type or "").startswith("multipart/") and isinstance(case.body, dict)
    return is_form and any(isinstance(case.body.get(name), (bool, int, float)) for name in FILES)


def fields_of(body: dict) -> list[str]:
    """The fields that an error is about, in the formats of all surfaces: `messages[0].content`, `n`."""
    error = body.get("error", body)
    if isinstance(error, str):
        error = {"message": error}
    if error.get("param"):
        return [error["param"]]
    if isinstance(error.get("detail"), list):
        return [".".join(str(step) for step in issue["loc"][1:]) for issue in error["detail"]]
    # Voyage names its errors `detail`, DeepInfra puts another object around them.
    detail = error.get("detail", "")
    message = error.get("message") or (detail.get("error", "") if isinstance(detail, dict) else detail)
    return next((list(fields) for pattern, fields in NAMELESS.items() if re.search(pattern, message)), [])


def is_described(field: str, operation: dict, media_type: str, document: dict) -> bool:
    """Whether the field or one that contains it has a description, or that of the operation names it."""
    names = [name for name in re.split(r"[.\[\]]+", field) if name]
    if f"`{names[0]}`" in operation.get("description", ""):
        return True
    parameters = [one["schema"] for one in operation.get("parameters", []) if one["name"] == names[0]]
    if any("description" in schema for schema in parameters):
        return True
    if "requestBody" not in operation:
        return False
    schemas = [operation["requestBody"]["content"][media_type]["schema"]]
    for name in names:
        schemas = [inner for schema in schemas for inner in inside(schema, name, document)]
        if any("description" in schema for schema in schemas):
            return True
    return False


def inside(schema: dict, name: str, document: dict) -> Iterator[dict]:
    """The schemas of a member or, if the name is a number, of the items, in all branches of a schema."""
    for branch in branches(schema, document):
        if name.isdigit() and "items" in branch:
            yield branch["items"]
        elif name in branch.get("properties", {}):
            yield branch["properties"][name]


def branches(schema: dict, document: dict) -> Iterator[dict]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    yield schema
    for keyword in ("anyOf", "allOf", "oneOf"):
        for branch in schema.get(keyword, []):
            yield from branches(branch, document)
