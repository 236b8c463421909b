"""Who may open the register, and how. Each change is noted in the journal, without any secret."""

from kvinnobyran.flows.work import Work
from kvinnobyran.vault.unlocked import UnlockedVault


def change_passphrase(work: Work, vault: UnlockedVault, old: str, new: str) -> None:
    """Replace one's own passphrase. Takes about two seconds.

    Raises :class:`WrongPassphrase`, :class:`TooSoon` or :class:`WeakPassphrase`.
    """
    vault.change_passphrase(old, new)
    _note(work, "Byte av lösenord", "passphrase_changed")


def add_user(work: Work, vault: UnlockedVault, name: str, passphrase: str) -> None:
    """Let one more user in, with access to the addresses if one has it oneself.

    Raises :class:`UnfitName` or :class:`WeakPassphrase`.
    """
    vault.add_user(name, passphrase, addresses=vault.address_key is not None)
    _note(work, "Ny användare", "user_added")


def turn_on_quick_unlock(work: Work, vault: UnlockedVault, pin: str) -> None:
    """Let oneself in with a PIN on this computer for twelve hours at most.

    Raises :class:`UnfitPin` or :class:`KeyringGone`.
    """
    vault.enable_quick_unlock(pin)
    _note(work, "Snabbupplåsning på", "quick_unlock_on")


def turn_off_quick_unlock(work: Work, vault: UnlockedVault) -> None:
    """Forget the PIN on this computer."""
    vault.disable_quick_unlock()
    _note(work, "Snabbupplåsning av", "quick_unlock_off")


def _note(work: Work, name: str, kind: str) -> None:
    with work.step(name) as step:
        step.log(kind)
