"""Users of the database that the agent gets from Vault for the service."""

import json
import time

from database import Credential

POLL_SECONDS = 0.2


def agent_file(path):
    """The credential in the JSON file that the agent writes, and each that it writes later."""
    known = ""
    while True:
        try:
            with open(path) as file:
                text = file.read()
        except FileNotFoundError:
            # The service may start before the agent has.
            text = known
        if text != known:
            content = json.loads(text)
            yield Credential(content["user"], content["password"])
        known = text
        time.sleep(POLL_SECONDS)
