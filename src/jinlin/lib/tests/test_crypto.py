from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib import crypto
from jinlin.lib.codes import ALPHABET
from jinlin.lib.errors import BadInput, Unready

MASTER = bytes(range(32))
KEY = bytes(range(32, 64))
every_text = st.text(st.characters())  # halves of surrogate pairs included


@given(every_text, every_text)
def test_what_was_encrypted_opens_again(plain: str, about: str) -> None:
    hidden = crypto.encrypt(KEY, plain, about)
    assert hidden.startswith("enc:")
    assert hidden.isascii()
    assert crypto.decrypt(KEY, hidden, about) == plain


@given(st.binary(), every_text, every_text)
def test_a_ciphertext_opens_in_its_own_place_only(plain: bytes, about: str, elsewhere: str) -> None:
    hidden = crypto.encrypt_bytes(KEY, plain, about)
    assert crypto.decrypt_bytes(KEY, memoryview(hidden), about) == plain
    if about != elsewhere:
        with pytest.raises(crypto.CannotOpen):
            crypto.decrypt_bytes(KEY, hidden, elsewhere)


@given(st.binary(), st.data())
def test_a_changed_byte_anywhere_is_found(plain: bytes, data: st.DataObject) -> None:
    hidden = bytearray(crypto.encrypt_bytes(KEY, plain, "case/1/reporter"))
    hidden[data.draw(st.integers(0, len(hidden) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(crypto.CannotOpen):
        crypto.decrypt_bytes(KEY, bytes(hidden), "case/1/reporter")


@pytest.mark.parametrize("hidden", ["", "enc:", "enc:!!!", "enc:AAAA", "enc:张", "plain text", "enc:\ud800"])
def test_what_is_no_ciphertext_is_said_to_be_none(hidden: str) -> None:
    with pytest.raises(crypto.CannotOpen, match="case/1"):
        crypto.decrypt(KEY, hidden, "case/1")


def test_another_key_opens_nothing() -> None:
    hidden = crypto.encrypt(KEY, "张三", "case/1/reporter")
    with pytest.raises(crypto.CannotOpen):
        crypto.decrypt(crypto.new_key(), hidden, "case/1/reporter")


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert crypto.encrypt(KEY, "张三", "a") != crypto.encrypt(KEY, "张三", "a")
    assert "张三".encode() not in crypto.encrypt_bytes(KEY, "张三".encode(), "a")


def test_a_case_key_is_wrapped_for_its_case_under_the_master_key() -> None:
    key = crypto.new_key()
    wrapped = crypto.wrap(MASTER, key, "case/1")
    assert len(key) == 32
    assert key not in wrapped
    assert crypto.unwrap(MASTER, memoryview(wrapped), "case/1") == key
    with pytest.raises(crypto.CannotOpen):
        crypto.unwrap(MASTER, wrapped, "case/2")
    with pytest.raises(crypto.CannotOpen) as error:
        crypto.unwrap(KEY, wrapped, "case/1")
    assert error.value.help is not None
    assert "JINLIN_MASTER_KEY" in error.value.help.zh


def test_a_master_key_of_the_wrong_length_is_told_to_the_administrator() -> None:
    with pytest.raises(Unready, match="32 bytes; it has 5"):
        crypto.wrap(b"short", KEY, "case/1")


def test_the_blind_index_is_the_same_for_equal_values_under_one_master_key_only() -> None:
    found = crypto.blind(MASTER, "13812345678")
    assert found == crypto.blind(MASTER, "13812345678")
    assert found != crypto.blind(MASTER, "13812345679")
    assert found != crypto.blind(KEY, "13812345678")
    assert found != crypto.sha256("13812345678")
    assert len(found) == 32


def test_looking_up_a_broken_text_finds_nothing_instead_of_failing() -> None:
    assert len(crypto.blind(MASTER, "\ud800")) == 32
    assert len(crypto.sha256("\ud800")) == 32


def test_sha_256_reads_text_as_utf_8() -> None:
    assert crypto.sha256("张") == crypto.sha256("张".encode()) == hashlib.sha256("张".encode()).digest()
    assert crypto.sha256(b"abc").hex().startswith("ba7816bf8f01cfea")  # FIPS 180-4, example B.1


def test_tracking_codes_have_more_than_sixty_bits_and_no_look_alikes() -> None:
    assert len(ALPHABET) ** (crypto.GROUPS * crypto.GROUP) > 2**60
    assert not set(ALPHABET) & set("01BILOSUZ")
    assert len(set(ALPHABET)) == len(ALPHABET)
    codes = {crypto.tracking_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(crypto.read_tracking_code(code) == code for code in codes)


def test_a_tracking_code_may_be_typed_in_small_letters_and_without_hyphens() -> None:
    assert crypto.read_tracking_code(" 7kq4m xr9at3hwcp ") == "7KQ4M-XR9AT-3HWCP"


@pytest.mark.parametrize(
    "text", ["", "7KQ4M-XR9AT", "7KQ4M-XR9AT-3HWC0", "7KQ4M-XR9AT-3HWCPP", "七KQ4M-XR9AT-3HWCP"]
)
def test_what_is_no_tracking_code_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="15"):
        crypto.read_tracking_code(text)


def test_tokens_are_long_distinct_and_safe_in_a_url() -> None:
    tokens = {crypto.token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(one) >= 43 and one.replace("-", "").replace("_", "").isalnum() for one in tokens)
