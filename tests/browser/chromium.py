"""How this project starts the system's Chromium."""

from playwright.sync_api import Browser, Playwright

from tests import services

# No sandbox: in CI and in containers tests run as root. The rest keeps it from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine; none is ever downloaded."""
    return playwright.chromium.launch(executable_path=services.chromium(), args=ARGUMENTS)
