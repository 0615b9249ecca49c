"""A service whose user in the database changes while it serves."""

import json
import os
import signal
import sys
import threading
import time

import requests
from hvac.exceptions import VaultError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from agent_file import agent_file
from database import Database
from leased_credentials import leased_credentials
from vault import SecretIdIsKnown, log_in

QUERY = text("SELECT pg_sleep(CASE WHEN random() < 0.01 THEN 0.5 ELSE 0.03 END)")

database = Database()
counts = {"answered": 0, "failed": 0}
counting = threading.Lock()
stopping = threading.Event()


def serve():
    """Stands for what a service does, once for each of those that it serves at the same time."""
    while not stopping.is_set():
        try:
            with database.begin() as connection:
                connection.execute(QUERY)
            count("answered")
        except SQLAlchemyError as error:
            count("failed")
            print(str(error).splitlines()[0], file=sys.stderr)
            time.sleep(0.1)


def count(outcome):
    with counting:
        counts[outcome] += 1


def report():
    while not stopping.wait(1):
        print(json.dumps(counts), flush=True)


def run(credentials):
    threads = []
    try:
        for credential in credentials:
            database.replace(credential)
            if not threads:
                # Twice as many as there are connections: some always wait for one.
                threads = [threading.Thread(target=target) for target in [report] + 8 * [serve]]
                for thread in threads:
                    thread.start()
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
        database.end()
        print(json.dumps(counts), flush=True)


def main():
    # Ends whatever the main thread waits for.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    env = os.environ
    try:
        if "DATABASE_CREDENTIAL_FILE" in env:
            return run(agent_file(env["DATABASE_CREDENTIAL_FILE"]))
        vault = log_in(env["VAULT_ADDR"], env["VAULT_ROLE_ID"], env["VAULT_SECRET_ID_FILE"])
        try:
            run(leased_credentials(vault, env["VAULT_CREDENTIAL"]))
        finally:
            # And with the token every lease.
            vault.auth.token.revoke_self()
    except (SecretIdIsKnown, VaultError, requests.RequestException) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


main()
