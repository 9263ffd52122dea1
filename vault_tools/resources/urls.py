"""URLs of resources: where they lead, and when two are one."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def host(url: str) -> str:
    """Without `www.`; the whole text when it is no URL that can be read."""
    parts = _split(url)
    return ((parts.hostname or url) if parts else url).removeprefix("www.")


def normal_url(url: str) -> str:
    """Without scheme, `www.`, fragment, tracking parameters and a final slash."""
    parts = _split(url)
    if parts is None:
        return url
    query = "&".join(p for p in parts.query.split("&") if p and not p.startswith("utm_"))
    return f"{host(url)}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # `http://[x/`
        return None
