"""The two kinds of model: what we keep, and what people write."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Kept(BaseModel):
    """A frozen value we store and read back; unknown fields are tolerated, so that old readers survive new writers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with changes. Every event copies state, and pydantic's own way takes thrice the time."""
        if deep or not update:
            return super().model_copy(update=update, deep=deep)
        new = type(self).__new__(type(self))
        known = self.__pydantic_fields_set__
        object.__setattr__(new, "__dict__", {**self.__dict__, **update})
        object.__setattr__(new, "__pydantic_fields_set__", known if known.issuperset(update) else known.union(update))
        object.__setattr__(new, "__pydantic_extra__", None)
        object.__setattr__(new, "__pydantic_private__", None)
        return new


class Written(BaseModel):
    """A frozen value a person writes; an unknown key is a mistake and is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def name_of(message: BaseModel | type[BaseModel]) -> str:
    """The `type` by which a command or event is known in the ledger and on the wire."""
    fields = (message if isinstance(message, type) else type(message)).model_fields
    return str(fields["type"].default)
