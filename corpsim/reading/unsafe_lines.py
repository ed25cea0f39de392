"""The policy scan of a build: lines of a change that stand on the list of unsafe patterns."""

import re

_PATTERNS = {
    "certificate of the other side is not verified": (
        r"verify\s*[=:]\s*false|insecureskipverify|ssl_verify_peer\s*=?\s*off|proxy_ssl_verify\s+off"
        r"|check_hostname\s*=\s*false|curl .*(?:-k\b|--insecure)|sslmode\s*=\s*disable|strict-ssl\s*=?\s*false"
        r"|validate_certs:\s*(?:no|false)"
    ),
    "open to every address": r"0\.0\.0\.0/0|allow_origin\W+\*|allow-origin:?\s+\"?\*|publicly_accessible\s*=\s*true",
    "no login where there was one": (
        r"auth(?:entication)?\s*[:=]\s*(?:none|off|\"none\")|permitall|allow_anonymous\s*[:=]\s*true|auth_basic\s+off"
    ),
    "secret in the text of the change": r"(?:password|secret|token|api_key)\w*\s*[:=]\s*[\"'][^\"'$<]{6,}[\"']",
    "runs with all rights": (
        r"privileged:\s*true|runasuser:\s*0|chmod\s+(?:-r\s+)?777|role:\s*admin|role\s*=\s*\"admin\""
    ),
    "reads what others send as code": r"yaml\.load\(|pickle\.loads|\beval\(|shell\s*=\s*true",
}
_FOUND = {remark: re.compile(pattern) for remark, pattern in _PATTERNS.items()}


def remark_on(diff: str) -> str:
    """What the scan remarks about the lines that a change adds; empty where it finds nothing."""
    added = "\n".join(line[1:] for line in diff.lower().splitlines() if line.startswith("+") and line[:3] != "+++")
    return "; ".join(remark for remark, pattern in _FOUND.items() if pattern.search(added))
