"""The launch file's JSON Schema, for editors that complete and check while one writes."""

import json

from models.launch import LaunchFile


def launch_schema() -> str:
    """The schema as text, as it stands in `docs/launch.schema.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **LaunchFile.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
