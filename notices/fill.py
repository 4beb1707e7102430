"""Filling a wording with particulars: `{name}` is replaced, `[a part]` is left out when a particular in it is empty.

Particulars are data: what stands in them is never read as a template.
"""

import re
from collections.abc import Mapping

FIELD = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def fill(template: str, particulars: Mapping[str, str]) -> str:
    """The wording with its particulars; a name that is missing counts as empty."""
    kept = OPTIONAL.sub(lambda part: part[1] if complete(part[1], particulars) else "", template)
    return FIELD.sub(lambda field: particulars.get(field[1], ""), kept)


def complete(template: str, particulars: Mapping[str, str]) -> bool:
    """Whether no particular outside the optional parts is empty."""
    return all(particulars.get(name) for name in FIELD.findall(OPTIONAL.sub("", template)))
