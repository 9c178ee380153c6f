"""What kind of file system a path is on."""

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
# On these several machines may write to one file, or locks are only promised: SQLite's WAL must not be there.
NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|lustre|gpfs|glusterfs|beegfs|ocfs2|gfs2|davfs|vboxsf|prl_fs|"
    r"fuse\.(sshfs|glusterfs|davfs2?|rclone|s3fs|ceph.*|vmhgfs-fuse|.*nfs.*|.*smb.*)"
)


def kind_of(path: Path, mounts: str | None = None) -> str | None:
    """The type of the file system that holds the path, such as "ext4"; None where this system does not tell.

    mounts: lines as in /proc/self/mounts.

    >>> kind_of(Path("/srv/my data/x.db"), "/dev/a / ext4 rw 0 0\\nnas:/d /srv/my\\\\040data nfs4 rw 0 0")
    'nfs4'
    """
    if mounts is None:
        try:
            mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
        except OSError:
            return None
    real, best = os.path.realpath(path), ("", None)
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):  # of two at one place the later one is seen
            best = (point, kind)
    return best[1]


def is_network(kind: str | None) -> bool:
    """
    >>> is_network("nfs4"), is_network("ext4"), is_network(None)
    (True, False, False)
    """
    return kind is not None and NETWORK.fullmatch(kind) is not None
