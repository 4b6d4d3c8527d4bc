"""Settings of an installation; the only reader of the environment.

Each setting is an environment variable with the prefix ADVISOR_, e.g. ADVISOR_DATA.
"""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Where things are kept."""

    model_config = SettingsConfigDict(env_prefix="ADVISOR_", frozen=True)

    data: Path = Field(default=PROJECT / "data", description="folder of the database and index")
    knowledge: Path = Field(default=PROJECT / "knowledge", description="folder of the pack")
    prompts: Path = Field(default=PROJECT / "prompts", description="folder of the wording")
    database_url: str = Field(
        default="", description="SQLAlchemy URL; SQLite in the data folder when empty"
    )

    office: str = Field(
        default="office",
        pattern=r"^[A-Za-z0-9_-]{1,40}$",
        description="whose documents are searched; offices never mix",
    )
    chroma_url: str = Field(
        default="",
        pattern=r"^(?:https?://\S+)?$",
        description="address of a Chroma server; the vectors lie in the data folder when empty",
    )
    model: Path | None = Field(
        default=None, description="folder of another embedding model; MiniLM when not given"
    )

    @property
    def documents(self) -> Path:
        """The folder of the offices' own documents."""
        return self.data / "documents"

    @property
    def items(self) -> Path:
        """Where the office's own list of assessment statements is kept."""
        return self.data / "items" / f"{self.office}.json"

    @property
    def database(self) -> str:
        """The URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'advisor.sqlite3'}"

    @property
    def index(self) -> Path:
        """The folder of the index: of the workshop material and this office's documents."""
        return self.data / "index" / self.office

    @property
    def models(self) -> Path:
        """The folder of the exported embedding models, which all offices share."""
        return self.data / "models"

    def environment(self) -> dict[str, str]:
        """The environment of this process with these settings, for a command of the advisor."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        named = {f"ADVISOR_{name.upper()}": str(v) for name, v in own.items() if v is not None}
        return {**os.environ, **named}
