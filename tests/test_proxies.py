"""What a proxy says is believed of the proxies that were named, and of nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import Unready
from jinlin.project.address import PublicAddress
from jinlin.project.proxies import SAID, Environ, Proxies

OURS = Proxies.read("127.0.0.1, 10.0.0.0/24, 2001:db8::/32")
addresses = st.ip_addresses().map(str)
texts = st.one_of(addresses, st.text(max_size=30), st.lists(addresses, max_size=4).map(", ".join))


def environ(peer: str, forwarded: str = "", **more: str) -> Environ:
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8000", **told, **more}


def client(peer: str, forwarded: str, proxies: Proxies = OURS) -> str:
    seen = environ(peer, forwarded)
    proxies.see_through(seen)
    return str(seen["REMOTE_ADDR"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.9", "203.0.113.5", "203.0.113.5"),
        ("10.0.1.9", "203.0.113.5", "10.0.1.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        ("127.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("127.0.0.1", "203.0.113.5, unknown", "127.0.0.1"),
        ("127.0.0.1", "unknown, 10.0.0.2", "10.0.0.2"),
        ("127.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        ("127.0.0.1", "[2400:3200::1]:4711", "2400:3200::1"),
        ("2001:db8::9", "2400:3200::1", "2400:3200::1"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("unix:", "203.0.113.5", "unix:"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy_of_ours(
    peer: str, forwarded: str, found: str
) -> None:
    assert client(peer, forwarded) == found


def test_scheme_and_host_come_from_a_trusted_proxy() -> None:
    seen = environ("127.0.0.1", "203.0.113.5", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="a.cn")
    OURS.see_through(seen)
    assert (seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == ("https", "a.cn")


@pytest.mark.parametrize("said", ["", "ftp", "HTTPS", "https, ", "javascript"])
def test_a_scheme_that_is_none_changes_nothing(said: str) -> None:
    seen = environ("127.0.0.1", HTTP_X_FORWARDED_PROTO=said)
    OURS.see_through(seen)
    assert seen["wsgi.url_scheme"] == ("https" if said == "https, " else "http")


@given(texts, texts, st.sampled_from(["http", "https", "x"]), texts)
def test_whoever_is_not_trusted_tells_nothing(peer: str, forwarded: str, scheme: str, host: str) -> None:
    seen = environ(
        peer, forwarded, HTTP_X_FORWARDED_PROTO=scheme, HTTP_X_FORWARDED_HOST=host, HTTP_FORWARDED="for=1"
    )
    Proxies().see_through(seen)
    assert seen == environ(peer)


@given(texts, texts)
def test_what_comes_out_is_an_address_and_the_words_of_proxies_are_gone(peer: str, forwarded: str) -> None:
    seen = environ(peer, forwarded)
    OURS.see_through(seen)
    assert seen["REMOTE_ADDR"] == peer or client(seen["REMOTE_ADDR"], "", Proxies()) == seen["REMOTE_ADDR"]
    assert not set(SAID) & set(seen)


@pytest.mark.parametrize("text", ["nginx", "10.0.0.0/33", "127.0.0.1 10.0.0.1", "10.0.0.1/8", "*"])
def test_proxies_that_are_no_addresses_are_refused(text: str) -> None:
    with pytest.raises(Unready, match="JINLIN_PROXIES"):
        Proxies.read(text)


@pytest.mark.parametrize(
    ("text", "origins", "hosts"),
    [
        ("https://city.example/", ["https://city.example"], "city.example"),
        ("https://city.example:8443", ["https://city.example:8443"], "city.example"),
        ("http://[2001:db8::1]:8000/", ["http://[2001:db8::1]:8000"], "[2001:db8::1]"),
        ("http://[2001:db8::1]/", ["http://[2001:db8::1]"], "[2001:db8::1]"),
    ],
)
def test_of_the_public_address_come_origin_and_name(text: str, origins: list[str], hosts: str) -> None:
    address = PublicAddress.read(text)
    assert address.origins == origins
    assert address.hosts("") == [hosts, "127.0.0.1", "localhost", "[::1]"]
    assert address.hosts("a.example, b.example") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "text",
    [
        "city.example",
        "ftp://city.example",
        "https://",
        "https://a/b",
        "https://a?b",
        "https://u:p@a/",
        "https://a:x",
    ],
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unready, match="JINLIN_ADDRESS"):
        PublicAddress.read(text)
