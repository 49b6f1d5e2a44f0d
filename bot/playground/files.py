"""Files: those the bot shares, by an address to upload to and a completion (slack.md §2.6), and those people hand over.

What a person puts into a form is theirs: the app may read it once the form was sent, and may not delete it.
"""

import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.playground.company import BOT_USER_ID
from bot.playground.errors import Misplay, SlackError

# What a form's field takes (docs.slack.dev, file input element).
LARGEST_IN_FORM = 10 * 1024 * 1024


@dataclass(slots=True)
class StoredFile:
    """One file, from the moment its address is given."""

    id: str
    name: str
    length: int
    alt: str
    ticket: str
    title: str = ""
    content: bytes | None = None
    complete: bool = False
    owner: str = BOT_USER_ID
    # Whether the app may see it: its own files, and those that came to it with a form.
    seen_by_app: bool = True

    @property
    def mimetype(self) -> str:
        """Guessed from the name, as browsers need one."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def extension(self) -> str:
        """What Slack calls the file's type."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else "text"

    def as_slack(self, url: str) -> dict[str, Any]:
        """The file object of the Web API."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "size": self.length,
            "alt_txt": self.alt,
            "filetype": self.extension,
            "user": self.owner,
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{url}/files/{self.id}/{quote(self.name)}",
            "url_private_download": f"{url}/files/{self.id}/download/{quote(self.name)}",
        }

    def as_page(self) -> dict[str, Any]:
        """The file as the page shows it."""
        url = f"/play/file/{self.id}"
        return {"id": self.id, "name": self.name, "mimetype": self.mimetype, "url": url, "alt": self.alt}


class Files:
    """Every file of the workspace."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def announce(self, name: str, length: int, alt: str) -> StoredFile:
        """Reserve an id and an address to upload to."""
        file = StoredFile(
            id="F0" + secrets.token_hex(4).upper(),
            name=name,
            length=length,
            alt=alt,
            ticket=secrets.token_hex(12),
        )
        self._files[file.id] = file
        return file

    def receive(self, id: str, ticket: str, content: bytes) -> bool:
        """Take the bytes; says no for an unknown address or a length that was not announced."""
        file = self._files.get(id)
        if file is None or file.ticket != ticket or file.complete or len(content) != file.length:
            return False
        file.content = content
        return True

    def complete(self, id: str, title: str) -> StoredFile:
        """Make an uploaded file exist; once per file."""
        file = self._files.get(id)
        if file is None or file.content is None:
            raise SlackError("file_not_found")
        if file.complete:
            raise SlackError("file_already_completed")
        file.title = title
        file.complete = True
        return file

    def hand_over(self, owner: str, name: str, content: bytes) -> StoredFile:
        """A person puts a file into a field of a form; the app sees it when the form is sent."""
        if not name or not content or len(content) > LARGEST_IN_FORM:
            raise Misplay("A form takes a file with a name, of 1 byte to 10 MB.", "file_refused")
        file = self.announce(name, len(content), "")
        file.content, file.complete = content, True
        file.owner, file.seen_by_app = owner, False
        return file

    def in_form(self, owner: str, given: Any) -> list[StoredFile]:
        """The files of a field, given by id or as objects: a person's own, each once."""
        ids = [one.get("id") if isinstance(one, dict) else one for one in given or []]
        files = [self.get(str(id)) for id in dict.fromkeys(ids)]
        if any(file is None or file.owner != owner for file in files):
            raise Misplay(f"{owner} has uploaded no such file.", "no_such_file")
        return [file for file in files if file]

    def for_app(self, id: str) -> StoredFile:
        """A file as the app may ask for it."""
        file = self.get(id)
        if file is None or not file.seen_by_app:
            raise SlackError("file_not_found")
        return file

    def delete(self, id: str) -> None:
        """Nobody sees it again."""
        del self._files[id]

    def get(self, id: str) -> StoredFile | None:
        """A file that exists for people."""
        file = self._files.get(id)
        return file if file and file.complete else None

    def all(self) -> list[StoredFile]:
        """Every file that exists for people."""
        return [file for file in self._files.values() if file.complete]

    def put_back(self, files: list[StoredFile]) -> None:
        """The files of an earlier run."""
        self._files |= {file.id: file for file in files}

    def unknown_in(self, blocks: list[Any]) -> list[str]:
        """The picture blocks that show a file which is not there, or is no picture."""
        found = []
        for index, block in enumerate(blocks):
            shown = block.get("slack_file") if isinstance(block, dict) else None
            if isinstance(shown, dict) and "id" in shown:
                file = self.get(shown["id"])
                if file is None or not file.mimetype.startswith("image/"):
                    found.append(f"blocks[{index}].slack_file: invalid slack file")
        return found
