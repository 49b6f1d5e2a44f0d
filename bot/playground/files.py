"""Files: an address to upload to, the bytes, and the sharing that makes them exist (slack.md §2.6)."""

import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import SlackError


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

    @property
    def mimetype(self) -> str:
        """Guessed from the name, as browsers need one."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_slack(self, url: str) -> dict[str, Any]:
        """The file object of the Web API."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "size": self.length,
            "alt_txt": self.alt,
            "url_private": f"{url}/play/file/{self.id}",
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
