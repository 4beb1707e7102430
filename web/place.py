"""Where the reader is: the page, its language, whether it renews itself; and the way from there to others."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Place:
    """A page's address as the reader has it; `usual` is the language taken when none is asked for."""

    path: str
    lang: str
    usual: str
    live: bool = True
    page: int = 1

    def link(self, path: str | None = None, **changes: str | int) -> str:
        """The address of a page, or of this one with changes; language and renewing stay as they are."""
        here = {"page": self.page} if path is None and self.page > 1 else {}
        wanted = {"lang": self.lang, "live": int(self.live), **here, **changes}
        usual = {"lang": self.usual, "live": 1, "page": 1}
        query = urlencode({name: value for name, value in wanted.items() if usual.get(name) != value})
        return quote(self.path if path is None else path) + (f"?{query}" if query else "")
