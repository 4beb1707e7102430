"""A guard on the shape of the shell: every call that commands Temporal, in order, as committed in fingerprint.json."""

import ast
import json
from pathlib import Path

WORKFLOWS = Path(__file__).parents[2] / "workflows"
FINGERPRINT = Path(__file__).parent / "fingerprint.json"
COMMANDS = {
    "continue_as_new",
    "execute_activity",
    "execute_child_workflow",
    "execute_local_activity",
    "get_external_workflow_handle",
    "patched",
    "sleep",
    "start_activity",
    "start_child_workflow",
    "start_local_activity",
    "upsert_memo",
    "upsert_search_attributes",
    "uuid4",
    "random",
    "wait_condition",
    "gather",
    "create_event_group",
}
LESSON = """
The calls by which the workflows command Temporal have changed. Running cases replay their histories through this code:
an added, removed or reordered command makes them fail (NondeterminismError) until it is mended.

1. Is it meant? If only names or comments moved, go on to 3.
2. Put the new path behind `workflow.patched("<why>")`, keep the old one, and see that the golden histories replay:
       .venv/bin/pytest tests/workflows/test_golden.py
3. Write the new fingerprint and read the difference once more:
       .venv/bin/python tests/workflows/test_fingerprint.py
A change of a RULE never needs this: rules stand in models/ and are not run by workflows.
"""


def fingerprint() -> dict[str, list[str]]:
    """Function → the commanding calls in it, in order."""
    found: dict[str, list[str]] = {}
    for path in sorted(WORKFLOWS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                calls = _commanding(node)
                if calls:
                    found[f"{path.stem}.{node.name}"] = calls
    return found


def _commanding(tree: ast.AST) -> list[str]:
    return [_shape(call) for call in ast.walk(tree) if isinstance(call, ast.Call) and _name(call) in COMMANDS]


def _name(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def _shape(call: ast.Call) -> str:
    given = [ast.unparse(call.args[0])] if call.args and _name(call) != "wait_condition" else []
    return f"{_name(call)}({', '.join([*given, *sorted(k.arg or '**' for k in call.keywords)])})"


def test_the_shell_commands_what_it_commanded() -> None:
    assert fingerprint() == json.loads(FINGERPRINT.read_text(encoding="utf-8")), LESSON


def test_the_guard_sees_a_changed_command() -> None:
    lines = ("async def f():", "    await workflow.sleep(5)", "    await workflow.wait_condition(lambda: x, timeout=y)")
    assert _commanding(ast.parse("\n".join(lines))) == ["sleep(5)", "wait_condition(timeout)"]


if __name__ == "__main__":
    FINGERPRINT.write_text(json.dumps(fingerprint(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
