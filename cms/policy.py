"""What a browser may do on readers' pages: nothing but what comes from this site."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)


def policy_for_any_frame() -> str:
    """For a page that other sites may show in a frame: it has no form and no script."""
    closed = POLICY.replace("form-action 'self'", "form-action 'none'")
    closed = closed.replace("script-src 'self'", "script-src 'none'")
    return closed.replace("frame-ancestors 'self'", "frame-ancestors *")


def policy_with_frame(origin: str) -> str:
    """The same policy for a page that shows one frame of `origin`, and of nobody else."""
    return f"{POLICY}; frame-src {origin}"
