"""Every setting of the product: the only file that knows the name of an environment variable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from callcenter.core.errors import Misconfigured
from callcenter.core.wording import say


def _variable(name: str, reason: str, default: Any) -> Any:
    return field(default=default, metadata={"variable": name, "reason": reason})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs between installations. Secrets never appear in its repr."""

    database_url: str = _variable(
        "CALLCENTER_DATABASE_URL",
        "Where the data is; PostgreSQL (postgresql+psycopg://…) in production.",
        "sqlite:///var/callcenter.db",
    )
    secret_key: str = _variable(
        "CALLCENTER_SECRET_KEY", "Signs cookies and form tokens; 32 characters or more.", ""
    )
    data_key: str = _variable(
        "CALLCENTER_DATA_KEY", "Encrypts personal identifiers; urlsafe base64 of 32 bytes.", ""
    )
    home_body: str = _variable(
        "CALLCENTER_HOME_BODY", "Code of the state body whose call centre this is.", "economy"
    )
    log_format: str = _variable("CALLCENTER_LOG_FORMAT", "text for people, json for machines.", "text")
    edms_dir: str = _variable(
        "CALLCENTER_EDMS_DIR",
        "Folder shared with the electronic document exchange; without it letters to the Apparatus wait.",
        "",
    )
    recordings_dir: str = _variable(
        "CALLCENTER_RECORDINGS_DIR", "Where the sealed recordings of calls are kept.", "var/recordings"
    )
    https: bool = _variable(
        "CALLCENTER_HTTPS", "1 behind TLS: secure cookies under the __Host- prefix and HSTS.", False
    )
    trusted_proxies: int = _variable(
        "CALLCENTER_TRUSTED_PROXIES", "How many proxies in front set X-Forwarded-*; 0 ignores them.", 0
    )

    smtp_url: str = _variable(
        "CALLCENTER_SMTP_URL",
        "Mail server: smtp://user:password@host:587 or smtps://…; empty: mail waits in the outbox.",
        "",
    )
    mail_from: str = _variable("CALLCENTER_MAIL_FROM", "Sender of the mail.", "cagri@localhost")

    def __repr__(self) -> str:
        return "Settings(…)"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment; Misconfigured when a value cannot be read."""
        given: dict[str, Any] = {}
        for one in fields(cls):
            raw = environ.get(one.metadata["variable"], "").strip()
            if raw:
                given[one.name] = _read(one.metadata["variable"], raw, type(one.default))
        return cls(**given)

    def require_secrets(self) -> None:
        """Refuse to serve with a missing or weak secret, naming the line that mends it."""
        if len(self.secret_key) < 32:
            raise Misconfigured(
                "secret-key",
                say(
                    "CALLCENTER_SECRET_KEY təyin edilməyib və ya 32 simvoldan qısadır. `make run` onu var/secrets.env faylında yaradır."
                ),
            )
        if not self.data_key:
            raise Misconfigured(
                "data-key",
                say("CALLCENTER_DATA_KEY təyin edilməyib. `make run` onu var/secrets.env faylında yaradır."),
            )


def _read(variable: str, raw: str, kind: type) -> Any:
    if kind is bool:
        return raw.lower() in {"1", "true", "yes", "on"}
    if kind is int:
        try:
            return int(raw)
        except ValueError:
            raise Misconfigured(
                "setting", say("%(variable)s tam ədəd olmalıdır.", variable=variable)
            ) from None
    return raw


def read_environment_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; nothing when it does not exist."""
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
