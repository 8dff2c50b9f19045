import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from satker.models import KotakSurat
from satker.peran import Peran
from satker.surat import KotakSuratBackend
from tests import pabrik

pytestmark = pytest.mark.django_db
DAFTAR = "satker:kotak_surat"


@pytest.fixture
def admin(client):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_instansi(), Peran.ADMIN_SISTEM)
    pabrik.masuk(client, pelaku)
    return pelaku


def surat(subjek="Atur ulang kata sandi"):
    isi = "Buka tautan ini:\nhttp://127.0.0.1/x/ <b>"
    KotakSuratBackend().send_messages([EmailMessage(subjek, isi, to=["sari@contoh.invalid"])])
    return KotakSurat.objects.first()


def test_admin_reads_what_was_not_sent(client, admin):
    baris = surat()
    assert "Atur ulang kata sandi" in client.get(reverse(DAFTAR)).content.decode()
    isi = client.get(reverse("satker:surat", args=[baris.pk])).content.decode()
    assert [k for k in ("sari@contoh.invalid", "http://127.0.0.1/x/", "&lt;b&gt;") if k not in isi] == []


def test_empty_box_says_so(client, admin):
    assert "Kotak surat kosong." in client.get(reverse(DAFTAR)).content.decode()


def test_absent_message_is_404(client, admin):
    absen = reverse("satker:surat", args=["00000000-0000-0000-0000-000000000000"])
    assert client.get(absen).status_code == 404


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN_SISTEM])
def test_no_other_role_reads_mail(client, peran):
    baris = surat("KENARI")
    pabrik.masuk(client, pabrik.pelaku_untuk(pabrik.buat_instansi(), peran))
    for jawab in (client.get(reverse(DAFTAR)), client.get(reverse("satker:surat", args=[baris.pk]))):
        assert jawab.status_code == 403
        assert "KENARI" not in jawab.content.decode()


@pytest.mark.parametrize("banyak", [1, 3])
def test_list_has_constant_sql(client, admin, django_assert_num_queries, banyak):
    for _ in range(banyak):
        surat()
    client.get(reverse(DAFTAR))
    with django_assert_num_queries(7):
        assert client.get(reverse(DAFTAR)).context["halaman"].total == banyak
