"""Accounts and dated roles."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from satker.actions import orang as aksi
from satker.models import Jejak, KotakSurat, Penugasan
from satker.models.organisasi import Tingkat
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.jejak import baca
from tests.pabrik import MULAI, buat_instansi, buat_kanwil, buat_penugasan, buat_satker, buat_user, pelaku_untuk

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
NIP = "000000000000000001"


@pytest.fixture
def admin() -> Pelaku:
    return pelaku_untuk(buat_instansi(), Peran.ADMIN_INSPEKTORAT)


def test_buat_pengguna_has_no_usable_password(admin: Pelaku) -> None:
    user = aksi.buat_pengguna(
        oleh=admin, satker=admin.unit, username="orang.baru", nama="Orang Baru", email="Baru@contoh.invalid", nip=NIP
    )
    assert not user.has_usable_password()
    assert (user.email, user.nip) == ("baru@contoh.invalid", NIP)
    baris = Jejak.objects.get()
    assert (baris.aksi, baris.objek, baris.satker) == ("buat_pengguna", f"pengguna:{user.pk}", admin.unit)
    assert "password" not in str(baris.sesudah)


def test_buat_pengguna_sent_twice_at_once_gives_a_sentence(admin: Pelaku, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look finds nobody, because the other request has not committed yet; the database refuses."""
    buat_user(username="kembar")
    lihat, pertama = aksi._pastikan_akun, iter([lambda isi: None])
    monkeypatch.setattr(aksi, "_pastikan_akun", lambda isi: next(pertama, lihat)(isi))

    with pytest.raises(ValidationError) as galat:
        aksi.buat_pengguna(oleh=admin, satker=admin.unit, username="kembar", nama="Kembar")

    assert galat.value.message_dict == {"username": ["Nama pengguna ini sudah dipakai orang lain."]}
    assert Jejak.objects.count() == 0


@pytest.mark.parametrize(
    ("isi", "bidang"),
    [
        ({"username": "ADA.SATU"}, "username"),
        ({"username": NIP}, "username"),
        ({"username": "pakai spasi"}, "username"),
        ({"username": "surel@contoh.invalid"}, "username"),
        ({"nip": NIP}, "nip"),
        ({"nip": "123"}, "nip"),
        ({"email": "ADA@contoh.invalid"}, "email"),
        ({"nama": " "}, "nama"),
    ],
)
def test_buat_pengguna_with_taken_or_malformed_data_is_refused(admin: Pelaku, isi: dict[str, str], bidang: str) -> None:
    buat_user(username="ada.satu", nip=NIP, email="ada@contoh.invalid")
    with pytest.raises(ValidationError) as galat:
        aksi.buat_pengguna(oleh=admin, satker=admin.unit, **{"username": "baru.satu", "nama": "Baru", **isi})
    assert list(galat.value.message_dict) == [bidang]


def test_username_that_is_someone_elses_nip_would_hijack_the_login_and_is_refused(admin: Pelaku) -> None:
    user = buat_user(username="biasa")
    buat_penugasan(buat_satker(admin.unit), Peran.KEPALA, user)
    buat_user(nip=NIP)
    with pytest.raises(ValidationError) as galat:
        aksi.ubah_pengguna(oleh=admin, user=user, username=NIP)
    assert list(galat.value.message_dict) == ["username"]


def test_ubah_pengguna_logs_on_the_persons_unit(admin: Pelaku) -> None:
    tugas = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    assert aksi.ubah_pengguna(oleh=admin, user=tugas.user, nama="Nama Baru", nip="") == {"nama": "Nama Baru"}
    assert Jejak.objects.get().satker == tugas.unit


def test_nonaktifkan_own_account_is_refused(admin: Pelaku) -> None:
    with pytest.raises(ValidationError, match="akun sendiri"):
        aksi.nonaktifkan_pengguna(oleh=admin, user=admin.user, alasan="x")


def test_nonaktifkan_makes_the_password_void_for_good(admin: Pelaku) -> None:
    user = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA, buat_user(password="rahasia panjang")).user
    aksi.nonaktifkan_pengguna(oleh=admin, user=user, alasan="mutasi")
    aksi.aktifkan_pengguna(oleh=admin, user=user, alasan="kembali")
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (True, False)


