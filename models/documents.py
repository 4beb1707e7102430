"""Documents kept verbatim, and short references to them."""

import datetime as dt
from enum import StrEnum

from models.base import Written
from models.dates import written


class DocumentKind(StrEnum):
    """What a paper is (Nghị định 30/2020, Điều 7, and the article texts of the seeds)."""

    PLAN = "plan"
    DECISION = "decision"
    DIRECTIVE = "directive"
    NOTICE = "notice"
    FINDINGS = "findings"
    MINUTES = "minutes"
    REPORT = "report"
    ARTICLE = "article"


class Document(Written):
    """A paper with its text as written; number and date stay empty when the source has none.

    `issuer` is a unit id: whoever issued the document that set a deadline decides about that deadline.
    """

    id: str
    kind: DocumentKind
    issuer: str
    title: str
    number: str | None = None
    date: dt.date | None = None
    signer: str | None = None
    text: str = ""
    source: str | None = None

    @property
    def cited(self) -> str:
        """How a letter names it: title, number and date as far as they are known."""
        number = f" số {self.number}" if self.number else ""
        day = f" ngày {written(self.date)}" if self.date else ""
        return f"{self.title}{number}{day}"


class PaperRef(Written):
    """A reference to a signed paper of a unit: its number, its date, and the digest of a file when one was given."""

    number: str
    date: dt.date
    digest: str | None = None
