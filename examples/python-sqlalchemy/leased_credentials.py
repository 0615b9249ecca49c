"""Users of the database that Vault makes for the service."""

import sys
import time

import requests
from hvac.exceptions import VaultError

from database import Credential
from vault import REFUSED

RETRY_SECONDS = 1


def leased_credentials(vault, path):
    """A credential, and well before the end of each the next."""
    token_ttl = vault.auth.token.lookup_self()["data"]["creation_ttl"]
    while True:
        lease = until_answered(lambda: vault.read(path))
        yield Credential(lease["data"]["username"], lease["data"]["password"])
        left = ttl = lease["lease_duration"]
        # When a renewal gives half of the time, or none, `max_ttl` is near.
        while left > ttl / 2:
            time.sleep(min(left, token_ttl) / 2)
            left = until_answered(lambda: renew(vault, lease))


def renew(vault, lease):
    """Renews the token, and a lease, which would end with it. Returns how long the lease lives from now on, in seconds."""
    try:
        vault.auth.token.renew_self()
        return vault.sys.renew_lease(lease["lease_id"], increment=lease["lease_duration"])["lease_duration"]
    except REFUSED:
        return 0


def until_answered(ask):
    """Asks again while Vault can't answer: it may be starting."""
    while True:
        try:
            return ask()
        except REFUSED:
            raise
        except (VaultError, requests.RequestException) as error:
            print(error, file=sys.stderr)
            time.sleep(RETRY_SECONDS)
