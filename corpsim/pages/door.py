"""The door of every page: who may knock, and what a browser may do with what it is given.

The server listens on this machine only. A page of a stranger could still send a visitor's browser here (DNS rebinding,
requests across sites), so the name the browser used and the site it comes from are checked. World files are untrusted:
the policy allows no script, style, image or connection but our own, and no text is ever read as markup.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
"""What a browser may call this machine."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Door:
    """Lets through requests that this machine's own page makes, and gives every answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def give(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = _refusal(Headers(scope=scope))
        app = PlainTextResponse(refusal, status_code=403) if refusal else self._app
        await app(scope, receive, give)


def _refusal(headers: Headers) -> str:
    """Why a request is not let in, or empty."""
    name, _, port = headers.get("host", "").partition(":")
    if name not in NAMES or not (port.isdigit() or not port):
        return "This page answers to 127.0.0.1 and localhost only.\n"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return "This page answers to itself only, not to other sites.\n"
    return ""
