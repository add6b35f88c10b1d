"""No address of a person stays behind in a log, not even when a request makes no sense."""

import socket

import pytest

from tests.faults.house import wait_until


@pytest.mark.parametrize("house", ["embedded"], indirect=True)
def test_a_senseless_request_is_logged_without_the_visitors_address(house):
    house.start_workers()
    assert wait_until(lambda: "Booting worker" in house.said())
    with socket.create_connection(("127.0.0.1", house.port), timeout=30) as visitor:
        visitor.sendall(b"this is not http\r\n\r\n")
        visitor.recv(1000)
    assert wait_until(lambda: "Invalid request" in house.said())
    complaint = next(line for line in house.said().splitlines() if "Invalid request" in line)
    assert "from a visitor" in complaint
    assert "127.0.0.1" not in complaint
