"""The file of a document: set, signed, verified, read back; and one that somebody tampered with."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from docx import Document as Word
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jinlin.instruments.documents import actions, selectors
from jinlin.instruments.documents.actions import Given
from jinlin.instruments.documents.judging import Judged, Verdict, judge
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.tests.paper_town import give_slips, open_one
from jinlin.instruments.documents.validity import Status
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, FIXER, RESIDENT, STRANGER, local
from jinlin.kernel.journal.selectors import history
from jinlin.lib import clock
from jinlin.lib.errors import NotFound

HOSTILE = '#eval("1") ] \\ $x$ #image("/etc/passwd") *甲* _b_ <a> @b //c /* 张\u202e三 𪛖 😀 {{x}} %s'


def issued(subject: str = "路面塌陷") -> Case:
    case = open_one(subject)
    take(case.number, "permit", {}, CLERK)
    return case


def pdf_of(case: Case, n: int = 1) -> bytes:
    return actions.fetch(case.number, n, CLERK).content


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).translate({10: None, 32: None, 0x200B: None})


class TestAFile:
    def test_can_be_read_back_in_chinese(self, monday: clock.Journey) -> None:
        text = text_of(pdf_of(issued()))
        (paper,) = Document.objects.all()
        assert "路面塌陷" in text
        assert "二〇一八年三月五日" in text
        assert paper.number in text
        assert paper.code in text

    def test_is_signed_over_all_of_it_by_a_key_that_pyhanko_accepts(self, monday: clock.Journey) -> None:
        reader = PdfFileReader(io.BytesIO(pdf_of(issued())))
        (signature,) = reader.embedded_regular_signatures
        issuers = [one for one in signature.other_embedded_certs if one.ca]
        seen = validate_pdf_signature(signature, ValidationContext(trust_roots=issuers, allow_fetching=False))
        assert seen.bottom_line
        assert seen.coverage is SignatureCoverageLevel.ENTIRE_FILE
        assert "演示" in str(signature.signer_cert.subject.human_friendly)

    def test_says_that_it_is_pdf_a_and_tagged_and_of_a_demo(self, monday: clock.Journey) -> None:
        reader = pypdf.PdfReader(io.BytesIO(pdf_of(issued())))
        about = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
        assert 'pdfaid:part="2"' in about
        assert 'pdfaid:conformance="A"' in about
        catalogue: Any = reader.root_object
        assert reader.pdf_header == "%PDF-1.7"
        assert catalogue.get("/Version", "/1.7") == "/1.7", "PDF/A-2 is PDF 1.7, signed or not"
        assert set(catalogue.get("/Extensions", {})) <= {"/ESIC"}
        assert catalogue["/MarkInfo"]["/Marked"]
        (seal,) = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
        assert seal["/AP"]["/N"]["/Resources"]["/XObject"], "the seal is seen on the page"

    def test_is_made_once(self, monday: clock.Journey) -> None:
        case = issued()
        assert pdf_of(case) == pdf_of(case)
        signed = [one.kind for one in history(f"documents/{case.id}")]
        assert signed == ["document.signed"]

    def test_has_its_digest_in_the_journal(self, monday: clock.Journey) -> None:
        case = issued()
        pdf_of(case)
        (paper,) = Document.objects.all()
        assert paper.pdf_digest is not None
        assert paper.pdf_digest in history(f"documents/{case.id}")[0].facts

    def test_is_kept_encrypted(self, monday: clock.Journey) -> None:
        pdf = pdf_of(issued())
        assert pdf not in bytes(Document.objects.get().pdf or b"")
        assert not bytes(Document.objects.get().pdf or b"").startswith(b"%PDF")

    def test_does_not_move_the_revision_of_its_case(self, monday: clock.Journey) -> None:
        case = issued()
        before = Case.objects.get(id=case.id).revision
        pdf_of(case)
        assert Case.objects.get(id=case.id).revision == before

    @pytest.mark.parametrize("words", [HOSTILE[:80], "x" * 80, "鿃龘靐" * 20])
    def test_takes_what_people_write_for_words(self, monday: clock.Journey, words: str) -> None:
        text = text_of(pdf_of(issued(words)))
        assert words.replace(" ", "")[:9] in text

    def test_of_ten_thousand_letters_loses_none(self, monday: clock.Journey) -> None:
        long = "".join(f"{n:04}" for n in range(2500))
        case = open_one()
        give_slips(case, [Given({"amount": long, "name": "字" * 3000})])
        text = text_of(pdf_of(case))
        assert text.count("字") == 3000
        assert sum(f"{n:04}" in text for n in range(2500)) > 2300  # those that a line's end does not part

    def test_shows_a_character_that_no_font_has_by_its_number(self, monday: clock.Journey) -> None:
        text = text_of(pdf_of(issued("名𪛖 \U0002ebf0 \ue000")))
        assert "名〔U+2A6D6〕" in text
        assert "〔U+E000〕" in text
        assert "所装字体没有的字" in text

    def test_drops_what_turns_the_direction_of_writing(self, monday: clock.Journey) -> None:
        case = open_one()
        give_slips(case, [Given({"amount": "100\u202e001\x00", "name": "a"})])
        assert "100001" in text_of(pdf_of(case))


class TestWhoMayHaveIt:
    def test_only_those_whom_the_pack_names(self, monday: clock.Journey) -> None:
        case = issued()
        take(case.number, "note_down", {}, CLERK)
        assert [one.number for one in selectors.for_case(case.number, RESIDENT)] == ["P2018-0001"]
        assert actions.fetch(case.number, 1, RESIDENT).name == "P2018-0001.pdf"
        for actor, n in ((RESIDENT, 2), (FIXER, 1), (STRANGER, 1)):
            with pytest.raises(NotFound):
                actions.fetch(case.number, n, actor)

    def test_and_an_office_that_reads_what_is_personal_is_noted(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "note_down", {}, CLERK)
        assert "张三" in text_of(pdf_of(case))
        noted = [(one.kind, one.actor) for one in history(f"documents/{case.id}")]
        assert ("document.read", CLERK.label) in noted

    def test_and_nobody_once_the_case_key_is_destroyed_while_it_still_verifies(
        self, monday: clock.Journey
    ) -> None:
        case = issued()
        pdf = pdf_of(case)
        Case.objects.filter(id=case.id).update(sealed_key=None)
        with pytest.raises(NotFound, match="destroyed"):
            pdf_of(case)
        assert judge(pdf).verdict is Verdict.GENUINE


def flipped(pdf: bytes) -> bytes:
    at = len(pdf) // 3
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def appended(pdf: bytes) -> bytes:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Added"] = generic.NameObject("/Later")
    writer.update_root()
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def padded(pdf: bytes) -> bytes:
    """A change in the room that a signature leaves around itself: no signature can see it."""
    at = pdf.rindex(b"0" * 200) + 100
    return pdf[:at] + b"1" + pdf[at + 1 :]


def test_a_byte_that_is_changed_anywhere_within_the_signature_is_an_alteration(monday: clock.Journey) -> None:
    """Also where the file cannot be read any more: in its structure, or in the signature itself."""
    pdf = pdf_of(issued())
    spots = [pdf.index(b"<3082") + 3, pdf.index(b"/ByteRange") + 12, pdf.rindex(b"startxref") + 11]
    told = {}
    for at in [*(len(pdf) * n // 9 for n in range(1, 9)), *spots, pdf.rindex(b"/Root") + 1, 5]:
        changed = pdf[:at] + bytes([pdf[at] ^ 0x15]) + pdf[at + 1 :]
        told[at] = judge(changed).verdict
    assert set(told.values()) == {Verdict.ALTERED}, told
    assert judge(b"%PDF-1.7 nothing of ours").verdict is Verdict.UNREADABLE


class TestAFileThatIsShown:
    @pytest.mark.parametrize(
        ("tamper", "verdict"),
        [
            (lambda pdf: pdf, Verdict.GENUINE),
            (flipped, Verdict.ALTERED),
            (appended, Verdict.APPENDED),
            (padded, Verdict.ALTERED),
            (lambda pdf: pdf + b"\n%more", Verdict.APPENDED),
            (lambda pdf: pdf[:4000], Verdict.UNREADABLE),
            (lambda _: b"", Verdict.UNREADABLE),
            (lambda _: b"%PDF-1.7\n" + b"\xff" * 5000, Verdict.UNREADABLE),
        ],
        ids=["as issued", "flipped", "updated", "padded", "longer", "cut", "empty", "noise"],
    )
    def test_is_what_was_issued_or_is_said_not_to_be(
        self, monday: clock.Journey, tamper: Callable[[bytes], bytes], verdict: Verdict
    ) -> None:
        assert judge(tamper(pdf_of(issued()))).verdict is verdict

    def test_without_a_signature_is_none(self, monday: clock.Journey) -> None:
        writer, made = pypdf.PdfWriter(), io.BytesIO()
        writer.add_blank_page(200, 200)
        writer.write(made)
        assert judge(made.getvalue()) == Judged(Verdict.UNSIGNED, None, judge(made.getvalue()).digest, "")

    def test_may_be_another_that_was_issued(self, monday: clock.Journey) -> None:
        one, other = issued(), issued()
        (code,) = [one.code for one in selectors.for_case(other.number, CLERK)]
        found = judge(pdf_of(one), code)
        assert found.verdict is Verdict.OTHER
        assert found.document is not None
        assert found.document.case == one.number

    def test_is_genuine_and_yet_worth_nothing_once_it_has_ended(self, monday: clock.Journey) -> None:
        case = issued()
        pdf = pdf_of(case)
        monday.move(local("2018-03-12 23:59"))
        assert status_of(pdf) is Status.IN_FORCE
        monday.move(local("2018-03-13 00:00"))
        assert status_of(pdf) is Status.EXPIRED

    def test_says_by_what_number_it_was_superseded(self, monday: clock.Journey) -> None:
        case = issued()
        pdf = pdf_of(case)
        take(case.number, "again", {}, CLERK)
        found = judge(pdf).document
        assert found is not None
        assert (found.status, found.ended_by) == (Status.SUPERSEDED, "P2018-0002")

    def test_says_that_it_was_withdrawn(self, monday: clock.Journey) -> None:
        case = issued()
        pdf = pdf_of(case)
        take(case.number, "take_back", {}, CLERK)
        assert status_of(pdf) is Status.WITHDRAWN


def status_of(pdf: bytes) -> Status:
    found = judge(pdf)
    assert found.verdict is Verdict.GENUINE
    assert found.document is not None
    return found.document.status


class TestTheWorker:
    def test_signs_what_waits_and_leaves_the_rest_for_its_readers(self, monday: clock.Journey) -> None:
        case = issued()
        give_slips(case, [Given({"amount": "1", "name": "a"})])
        assert actions.sign_waiting() == 1
        assert actions.sign_waiting() == 0
        made = [bool(one.pdf_digest) for one in Document.objects.order_by("n")]
        assert made == [True, False]

    def test_says_why_it_could_not_sign_and_tries_again(self, monday: clock.Journey, settings: Any) -> None:
        case = issued()
        settings.DEMO_SIGNS = False
        assert actions.sign_waiting() == 1
        assert "no key to sign with" in selectors.for_case(case.number, CLERK)[0].trouble
        settings.DEMO_SIGNS = True
        assert actions.sign_waiting() == 0
        monday.move(local("2018-03-05 09:15"))
        actions.sign_waiting()
        (done,) = selectors.for_case(case.number, CLERK)
        assert (bool(done.file), done.trouble) == (True, "")


class TestTheCopyForEditing:
    def test_says_the_same_and_that_it_is_not_the_document(self, monday: clock.Journey) -> None:
        file = actions.fetch_word(issued().number, 1, CLERK)
        copy = Word(io.BytesIO(file.content))
        assert file.name == "P2018-0001（编辑稿）.docx"
        assert "未经签署" in copy.sections[0].header.paragraphs[0].text
        assert any("路面塌陷" in one.text for one in copy.paragraphs)

    def test_is_there_only_of_kinds_that_have_one(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "note_down", {}, CLERK)
        with pytest.raises(NotFound):
            actions.fetch_word(case.number, 1, CLERK)