@pytest.mark.parametrize(
    ("peran", "area", "tingkat", "bidang"),
    [
        (Peran.ANGGOTA_POKJA, "", Tingkat.SATKER, "area"),
        (Peran.ANGGOTA_POKJA, "A7", Tingkat.SATKER, "area"),
        (Peran.KEPALA, "A1", Tingkat.SATKER, "area"),
        (Peran.STAF_KANWIL, "", Tingkat.SATKER, "unit"),
        (Peran.ADMIN_INSPEKTORAT, "", Tingkat.SATKER, "unit"),
        (Peran.KEPALA, "", Tingkat.INSTANSI, "unit"),
        (Peran.TPI_KETUA, "", Tingkat.INSTANSI, "unit"),
    ],
)
def test_tugaskan_role_that_does_not_fit_is_refused(
    admin: Pelaku, peran: Peran, area: str, tingkat: Tingkat, bidang: str
) -> None:
    unit = admin.unit if tingkat == Tingkat.INSTANSI else buat_satker(admin.unit, tingkat=tingkat)
    with pytest.raises(ValidationError) as galat:
        aksi.tugaskan(oleh=admin, user=buat_user(), unit=unit, peran=peran, area=area, mulai=MULAI)
    assert list(galat.value.message_dict) == [bidang]


def test_tugaskan_plh_is_logged_with_its_title(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    tugas = aksi.tugaskan(oleh=admin, user=buat_user(), unit=satker, peran=Peran.KEPALA, gelar="Plh.", mulai=MULAI)
    assert tugas.label == "Plh. Kepala satker"
    assert Jejak.objects.get().sesudah["peran"] == "Plh. Kepala satker"


def test_tugaskan_the_same_role_on_overlapping_days_is_refused(admin: Pelaku) -> None:
    kanwil, user = buat_kanwil(admin.unit), buat_user()
    isi = {"oleh": admin, "user": user, "unit": kanwil, "peran": Peran.STAF_KANWIL}
    aksi.tugaskan(**isi, mulai=dt.date(2026, 1, 1), selesai=dt.date(2026, 6, 30))
    for mulai, selesai in [(dt.date(2026, 6, 30), None), (dt.date(2025, 1, 1), dt.date(2026, 1, 1))]:
        with pytest.raises(ValidationError, match="sudah memegang"):
            aksi.tugaskan(**isi, mulai=mulai, selesai=selesai)
    aksi.tugaskan(**isi, mulai=dt.date(2026, 7, 1))
    assert Penugasan.objects.filter(user=user).count() == 2


def test_akhiri_own_active_role_is_refused(admin: Pelaku) -> None:
    with pytest.raises(ValidationError, match="sedang Anda pakai"):
        aksi.akhiri_penugasan(oleh=admin, penugasan=admin.penugasan, selesai=HARI_INI)


def test_akhiri_before_the_first_day_is_refused(admin: Pelaku) -> None:
    tugas = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    with pytest.raises(ValidationError, match="Peran ini mulai"):
        aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=MULAI - dt.timedelta(days=1))
    aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=HARI_INI, alasan="mutasi")
    assert Jejak.objects.get().alasan == "mutasi"


def test_tautan_is_not_in_the_audit_log(admin: Pelaku) -> None:
    tugas = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    tautan = aksi.buat_tautan_sandi(oleh=admin, user=tugas.user)
    assert tautan.startswith("http://127.0.0.1:8000/lupa-sandi/")
    baris = Jejak.objects.get()
    assert (baris.aksi, baris.sebelum, baris.sesudah) == ("buat_tautan_sandi", None, {"akun": tugas.user.username})


def test_kirim_tautan_goes_to_the_account_address_only(admin: Pelaku, settings: object) -> None:
    settings.EMAIL_BACKEND = "satker.surat.KotakSuratBackend"
    tugas = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    aksi.kirim_tautan_sandi(oleh=admin, user=tugas.user)
    surat = KotakSurat.objects.get()
    assert surat.kepada == tugas.user.email
    assert surat.isi.count("http") == 1


