"""Settings from the environment: typed, checked once, explained in words a person can act on."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from talkover.cache import DEFAULT_CACHE_SECONDS
from talkover.http import CALL_TIMEOUT, DEFAULT_BASE_URL, check_base_url

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
_PREFIX = "TALKOVER_"


class SettingsError(Exception):
    """The environment is set wrongly; the text names the variable and what it accepts."""


def _printable(value: SecretStr | None) -> SecretStr | None:
    """A header can hold printable ASCII alone; whatever surrounds a pasted token is dropped."""
    token = value.get_secret_value().strip() if value else ""
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError("it must be one word of printable ASCII characters")
    return SecretStr(token) if token else None


class Settings(BaseSettings):
    """Everything an operator can set. `timeout` and `cache_seconds` are in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    token: Annotated[SecretStr | None, AfterValidator(_printable)] = None
    token_file: Path | None = None
    base_url: Annotated[str, AfterValidator(check_base_url)] = DEFAULT_BASE_URL
    timeout: Annotated[float, Field(gt=0, le=300)] = CALL_TIMEOUT
    rate_limit: Annotated[int, Field(ge=1, le=100_000)] | None = None
    cache_seconds: Annotated[float, Field(ge=0, le=3600)] = DEFAULT_CACHE_SECONDS
    show_phone_numbers: bool = False
    log_level: LogLevel = "INFO"

    def secret_token(self) -> str | None:
        """The token itself, for the client and nobody else."""
        return self.token.get_secret_value() if self.token else None


def load_settings() -> Settings:
    """Read and check the environment; the token may stand in the file that TALKOVER_TOKEN_FILE names.

    Raises:
        SettingsError: a variable is not acceptable, or the token file cannot be read.
    """
    try:
        settings = Settings()
        if settings.token is None and settings.token_file is not None:
            settings = Settings(token=_read_token_file(settings.token_file))
    except ValidationError as error:
        raise SettingsError(
            "\n".join(_sentence(detail) for detail in error.errors(include_input=False))
        ) from None
    return settings


def _read_token_file(path: Path) -> SecretStr:
    """The token in the file. The path is not repeated: somebody may have put the token there."""
    try:
        token = _printable(SecretStr(path.expanduser().read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise SettingsError(f"TALKOVER_TOKEN_FILE cannot be read: {error.strerror}.") from None
    except RuntimeError:
        raise SettingsError("TALKOVER_TOKEN_FILE names no home directory that exists.") from None
    except ValueError:
        raise SettingsError(
            f"What TALKOVER_TOKEN_FILE names is not acceptable: it must hold {_ACCEPTED['token']}."
        ) from None
    if token is None:
        raise SettingsError(
            "The file that TALKOVER_TOKEN_FILE names is empty; put the token in it."
        )
    return token


_ACCEPTED = {
    "token": "one word of printable ASCII characters, as copied from the Talkover dashboard",
    "base_url": "an https:// address without credentials (http:// on this machine only)",
    "timeout": "seconds, above 0 and up to 300",
    "rate_limit": "requests a minute, a whole number from 1 to 100000",
    "cache_seconds": "seconds from 0 (off) to 3600",
    "show_phone_numbers": "true or false",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
}


def _sentence(detail: ErrorDetails) -> str:
    """`TALKOVER_TIMEOUT is not acceptable: give seconds …`, without the value (it may be secret)."""
    name = str(detail["loc"][0])
    accepted = _ACCEPTED.get(name, "another value")
    return f"{_PREFIX}{name.upper()} is not acceptable: give {accepted}."
