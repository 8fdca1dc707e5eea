"""Cut, reset, refused, down: how a connection ends, and that others work again."""

import socket
from collections.abc import Callable

import pytest

from labkit.faults import Fault, FaultProxy
from tests.unit.faults.echo import ask, client, take


def test_an_answer_is_cut_after_so_many_bytes(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.cut(after=3):
        assert ask(connection, b"hello") == b"hel"


def test_a_question_is_cut_after_so_many_bytes(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.cut(after=3, direction="to_server"):
        connection.sendall(b"hello")
        assert len(take(connection, 5)) <= 3  # the echo may be lost, never longer


def test_a_cut_counts_from_its_own_beginning(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection:
        ask(connection, b"a long message before")
        with proxy.cut(after=3):
            assert ask(connection, b"hello") == b"hel"


def test_a_cut_after_nothing_lets_no_byte_through(proxy: FaultProxy) -> None:
    with proxy.cut(after=0), client(proxy.port) as connection:
        assert ask(connection, b"hello") == b""


def test_each_connection_has_its_own_count(proxy: FaultProxy) -> None:
    with proxy.cut(after=4), client(proxy.port) as one, client(proxy.port) as other:
        assert (ask(one, b"12"), ask(other, b"34")) == (b"12", b"34")
        assert (ask(one, b"5678"), ask(other, b"5678")) == (b"56", b"56")


def test_after_a_cut_new_connections_work(proxy: FaultProxy) -> None:
    with proxy.cut(after=0), client(proxy.port) as connection:
        ask(connection, b"hello")
    with client(proxy.port) as connection:
        assert ask(connection, b"hello") == b"hello"


def test_reset_ends_open_connections_and_new_ones(proxy: FaultProxy) -> None:
    with client(proxy.port) as before:
        ask(before, b"hello")
        with proxy.reset():
            with pytest.raises(ConnectionResetError):
                before.recv(1)
            with pytest.raises(ConnectionError), client(proxy.port) as during:
                ask(during, b"hello")
    with client(proxy.port) as after:
        assert ask(after, b"hello") == b"hello"


def test_reset_open_leaves_new_connections_alone(proxy: FaultProxy) -> None:
    with client(proxy.port) as before:
        ask(before, b"hello")
        proxy.reset_open()
        with client(proxy.port) as after:
            assert ask(after, b"hello") == b"hello"
        with pytest.raises(ConnectionResetError):
            before.recv(1)


def test_refuse_keeps_out_new_connections_only(proxy: FaultProxy) -> None:
    with client(proxy.port) as before, proxy.refuse():
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", proxy.port), 5)
        assert ask(before, b"hello") == b"hello"


def test_down_ends_and_refuses_everything_and_up_is_on_the_same_port(proxy: FaultProxy) -> None:
    port = proxy.port
    with client(port) as before:
        ask(before, b"hello")
        for _ in range(3):
            proxy.down()
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), 5)
            proxy.up()
        with pytest.raises(ConnectionResetError):
            before.recv(1)
    with client(port) as after:
        assert ask(after, b"hello") == b"hello"


def test_nobody_is_given_the_port_while_it_is_down(proxy: FaultProxy) -> None:
    with proxy.down(), socket.socket() as thief, pytest.raises(OSError, match="in use"):
        thief.bind(("127.0.0.1", proxy.port))


def test_up_leaves_other_faults_on(proxy: FaultProxy) -> None:
    proxy.cut(after=3)
    proxy.down()
    proxy.up()
    with client(proxy.port) as connection:
        assert ask(connection, b"hello") == b"hel"


def test_heal_ends_every_fault(proxy: FaultProxy) -> None:
    proxy.cut(after=0)
    proxy.stall()
    proxy.down()
    proxy.heal()
    with client(proxy.port) as connection:
        assert ask(connection, b"hello") == b"hello"


def test_a_fault_that_ended_within_another_leaves_the_other_on(proxy: FaultProxy) -> None:
    with proxy.cut(after=3):
        with proxy.cut(after=1):
            pass
        with client(proxy.port) as connection:
            assert ask(connection, b"hello") == b"hel"


def test_a_server_that_is_not_there_resets_its_clients() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with (
            FaultProxy("127.0.0.1", port) as proxy,
            pytest.raises(ConnectionError),  # the reset may come while the client still connects
            client(proxy.port) as connection,
        ):
            ask(connection, b"hello")


def test_a_side_that_closes_lets_the_other_finish(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.latency(0.05):
        connection.sendall(b"hello")
        connection.shutdown(socket.SHUT_WR)
        assert take(connection, 100) == b"hello"


def test_new_connections_follow_a_server_that_has_moved(server: int) -> None:
    with FaultProxy("127.0.0.1", 1) as proxy:
        proxy.point_to("localhost", server)
        with client(proxy.port) as connection:
            assert ask(connection, b"hello") == b"hello"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda proxy: proxy.latency(-1), "seconds is -1"),
        (lambda proxy: proxy.latency(1, jitter=-1), "jitter is -1"),
        (lambda proxy: proxy.cut(after=-1), "after is -1"),
        (lambda proxy: proxy.bandwidth(0), "bytes_per_second is 0"),
        (lambda proxy: proxy.stall("sideways"), "direction is 'sideways'"),
    ],
)
def test_nonsense_is_refused(
    proxy: FaultProxy, make: Callable[[FaultProxy], Fault], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        make(proxy)
