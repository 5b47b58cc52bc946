"""What goes wrong with a database is told with code, place and remedy, in both languages."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import inspect, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from allocator.errors import Fault, InputError, Place
from allocator.i18n import LANGUAGES, fault_text
from allocator.store import Store, open_store
from allocator.store.tables import document_version, metadata
from allocator.store.troubles import told
from tests.support.postgres import Server

NOBODY = 65534


def refused(url: str) -> Fault:
    """Return the one fault with which a store is refused; it can be said in both languages."""
    with pytest.raises(InputError) as caught:
        open_store(url)
    return said(caught.value)


def said(error: InputError) -> Fault:
    (fault,) = error.faults
    assert all(all(fault_text(language, fault)) for language in LANGUAGES)
    return fault


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:secret@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=ro&uri=true",
        "sqlite:///plans.db?timeout=1",
        "sqlite://host/plans.db",
        "postgresql://u:secret@h:notaport/d",
        "://",
        "",
        "a\0b",
    ],
)
def test_what_is_no_address_of_a_store(url):
    fault = refused(url)
    assert fault.code == "store-address"
    assert "secret" not in str(fault.place)


def test_a_file_may_be_named_without_a_scheme(tmp_path):
    name = tmp_path / "方案 #1?.db"
    with open_store(str(name)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
    assert name.is_file()
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        assert other.scenarios() == []
    with open_store(str(name)) as store:
        assert store.scenarios() == [saved]


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "plans.db"
    path.write_text("园区,产业\n" * 1000, "utf-8")
    before = path.read_bytes()
    fault = refused(f"sqlite:///{path}")
    assert (fault.code, fault.place.file) == ("store-not-a-database", str(path))
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["plans.db"]


@pytest.mark.parametrize("table", ["books", "document", "schema_version"])
def test_the_database_of_another_program_is_left_alone(tmp_path, table):
    path = tmp_path / "plans.db"
    raw = sqlite3.connect(path)
    raw.execute(f"CREATE TABLE {table} (title TEXT)")
    raw.close()
    before = path.read_bytes()
    assert refused(f"sqlite:///{path}").code == "store-not-ours"
    assert path.read_bytes() == before


@pytest.mark.parametrize("table", ["document", "schema_version"])
def test_a_database_of_a_server_with_tables_of_our_names_is_left_alone(server, table):
    name = server.new_database()
    server.execute(sql.SQL("CREATE TABLE {} (x int)").format(sql.Identifier(table)), name)
    assert refused(server.url(name)).code == "store-not-ours"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert server.execute(sql.SQL(tables), name) == [(table,)]


def test_a_database_of_a_server_may_hold_tables_of_others(server):
    name = server.new_database()
    server.execute(sql.SQL("CREATE TABLE books (title text)"), name)
    with open_store(server.url(name)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        assert store.scenarios() == [saved]


def test_a_folder_or_a_place_that_is_not_there(tmp_path):
    assert refused(f"sqlite:///{tmp_path}").code == "store-cannot-open"
    fault = refused(f"sqlite:///{tmp_path}/none/plans.db")
    assert (fault.code, fault.place.file) == ("store-cannot-open", f"{tmp_path}/none/plans.db")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that other users may look into, unlike those that pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix="allocator-store-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def without_rights() -> Iterator[None]:
    """Let root, whom no mode of a file stops, be somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_only_be_read(open_folder, request):
    path = open_folder / "plans.db"
    with open_store(str(path)) as store:
        store.save_scenario("{}", "n", "w", "y")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    request.getfixturevalue("without_rights")
    fault = refused(str(path))
    assert (fault.code, fault.place.file) == ("store-read-only", str(path))


