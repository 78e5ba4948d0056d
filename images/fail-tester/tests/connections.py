"""What a client sees of the failures that the proxy makes. A server listens on 127.0.0.1:5432."""

import select
import time

import psycopg
import pytest
from failproxy import BACKEND, FailProxy


@pytest.fixture
def proxy():
    with FailProxy() as started:
        yield started


def connect(proxy):
    return psycopg.connect(f"{proxy.conninfo} user=postgres dbname=postgres", autocommit=True)


def answer(connection, query):
    return connection.execute(query).fetchone()[0]


def test_without_rules_everything_passes(proxy):
    with connect(proxy) as connection:
        assert answer(connection, "SELECT 42") == 42
    assert any(b"SELECT 42" in message for _, message in proxy.seen)


def test_a_killed_connection_is_seen_by_the_client_and_the_transaction_is_gone(proxy):
    with connect(proxy) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        proxy.kill(b"COMMIT")
        connection.execute("BEGIN")
        connection.execute("INSERT INTO kept VALUES (1)")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("COMMIT")
        assert connection.closed
    proxy.allow()
    with connect(proxy) as connection:
        assert answer(connection, "SELECT count(*) FROM kept") == 0


def test_a_rule_may_let_the_first_ones_pass(proxy):
    with connect(proxy) as connection:
        proxy.kill(b"SELECT 1", after=1)
        assert answer(connection, "SELECT 1") == 1
        with pytest.raises(psycopg.OperationalError):
            answer(connection, "SELECT 1")


def test_an_answer_that_is_lost_leaves_the_work_done(proxy):
    with connect(proxy) as connection:
        connection.execute("CREATE TABLE written (n int)")
        proxy.kill(b"INSERT 0 1", side=BACKEND)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("INSERT INTO written VALUES (1)")
    proxy.allow()
    with connect(proxy) as connection:
        assert answer(connection, "SELECT count(*) FROM written") == 1


def test_a_delayed_message_comes_late(proxy):
    with connect(proxy) as connection:
        proxy.delay(b"SELECT 2", seconds=0.5)
        started = time.monotonic()
        assert answer(connection, "SELECT 2") == 2
        assert time.monotonic() - started >= 0.5


def test_a_swallowed_message_leaves_the_client_waiting(proxy):
    connection = connect(proxy)
    proxy.swallow(b"SELECT 3")
    connection.pgconn.send_query(b"SELECT 3")
    connection.pgconn.flush()
    readable, _, _ = select.select([connection.pgconn.socket], [], [], 1)
    connection.close()

    assert not readable
    assert any(b"SELECT 3" in message for _, message in proxy.seen)
