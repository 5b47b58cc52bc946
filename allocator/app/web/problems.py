"""What goes wrong, as problem details (RFC 9457) with the codes and faults of the commands."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse

from allocator.errors import Fault
from allocator.i18n import Language, say

SECURE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer."""
_TROUBLES = {
    f"store-{one}"
    for one in ("busy", "cannot-open", "damaged", "disk", "full", "no-database", "read-only")
} | {"store-encryption", "store-refused", "store-unreachable"}
MEDIA_TYPE = "application/problem+json"
Json = dict[str, Any]


class ProblemError(Exception):
    """A request that is refused; `code` picks its sentences in the catalogue.

    `faults` are as the commands write them as JSON, `more` further members of the answer.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        faults: Sequence[Json] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        self.status, self.code, self.faults = status, code, list(faults)
        self.headers, self.more = dict(headers or {}), more
        super().__init__(f"{status} {code}")

    @classmethod
    def of(cls, faults: Sequence[Fault]) -> "ProblemError":
        """Return the problem of an input that is wrong, or of a store that cannot be used."""
        if any(one.code in _TROUBLES for one in faults):
            return cls(503, "store", faults=fault_entries(faults))
        return cls(422, "faults", faults=fault_entries(faults))

    def body(self, language: Language) -> Json:
        """Return the members of the answer."""
        facts = {"count": len(self.faults), **self.more}
        return {
            "type": f"urn:allocator:problem:{self.code}",
            "title": say(language, f"problem.{self.code}.title", **facts),
            "status": self.status,
            "detail": say(language, f"problem.{self.code}.detail", **facts),
            "code": self.code,
            "faults": self.faults,
            **self.more,
        }


def fault_entries(faults: Sequence[Fault]) -> list[Json]:
    """Return faults as the commands write them as JSON."""
    import json

    from allocator.app.faults import faults_json

    found: list[Json] = json.loads(faults_json(tuple(faults)))["faults"]
    return found


def response(problem: ProblemError, language: Language) -> JSONResponse:
    """Return the answer that tells a problem."""
    headers = {"Content-Language": language, **SECURE, **problem.headers}
    body = problem.body(language)
    return JSONResponse(body, problem.status, headers=headers, media_type=MEDIA_TYPE)
