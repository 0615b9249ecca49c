"""Who the service is for Vault."""

import re

import hvac

# Vault says no, and would say so again.
REFUSED = (hvac.exceptions.InvalidRequest, hvac.exceptions.Forbidden, hvac.exceptions.InvalidPath)


class SecretIdIsKnown(Exception):
    """Somebody else may know the secret ID."""


def log_in(address, role_id, wrapping_token_file):
    """Logs in by AppRole, with the secret ID that is in a wrapping token: it can be taken out once."""
    with open(wrapping_token_file) as file:
        wrapping_token = file.read().strip()
    vault = hvac.Client(url=address, timeout=10)
    vault.auth.approle.login(role_id, unwrap(vault, wrapping_token, wrapping_token_file))
    return vault


def unwrap(vault, wrapping_token, file):
    try:
        wrapped = vault.write_data("sys/wrapping/lookup", data={"token": wrapping_token})["data"]
    except REFUSED:
        raise SecretIdIsKnown(
            f"{file}: the wrapping token was opened already, or has expired. "
            "If nobody was meant to have opened it, destroy the secret ID that was in it."
        ) from None
    # Whoever has opened it can put the secret ID into a token of their own; that one tells where it was made.
    if not re.fullmatch("auth/.+/secret-id", wrapped["creation_path"]):
        raise SecretIdIsKnown(
            f"{file}: the wrapping token was made by {wrapped['creation_path']}: "
            "somebody put it there who has opened the real one."
        )
    return hvac.Client(url=vault.url, token=wrapping_token).sys.unwrap()["data"]["secret_id"]
