"""The application: which address shows which page, and what a reader sees when something is wrong."""

from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

import jinja2
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.types import ASGIApp

from models.labels import BANNER
from store import queries
from web.casefile import case_file
from web.headers import Headers
from web.letters import name_in, read_letter
from web.overview import overview
from web.place import Place
from web.source import Source
from web.words import LANGUAGES, Words

ROOM: Final = Path(__file__).parent
HOSTS: Final = ("127.0.0.1", "localhost")
READ: Final = ["GET", "HEAD"]
LARGEST: Final = 1_000_000_000
STARTING: Final = timedelta(seconds=2)

Number = Annotated[int, Query(ge=1, le=LARGEST)]


class Site:
    """The pages around a source; `usual` is the language where the reader asks for none."""

    def __init__(self, source: Source, usual: str) -> None:
        self.source, self._usual = source, usual
        loader = jinja2.FileSystemLoader(ROOM / "templates")
        env = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        env.filters["name"] = name_in
        self._templates = Jinja2Templates(env=env)

    def words(self, request: Request) -> Words:
        """The words of the language the reader asks for."""
        asked = request.query_params.get("lang")
        return Words(asked if asked in LANGUAGES else self._usual)

    def show(
        self,
        request: Request,
        page: str,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        refresh: timedelta | None = None,
        **shown: Any,
    ) -> Response:
        """A page; `refresh` renews it while the reader lets it."""
        words, live = self.words(request), request.query_params.get("live") != "0"
        place = Place(request.url.path, words.lang, self._usual, live=live, page=shown.pop("number", 1))
        frame = {"w": words, "place": place, "refresh": refresh, "banner": BANNER[words.lang]}
        return self._templates.TemplateResponse(request, page, frame | shown, status_code=status)

    def trouble(self, request: Request, status: HTTPStatus, name: str, refresh: timedelta | None = None) -> Response:
        """A page that says what is wrong and what to do."""
        return self.show(request, "trouble.html", status, refresh=refresh, name=name)

    @property
    def pace(self) -> timedelta:
        """How often a page renews itself: so that a fast clock is seen to move."""
        fast = self.source.tempo.virtual_seconds > self.source.tempo.real_seconds
        return timedelta(seconds=3 if fast else 30)


def create_app(source: Source, usual: str = "vi") -> ASGIApp:
    """The pages of this source. They only read, and answer to this machine's own names alone."""
    app = FastAPI(title="Đôn Đốc", openapi_url=None)
    site = Site(source, usual)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)
    app.mount("/static", StaticFiles(directory=ROOM / "static"))
    _pages(app, site)
    _troubles(app, site)
    return Headers(app)


def _pages(app: FastAPI, site: Site) -> None:
    source = site.source

    @app.api_route("/", methods=READ)
    def overview_page(request: Request, page: Number = 1) -> Response:
        shown = overview(source, site.words(request), page)
        return site.show(request, "overview.html", refresh=site.pace, number=shown.page, o=shown, tempo=source.tempo)

    @app.api_route("/cases/{case_id:path}", methods=READ)
    def case_page(request: Request, case_id: str, before: Number | None = None) -> Response:
        shown = case_file(source, site.words(request), case_id, before)
        if shown is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return site.show(request, "case.html", refresh=site.pace, f=shown, before=before)

    @app.api_route("/letters/{file}", methods=READ)
    def letter_page(request: Request, file: str) -> Response:
        letter = read_letter(source.mailbox.path, file)
        if letter is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return site.show(request, "letter.html", letter=letter)

    @app.api_route("/healthz", methods=READ)
    def healthz() -> Response:
        try:
            queries.open_streams(source.engine, limit=1)
        except queries.UNREADABLE:
            return JSONResponse({"status": "unavailable"}, HTTPStatus.SERVICE_UNAVAILABLE)
        return JSONResponse({"status": "ok"})


def _troubles(app: FastAPI, site: Site) -> None:
    known = {HTTPStatus.NOT_FOUND: "not_found", HTTPStatus.METHOD_NOT_ALLOWED: "refused"}

    def refused(request: Request, error: Exception) -> Response:
        status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST)
        return site.trouble(request, status, known.get(status, "bad_address"))

    def unavailable(request: Request, _error: Exception) -> Response:
        response = site.trouble(request, HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", STARTING)
        response.headers["Retry-After"] = str(STARTING.seconds)
        return response

    def broken(request: Request, _error: Exception) -> Response:
        return site.trouble(request, HTTPStatus.INTERNAL_SERVER_ERROR, "broken")

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, refused)
    for error in queries.UNREADABLE:
        app.add_exception_handler(error, unavailable)
    app.add_exception_handler(Exception, broken)
