"""Where the app listens and under which names it answers."""

import ipaddress

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("", "0.0.0.0", "::")


def is_loopback(host: str | None) -> bool:
    """Whether this name or number reaches this machine alone.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback(None), is_loopback("sitrep.lan")
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def allowed_hosts(address: str | None, named: str) -> tuple[str, ...]:
    """The names a browser may ask for: this machine, `named` (with commas), and the address where it is one.

    >>> allowed_hosts("0.0.0.0", "sitrep.lan, 192.168.1.20")
    ('localhost', '127.0.0.1', '::1', 'sitrep.lan', '192.168.1.20')
    """
    given = [part.strip().strip("[]").lower() for part in named.split(",")]
    own = [address] if address not in (None, *EVERYWHERE) else []
    return tuple(dict.fromkeys([*LOOPBACK_NAMES, *own, *(host for host in given if host)]))