def test_kirim_tautan_without_address_or_to_closed_account_is_refused(admin: Pelaku) -> None:
    tanpa = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA, buat_user(email="")).user
    tutup = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA, buat_user(is_active=False)).user
    for user in (tanpa, tutup):
        with pytest.raises(ValidationError):
            aksi.kirim_tautan_sandi(oleh=admin, user=user)
    assert Jejak.objects.count() == 0


def test_audit_log_never_holds_a_whole_nip_or_address(admin: Pelaku) -> None:
    """Rows are append-only: what stands in them can never be erased."""
    lain = "000000000000000992"
    user = aksi.buat_pengguna(
        oleh=admin, satker=admin.unit, username=NIP, nama="Orang Baru", email="orang.baru@contoh.invalid", nip=NIP
    )
    aksi.ubah_pengguna(oleh=admin, user=user, username=lain, nip=lain, email="lain@contoh.invalid", nama="Ganti Nama")
    aksi.buat_tautan_sandi(oleh=admin, user=user)
    buat, ubah, _ = Jejak.objects.order_by("pada")
    assert buat.sesudah == {
        "username": "******…001",
        "nip": "******…001",
        "email": "o***@contoh.invalid",
        "nama": "Orang Baru",
    }
    assert ubah.sebelum["nip"] == "******…001"
    assert (ubah.sesudah["nip"], ubah.sesudah["email"]) == ("******…992", "l***@contoh.invalid")
    semua = str(list(Jejak.objects.values_list("sebelum", "sesudah", "alasan", "objek")))
    for rahasia in (NIP, lain, "orang.baru@", "lain@"):
        assert rahasia not in semua


def test_masked_values_that_look_alike_are_still_read_as_a_change(admin: Pelaku) -> None:
    user = buat_user(email="ani@contoh.invalid")
    aksi.ubah_pengguna(oleh=admin, user=user, email="adi@contoh.invalid")
    perubahan = {p.nama: (p.sebelum, p.sesudah) for p in baca(Jejak.objects.get(), "Asia/Jakarta").perubahan}
    assert perubahan["Email"] == ("a***@contoh.invalid", "a***@contoh.invalid")


@pytest.mark.parametrize(("hari", "boleh"), [(dt.date(2026, 3, 1), True), (dt.date(2026, 3, 2), False)])
def test_akhiri_after_the_closing_of_the_unit_is_refused(admin: Pelaku, hari: dt.date, boleh: bool) -> None:
    satker = buat_satker(admin.unit, aktif_selesai=dt.date(2026, 3, 1))
    tugas = buat_penugasan(satker, Peran.KEPALA)
    if boleh:
        aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=hari)
    else:
        with pytest.raises(ValidationError) as galat:
            aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=hari)
        assert galat.value.message_dict == {"selesai": [f"{satker.nama} hanya aktif sampai 01-03-2026."]}
    tugas.refresh_from_db()
    assert tugas.selesai == (hari if boleh else None)


def test_akhiri_later_than_the_start_of_the_same_role_is_refused(admin: Pelaku) -> None:
    satker, user = buat_satker(admin.unit), buat_user()
    tugas = buat_penugasan(satker, Peran.KEPALA, user, selesai=dt.date(2026, 1, 31))
    buat_penugasan(satker, Peran.KEPALA, user, mulai=dt.date(2026, 3, 1))
    buat_penugasan(satker, Peran.KOORDINATOR, user, mulai=dt.date(2026, 2, 1))  # another role does not matter
    with pytest.raises(ValidationError) as galat:
        aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=dt.date(2026, 3, 1))
    assert galat.value.message_dict == {
        "selesai": ["Orang ini memegang peran itu lagi sejak 01-03-2026. Pilih hari sebelumnya."]
    }
    aksi.akhiri_penugasan(oleh=admin, penugasan=tugas, selesai=dt.date(2026, 2, 28))
    assert Jejak.objects.get().sesudah["selesai"] == "2026-02-28"