@pytest.mark.parametrize(("mode", "code"), [(0o444, "store-read-only"), (0o666, None)])
def test_a_file_that_sqlite_cannot_open_though_it_may_be_read(open_folder, request, mode, code):
    """So it is on a read-only mount, which not everybody may make; see the next test."""
    path = open_folder / "plans.db"
    path.touch()
    path.chmod(mode)
    open_folder.chmod(0o777)
    request.getfixturevalue("without_rights")
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    with pytest.raises(InputError) as raised, told(Place(str(path))):
        raise DBAPIError("SELECT", {}, error)
    assert said(raised.value).code == (code or "store-cannot-open")


_ON_A_MOUNT = """
set -e
mount -t tmpfs none "$1"
trap 'umount "$1"' EXIT
"$2" -c 'import sys; from allocator.store import open_store; open_store(sys.argv[1])' "$1/plans.db"
mount -o remount,ro "$1"
"$2" - "$1/plans.db" "$1/new.db" <<'END'
import sys
from allocator.errors import InputError
from allocator.store import open_store
for name in sys.argv[1:]:
    try:
        open_store(name)
    except InputError as error:
        print(error.faults[0].code)
END
"""


def may_mount() -> bool:
    command = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, check=False).returncode == 0


def test_a_file_on_a_read_only_mount(tmp_path):
    if not may_mount():
        pytest.skip("who runs the tests may not mount")
    command = ["unshare", "--mount", "sh", "-c", _ON_A_MOUNT, "sh", tmp_path, sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["store-read-only", "store-cannot-open"]


def test_a_folder_that_may_only_be_read(open_folder, request):
    open_folder.chmod(0o555)
    request.getfixturevalue("without_rights")
    assert refused(str(open_folder / "plans.db")).code == "store-cannot-open"


def test_a_role_that_may_only_read(server):
    name = server.new_database()
    open_store(server.url(name)).close()
    role = sql.Identifier(f"reader_{name}")
    for statement in (
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'reads'").format(role),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(role),
    ):
        server.execute(statement, name)
    with open_store(server.url(name, f"reader_{name}", "reads")) as store:
        assert store.scenarios() == []
        with pytest.raises(InputError) as caught:
            store.save_scenario("{}", "n", "w", "y")
    assert said(caught.value).code == "store-read-only"


def test_a_full_file_keeps_what_it_has(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/plans.db") as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        limit_pages(store)
        with pytest.raises(InputError) as caught:
            store.save_scenario("x" * 1_000_000, "n", "w", "y", saved.key, 1)
        assert said(caught.value).code == "store-full"
        assert store.versions(saved.key) == [saved]
        assert store.save_scenario("small", "n", "w", "y", saved.key, 1).version == 2


def limit_pages(store: Store) -> None:
    """Let the file grow no more than a little: to SQLite this is a full disk."""
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")


def test_a_disk_that_is_full_is_told_and_loses_nothing(tmp_path):
    """A limit on the size of files stands for a disk; the kernel then refuses to write."""
    program = """
import resource, signal, sys
from allocator.errors import InputError
from allocator.store import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
saved = store.save_scenario("{}", "n", "w", "y")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    store.save_scenario("x" * 1_000_000, "n", "w", "y", saved.key, 1)
except InputError as error:
    print(error.faults[0].code, len(store.versions(saved.key)))
"""
    url = f"sqlite:///{tmp_path}/plans.db"
    command = [sys.executable, "-c", program, url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout in {"store-full 1\n", "store-disk 1\n"}
    with open_store(url) as store:
        assert [saved.content for saved in store.scenarios()] == ["{}"]


def test_a_file_that_another_program_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("allocator.store.database._PATIENCE", 0.2)
    path = tmp_path / "plans.db"
    with open_store(str(path)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError) as caught:
            store.save_scenario("2", "n", "w", "y", saved.key, 1)
        assert said(caught.value).code == "store-busy"
        other.execute("ROLLBACK")
        other.close()
        assert store.save_scenario("2", "n", "w", "y", saved.key, 1).version == 2


def test_a_store_of_a_newer_program(url):
    store = open_store(url)
    saved = store.save_scenario("{}", "n", "w", "y")
    with store._database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO schema_version SELECT 99, applied FROM schema_version"
        )
    store.close()
    fault = refused(url)
    assert fault.code == "store-newer"
    assert dict(fault.facts) == {"found": "99", "known": "1"}
    with store._database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM document_version")).scalar() == 1
    store.close()
    assert saved.version == 1


def test_content_that_was_tampered_with_is_not_handed_out(url):
    with open_store(url) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        with store._database.writing() as connection:
            drop_triggers(connection)
            connection.execute(update(document_version).values(content="{ }"))
        with pytest.raises(InputError) as caught:
            store.scenario(saved.key)
    assert said(caught.value).code == "store-damaged"


def drop_triggers(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER document_version_no_update")
    else:
        connection.exec_driver_sql("DROP FUNCTION allocator_insert_only CASCADE")


def test_a_damaged_file(tmp_path):
    path = tmp_path / "plans.db"
    with open_store(str(path)) as store:
        for number in range(20):
            store.save_scenario("x" * 10_000, f"{number}", "w", "y")
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    path.write_bytes(raw)
    assert refused(str(path)).code == "store-damaged"


def test_no_server_there():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound and not listened to: nobody answers
        port = probe.getsockname()[1]
        fault = refused(f"postgresql://u:secret@127.0.0.1:{port}/plans?sslpassword=secret")
    assert fault.code == "store-unreachable"
    assert str(fault.place) == f"postgresql+psycopg://u:***@127.0.0.1:{port}/plans"


@pytest.mark.parametrize("option", ["foo=bar", "connect_timeout=abc"])
def test_options_that_there_are_not(option):
    assert refused(f"postgresql:///plans?{option}").code == "store-address"


def test_a_wrong_password_a_database_that_is_not_there_and_another_encoding(server):
    name = server.new_database()
    assert refused(server.url(name, password="wrong")).code == "store-refused"
    assert refused(server.url(name, user="nobody")).code == "store-refused"
    assert refused(server.url("no_such_database")).code == "store-no-database"
    fault = refused(server.url(server.new_database("SQL_ASCII")))
    assert (fault.code, fault.facts["encoding"]) == ("store-encoding", "SQL_ASCII")


def test_a_server_that_does_not_encrypt(server):
    url = server.url(server.new_database())
    for option in ("sslmode=require", "sslmode=verify-full", "gssencmode=require"):
        assert refused(f"{url}?{option}").code == "store-encryption"
    open_store(f"{url}?sslmode=prefer").close()


@pytest.fixture
def encrypting(server: Server) -> Iterator[Server]:
    """Have the server encrypt, with a certificate that nobody vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    home = Path(server.execute(sql.SQL("SHOW data_directory"))[0][0])
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    files = ["-keyout", home / "server.key", "-out", home / "server.crt"]
    subprocess.run([*made, *files], check=True, capture_output=True, timeout=60)
    for name in ("server.key", "server.crt"):
        os.chown(home / name, home.stat().st_uid, home.stat().st_gid)
        (home / name).chmod(0o600)
    set_encryption(server, "on")
    yield server
    set_encryption(server, "off")


def set_encryption(server: Server, state: str) -> None:
    server.execute(sql.SQL("ALTER SYSTEM SET ssl = {}").format(sql.Literal(state)))
    server.execute(sql.SQL("SELECT pg_reload_conf()"))
    deadline = time.monotonic() + 30
    while server.execute(sql.SQL("SHOW ssl")) != [(state,)]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_server_that_encrypts(encrypting, tmp_path):
    name = encrypting.new_database()
    open_store(f"{encrypting.url(name)}?sslmode=require").close()
    wrong = encrypting.url(name, password="wrong")
    assert refused(f"{wrong}?sslmode=require").code == "store-refused"
    elsewhere = f"sslmode=verify-ca&sslrootcert={tmp_path}/none.crt"
    assert refused(f"{encrypting.url(name)}?{elsewhere}").code == "store-encryption"


def test_a_connection_that_the_server_cut_is_made_anew(server: Server):
    name = server.new_database()
    with open_store(server.url(name)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
        assert server.execute(sql.SQL(cut).format(sql.Literal(name))) == [(True,)]
        assert store.scenarios() == [saved]
        assert store.save_scenario("2", "n", "w", "y", saved.key, 1).version == 2


def test_a_server_cut_in_the_middle_of_a_save_saves_nothing(server: Server):
    name = server.new_database()
    with open_store(server.url(name)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        with pytest.raises(InputError) as caught:
            save_and_be_cut(store, server, name)
        assert said(caught.value).code == "store-unreachable"
        assert store.scenarios() == [saved]


def save_and_be_cut(store: Store, server: Server, name: str) -> None:
    cut = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
    with store._database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO document (key, kind) VALUES ('x', 'scenario')")
        server.execute(cut.format(sql.Literal(name)))
        connection.exec_driver_sql("SELECT 1")


def test_a_row_held_for_too_long_on_a_server(server, monkeypatch):
    monkeypatch.setattr("allocator.store.database._PATIENCE", 1)
    name = server.new_database()
    with open_store(server.url(name)) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        with psycopg.connect(server.url(name)) as other:
            other.execute("SELECT * FROM document FOR UPDATE")
            with pytest.raises(InputError) as caught:
                store.save_scenario("2", "n", "w", "y", saved.key, 1)
        assert said(caught.value).code == "store-busy"
        assert store.versions(saved.key) == [saved]


def test_without_the_driver_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refused("postgresql://u:secret@127.0.0.1/plans").code == "store-no-driver"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "store-full"),
        ("53300", "store-busy"),
        ("58030", "store-disk"),
        ("54000", "store-too-large"),
        ("25006", "store-read-only"),
        ("40P01", "store-busy"),
        ("XX001", "store-damaged"),
        ("57P03", "store-unreachable"),
    ],
)
def test_what_a_server_says_by_state(state, code):
    """What no test can bring about: a full disk under the server and the like."""
    place = Place("postgresql://h/d")
    with pytest.raises(InputError) as raised, told(place):
        raise DBAPIError("INSERT", {}, psycopg.errors.lookup(state)())
    fault = said(raised.value)
    assert (fault.code, fault.place) == (code, place)


def test_what_is_a_slip_of_ours_is_no_fault_of_the_user(store):
    with pytest.raises(DBAPIError), store._database.reading() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_the_steps_make_the_tables_that_the_program_uses(store, url):
    with store._database.reading() as connection:
        made = inspect(connection)
        assert set(made.get_table_names()) - {"sqlite_sequence"} == set(metadata.tables)
        for name, table in metadata.tables.items():
            columns = {column["name"]: column for column in made.get_columns(name)}
            assert columns.keys() == set(table.columns.keys())
            for column in table.columns:
                there = columns[column.name]
                assert there["nullable"] == column.nullable or column.primary_key
                kind = column.type.dialect_impl(connection.dialect)
                assert there["type"]._type_affinity is kind._type_affinity
            assert keys(made, name) == {
                (tuple(sorted(c.name for c in key.columns)), key.referred_table.name)
                for key in table.foreign_key_constraints
            }


def keys(made, name):
    return {
        (tuple(sorted(key["constrained_columns"])), key["referred_table"])
        for key in made.get_foreign_keys(name)
    }


def test_sqlite_writes_ahead_holds_to_keys_and_is_safe_against_a_power_cut(tmp_path):
    with open_store(f"{tmp_path}/plans.db") as store, store._database.reading() as connection:
        ask = lambda name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()  # noqa: E731
        assert (ask("journal_mode"), ask("foreign_keys"), ask("synchronous")) == ("wal", 1, 2)


def test_an_empty_file_becomes_a_store(tmp_path):
    (tmp_path / "plans.db").touch()
    with open_store(f"{tmp_path}/plans.db") as store:
        assert store.scenarios() == []
