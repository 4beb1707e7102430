"""The folder of letters: whole files, one a message, newest first; a resend is the same file."""

import os
from pathlib import Path
from typing import Any

import pytest

from notices.channel import Channel, Letter, TryAgain, Undeliverable
from notices.mailbox import MailboxFolder
from tests.notices.test_mime import letter


def numbered(n: int, **fields: Any) -> Letter:
    return letter(message_id=f"<{n}@song-tien.example>", subject=f"Nhắc việc số {n}", **fields)


def files(folder: MailboxFolder) -> list[str]:
    return [path.name for path in folder.path.iterdir()]


@pytest.fixture
def folder(tmp_path: Path) -> MailboxFolder:
    return MailboxFolder(tmp_path / "mailbox")


def test_a_folder_not_yet_made_is_an_empty_mailbox(folder: MailboxFolder) -> None:
    assert folder.entries(10) == []


def test_it_is_a_channel_and_lists_what_was_sent(folder: MailboxFolder) -> None:
    channel: Channel = folder
    channel.send(numbered(1))
    [entry] = folder.entries(10)
    assert (entry.message_id, entry.subject, entry.attempt) == ("<1@song-tien.example>", "Nhắc việc số 1", 1)
    assert "Đầu mối Sở Tư pháp" in entry.to
    assert entry.at == numbered(1).at
    assert files(folder) == [entry.file]


def test_the_newest_come_first_and_no_more_than_asked(folder: MailboxFolder) -> None:
    for n in range(5):
        folder.send(numbered(n))
        path = folder.path / folder.entries(1)[0].file
        os.utime(path, ns=(n, n))
    found = folder.entries(3)
    assert [entry.subject for entry in found] == ["Nhắc việc số 4", "Nhắc việc số 3", "Nhắc việc số 2"]


def test_sent_twice_is_there_once_and_labelled(folder: MailboxFolder) -> None:
    folder.send(numbered(1))
    folder.send(numbered(1, attempt=2))
    [entry] = folder.entries(10)
    assert entry.attempt == 2


def test_a_crash_before_the_rename_leaves_no_letter(folder: MailboxFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.send(numbered(1))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        folder.send(numbered(2))
    assert [entry.subject for entry in folder.entries(10)] == ["Nhắc việc số 1"]
    assert len(files(folder)) == 1


def test_a_half_written_letter_of_a_killed_sender_is_not_listed(folder: MailboxFolder) -> None:
    folder.send(numbered(1))
    (folder.path / ".half.tmp").write_bytes(b"Subject: x")
    assert len(folder.entries(10)) == 1


def test_the_letter_is_on_the_disk_before_it_has_its_name(
    folder: MailboxFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    sync, rename = os.fsync, Path.replace

    def noted_sync(handle: int) -> None:
        seen.append("fsync")
        sync(handle)

    def noted_rename(path: Path, to: Path) -> Path:
        seen.append("rename")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_rename)
    folder.send(numbered(1))
    assert seen == ["fsync", "rename", "fsync"]


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TryAgain, match="hộp thư"):
        MailboxFolder(tmp_path / "file" / "mailbox").send(numbered(1))


def test_a_wrong_address_is_undeliverable_and_leaves_nothing(folder: MailboxFolder) -> None:
    with pytest.raises(Undeliverable):
        folder.send(numbered(1, to="khong-co"))
    assert not folder.path.exists()


def test_a_message_id_cannot_name_a_file_elsewhere(folder: MailboxFolder) -> None:
    folder.send(letter(message_id="</../../x@song-tien.example>"))
    [name] = files(folder)
    assert (folder.path / name).is_file()
