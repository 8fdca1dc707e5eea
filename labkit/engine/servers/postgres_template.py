"""Templates: data folders made once by initdb, kept in the cache and copied for each container."""

import hashlib
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from labkit.engine import account, places
from labkit.engine.servers.binaries import Installed
from labkit.engine.servers.postgres_session import session
from labkit.engine.servers.server import StartFailed

_LAYOUT = 4  # raise it when what a template holds changes

_LIST = "files"  # names and sizes of a template's files, by which damage is seen
_seen_whole: set[Path] = set()

# A password is hashed 4096 times per connection by default: 5 ms that protect no test.
_SCRAM_SETTING_SINCE = 16


@dataclass(frozen=True)
class Settings:
    """What the image's environment decides about a fresh data folder."""

    user: str
    password: str
    database: str
    initdb_arguments: str = ""
    auth_method: str = "scram-sha-256"


def programs(program: Installed) -> Path:
    """The folder of PostgreSQL's programs, copied into the cache if servers could not read it."""
    return _reachable(Path(program.path))


@cache
def _reachable(folder: Path) -> Path:
    if account.can_reach(folder / "postgres"):
        return folder
    copies = places.cache_folder() / "servers"
    copies.mkdir(exist_ok=True)
    package = folder.parent.parent
    for libraries in package.parent.glob(f"{package.name}.libs"):
        account.within_reach(libraries, copies / libraries.name)
    (copies / package.name).mkdir(exist_ok=True)
    root = account.within_reach(folder.parent, copies / package.name / folder.parent.name)
    return root / folder.name


def template(program: Installed, settings: Settings) -> Path:
    """The template data folder for some settings, made now if there is none yet.

    Raises:
        StartFailed: when initdb refuses the settings.
    """
    folder = places.cache_folder() / "templates"
    folder.mkdir(exist_ok=True)
    home = folder / f"postgres-{program.version}-{_key(program, settings)}"
    if not _is_whole(home):
        _publish(_make(program, settings, folder), home)
    return home / "data"


def clone(template: Path, target: Path) -> None:
    """Copy a template to ``target``, or into it if that folder is there already.

    Raises:
        StartFailed: when it cannot be copied; a damaged template is made anew the next time.
    """
    copy = ["cp", "-cRp"] if sys.platform == "darwin" else ["cp", "-a", "--reflink=auto"]
    source = f"{template}/." if target.exists() else template
    done = subprocess.run([*copy, source, target], capture_output=True, **account.process_options())
    if done.returncode:
        if not _is_whole(template.parent, anew=True):
            shutil.rmtree(template.parent, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        raise StartFailed(f"cannot copy the data folder: {done.stderr.decode().strip()}")


def log_of(template: Path) -> bytes:
    """What initdb and the first start of a template printed."""
    return (template.parent / "init.log").read_bytes()


def _key(program: Installed, settings: Settings) -> str:
    text = json.dumps([_LAYOUT, program.path, asdict(settings)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_whole(home: Path, *, anew: bool = False) -> bool:
    """Whether a template holds every file that it was published with; looked at once."""
    if home in _seen_whole and not anew:
        return home.exists()
    try:
        whole = (home / _LIST).read_text() == _listing(home / "data")
    except OSError:
        whole = False
    (_seen_whole.add if whole else _seen_whole.discard)(home)
    return whole


def _listing(data: Path) -> str:
    """Every file below a folder, with its size."""
    files = (each for each in sorted(data.rglob("*")) if each.is_file())
    return "".join(f"{each.relative_to(data)} {each.stat().st_size}\n" for each in files)


def _make(program: Installed, settings: Settings, folder: Path) -> Path:
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=folder))
    account.give(draft)
    data = draft / "data"
    try:
        printed = _initdb(program, settings, data)
        (data / "pg_hba.conf").write_text(_access_rules(settings))
        with session(programs(program), data) as server:
            if settings.database != "postgres":
                server.sql(settings.user, "postgres", f'CREATE DATABASE "{settings.database}"')
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    farewell = b"\nPostgreSQL init process complete; ready for start up.\n\n"
    (draft / "init.log").write_bytes(printed + server.log + farewell)
    account.give(draft / "init.log")
    (draft / _LIST).write_text(_listing(data))
    return draft


def _initdb(program: Installed, settings: Settings, data: Path) -> bytes:
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    password = data.parent / "password"
    password.write_text(settings.password + "\n")
    account.give(password)
    command = [
        str(programs(program) / "initdb"),
        *("-D", str(data), "-U", settings.user, "-E", "UTF8", f"--locale={locale}"),
        *("--no-sync", "--wal-segsize=1", "--auth-local=trust"),
        f"--auth-host={settings.auth_method}",
        *(("-c", "scram_iterations=1") if program.major >= _SCRAM_SETTING_SINCE else ()),
        *shlex.split(settings.initdb_arguments),
    ]
    if settings.password:
        command.append(f"--pwfile={password}")
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **account.process_options()
    )
    password.unlink()
    if done.returncode:
        raise StartFailed(done.stdout.decode("utf-8", "replace"), done.returncode)
    return bytes(done.stdout)


def _access_rules(settings: Settings) -> str:
    return f"local all all trust\nhost all all all {settings.auth_method}\n"


def _publish(draft: Path, home: Path) -> None:
    """Put a finished template in place; when another engine was faster, use that one."""
    if home.exists() and not _is_whole(home):
        shutil.rmtree(home, ignore_errors=True)
    try:
        draft.rename(home)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
