from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DONDOC_{name.upper()}", raising=False)


def test_nothing_set(tmp_path: Path) -> None:
    settings = Settings()
    assert settings.data == Path("data")
    assert settings.database_url == f"sqlite:///{tmp_path}/data/dondoc.db"
    assert (settings.port, settings.lang, settings.log_json) == (8080, "vi", False)


def test_environment_then_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_DATA", "/srv/đôn đốc")
    monkeypatch.setenv("DONDOC_PORT", "")
    assert Settings().database_url == "sqlite:////srv/đôn đốc/dondoc.db"
    assert Settings().port == 8080
    assert Settings(data=Path("/elsewhere")).data == Path("/elsewhere")


def test_a_given_database_wins() -> None:
    assert Settings(database="postgresql://db/dondoc").database_url == "postgresql://db/dondoc"


@pytest.mark.parametrize(("name", "value"), [("PORT", "70000"), ("LANG", "fr"), ("LOG_LEVEL", "LOUD")])
def test_a_wrong_choice_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"DONDOC_{name}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [error["loc"] for error in refused.value.errors()] == [(name.lower(),)]
