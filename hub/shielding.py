"""Shielding: what browsers must not do on any page of this site, and with files of its own."""

from typing import Any

# What neither readers' pages nor the admin use, as far as browsers of this year know the word: one
# that they do not know is an error in their console. Staff sign in with passkeys; a video of
# another site, once it is asked for, may fill the screen and play.
UNUSED = """
accelerometer browsing-topics camera compute-pressure
display-capture gamepad geolocation gyroscope hid identity-credentials-get idle-detection
interest-cohort keyboard-map local-fonts magnetometer microphone midi otp-credentials payment
screen-wake-lock serial storage-access sync-xhr usb
window-management xr-spatial-tracking
"""
PERMISSIONS_POLICY: dict[str, list[str]] = dict.fromkeys(UNUSED.split(), [])
SHOWN_ELSEWHERE = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


def add_headers_to_files(headers: Any, path: str, url: str) -> None:
    """For static files: opened by themselves they are no page; pictures may stand in mails."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    is_shown = path.endswith(SHOWN_ELSEWHERE)
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_shown else "same-origin"
