"""`sviedka identity`: a person's keys, in one file under one passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import ask_passphrase, new_passphrase, say, settings_of

app = typer.Typer()


@app.command("new")
def new(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="Where the identity file is written.")]
) -> None:
    """Make an identity: an age key that opens and an Ed25519 key that signs, under one passphrase."""
    from ui.wiring import make_identity

    identity = make_identity(file, new_passphrase(settings_of(context), "the identity"))
    say(f"identity {identity.person} written to {file}")
    say("Keep the passphrase in your head and the file on your own device; nobody can restore either.")


@app.command("show")
def show(context: typer.Context) -> None:
    """Show the public half of your identity, for whoever admits you to a workspace."""
    from ui.wiring import unlock

    identity = unlock(settings_of(context), ask_passphrase)
    say(f"person     {identity.person}")
    say(f"recipient  {identity.recipient}")
    if identity.signer is not None:
        say(f"public     {identity.signer.public.hex()}")
