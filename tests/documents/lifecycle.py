"""docs/lifecycle.md, drawn from the table of the life of an appeal."""

from collections import defaultdict
from pathlib import Path

from callcenter.appeals import lifecycle
from callcenter.appeals.lifecycle import BACK, NEXT
from callcenter.appeals.vocabulary import Action, State

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.md"
HEAD = """# The life of an appeal

Drawn from the table in `callcenter/appeals/lifecycle.py` by `make docs`; a test fails when the two differ. Each step
is one event with who, when and why; a step that is not here is refused and leaves nothing behind.

*back* leads to where the appeal was before it began to wait or was stopped.
"""


def drawn() -> str:
    """Return the document."""
    return "\n".join([HEAD, *_states(), "", *_diagram(), "", *_everywhere(), ""])


def _states() -> list[str]:
    rows = ["| state | on the screen | steps that leave it |", "|---|---|---|"]
    for state in State:
        ways = [
            f"{action.value} → {_name(after)}"
            for (before, action), after in NEXT.items()
            if before is state and after is not state
        ]
        rows.append(f"| `{state.value}` | {state.label} | {'; '.join(sorted(ways)) or '—'} |")
    return rows


def _diagram() -> list[str]:
    ways = defaultdict(list)
    for (before, action), after in NEXT.items():
        if isinstance(after, State) and after is not before and after not in lifecycle.STOPPED:
            ways[before, after].append(action.value)
    lines = [
        f"    {before.value} --> {after.value}: {', '.join(sorted(actions))}"
        for (before, after), actions in sorted(ways.items())
    ]
    return [
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> registered: log",
        *lines,
        "    closed --> [*]",
        "```",
    ]


def _everywhere() -> list[str]:
    """The steps that leave an appeal where it is."""
    rows = [
        "## Steps that change something else than the state",
        "",
        "| step | on the screen | in which states |",
        "|---|---|---|",
    ]
    for action in Action:
        states = [state for state in State if NEXT.get((state, action)) is state]
        if states:
            rows.append(f"| `{action.value}` | {action.label} | {_named(states)} |")
    return rows


def _named(states: list[State]) -> str:
    for name, group in (("every open one", lifecycle.OPEN), ("every running one", lifecycle.RUNNING)):
        if set(states) == group:
            return name
    return ", ".join(f"`{state.value}`" for state in states)


def _name(after: object) -> str:
    return "*back*" if after is BACK else f"`{after}`"


if __name__ == "__main__":
    DOCUMENT.write_text(drawn(), encoding="utf-8")
