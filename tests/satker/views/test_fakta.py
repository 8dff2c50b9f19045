import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satker.fakta_baku import FAKTA
from satker.models import Fakta, Jejak, Layanan
from satker.peran import POKJA, Peran
from satker.queries.fakta import sidik_fakta
from tests import pabrik

pytestmark = pytest.mark.django_db
SUMBER = {"sumber": "Rekap Juni", "tanggal": "30-06-2026"}


@pytest.fixture
def pelaku(client):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)
    pabrik.masuk(client, pelaku)
    return pelaku


@pytest.fixture
def periode(pelaku):
    return pabrik.buat_periode(pelaku.unit, 2026)


def url(nama, satker, *isi, tahun=2026):
    return reverse(f"satker:{nama}", args=[tahun, satker.kode, *isi])


def simpan(client, satker, **isi):
    form = client.get(url("fakta_ubah", satker)).context["form"]
    return client.post(url("fakta_ubah", satker), {"sidik": form.initial["sidik"], **SUMBER, **isi})


def buat_layanan(satker, **isi):
    hari = dt.date(2026, 1, 1)
    return Layanan.objects.create(
        **{"satker": satker, "nama": "Kunjungan", "mulai": hari, "sumber": "SK", "tanggal_sumber": hari, **isi}
    )


def test_empty_page_says_belum_diisi_and_never_zero(client, pelaku, periode):
    isi = client.get(url("fakta", pelaku.unit)).content.decode()
    assert isi.count("belum diisi") == len(FAKTA)
    assert f"0 dari {len(FAKTA)} angka terisi." in isi
    assert "Belum ada layanan." in isi


def test_counts_are_saved_with_source_date_and_person(client, pelaku, periode):
    assert simpan(client, pelaku.unit, pegawai="1.240", sasaran="0").status_code == 302
    assert sorted(Fakta.objects.values_list("kode", "nilai", "sumber", "tanggal", "oleh")) == [
        ("pegawai", 1240, "Rekap Juni", dt.date(2026, 6, 30), pelaku.user.pk),
        ("sasaran", 0, "Rekap Juni", dt.date(2026, 6, 30), pelaku.user.pk),
    ]
    isi = client.get(url("fakta", pelaku.unit)).content.decode()
    assert [k for k in ("1.240", "Rekap Juni", "30 Jun 2026", pelaku.user.nama, "WIB") if k not in isi] == []
    assert Jejak.objects.get().periode == periode


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"pegawai": "banyak"}, "&quot;banyak&quot; bukan angka."),
        ({"pegawai": "-3"}, "&quot;-3&quot; kurang dari nol."),
        ({"pegawai": "2,5"}, "&quot;2,5&quot; bukan bilangan bulat."),
        ({"pegawai": "99999999"}, "Paling besar 9999999."),
        ({"pegawai": "5", "agen_perubahan": "6"}, "Tidak boleh lebih dari jumlah pegawai (5)."),
        (
            {
                "lhkpn_wajib_kepala": "1",
                "lhkpn_wajib_pejabat": "2",
                "lhkpn_wajib_lain": "0",
                "lhkpn_sudah": "4",
            },
            "Tidak boleh lebih dari jumlah wajib lapor (3).",
        ),
        ({"pegawai": "5", "sumber": ""}, "Isi sumber angka yang diubah."),
        ({"pegawai": "5", "tanggal": "kemarin"}, "Tanggal tidak terbaca."),
    ],
)
def test_bad_input_is_explained_and_nothing_saved(client, pelaku, periode, ubah, pesan):
    jawab = simpan(client, pelaku.unit, **ubah)
    isi = jawab.content.decode()
    assert jawab.status_code == 200
    assert isi.count(pesan) == 2
    assert not Fakta.objects.exists()


def test_part_may_equal_its_whole(client, pelaku, periode):
    assert simpan(client, pelaku.unit, pegawai="5", agen_perubahan="5").status_code == 302


def test_part_without_its_whole_is_allowed(client, pelaku, periode):
    assert simpan(client, pelaku.unit, agen_perubahan="6").status_code == 302


def test_change_by_somebody_else_is_shown_and_the_next_save_goes_through(client, pelaku, periode):
    sidik = client.get(url("fakta_ubah", pelaku.unit)).context["form"].initial["sidik"]
    simpan(client, pelaku.unit, pegawai="88")
    jawab = client.post(url("fakta_ubah", pelaku.unit), {"sidik": sidik, **SUMBER, "pegawai": "70"})
    isi = jawab.content.decode()
    assert f"{pelaku.user.nama} menyimpan fakta pukul" in isi
    assert 'value="70"' in isi
    assert "Tersimpan: 88" in isi
    assert Fakta.objects.get().nilai == 88
    baru = jawab.context["form"].data["sidik"]
    client.post(url("fakta_ubah", pelaku.unit), {"sidik": baru, **SUMBER, "pegawai": "70"})
    assert Fakta.objects.get().nilai == 70


# --- Import ---------------------------------------------------------------------------------------------------------


def unggah(client, satker, teks, nama="fakta.csv"):
    isi = teks if isinstance(teks, bytes) else teks.encode()
    return client.post(url("fakta_impor", satker), {"berkas": SimpleUploadedFile(nama, isi)})


def setujui(client, satker, jawab):
    konteks = jawab.context
    data = {"isi": konteks["rencana"].sebagai_json(), "sidik": konteks["sidik"]}
    return client.post(url("fakta_impor_simpan", satker), data)


KEPALA = "kode;nilai;sumber;tanggal\n"


def test_file_is_previewed_then_saved_with_a_source_per_row(client, pelaku, periode):
    simpan(client, pelaku.unit, pegawai="88", sasaran="5", tlhp_rekomendasi="4")
    teks = (
        KEPALA
        + "pegawai;1.240;Rekap Juli;31-07-2026\nsasaran;;;\ntlhp_rekomendasi;-;;\ntlhp_selesai;2;LHP;1 Juni 2026\n"
    )
    jawab = unggah(client, pelaku.unit, teks)
    assert [(b.nama, b.lama and b.lama.nilai, b.baru and b.baru["nilai"]) for b in jawab.context["rencana"].baris] == [
        ("Jumlah pegawai", 88, 1240),
        ("Rekomendasi hasil pengawasan", 4, None),
        ("Rekomendasi yang sudah selesai", None, 2),
    ]
    assert Fakta.objects.get(kode="pegawai").nilai == 88
    assert setujui(client, pelaku.unit, jawab).status_code == 302
    assert sorted(Fakta.objects.values_list("kode", "nilai", "sumber", "tanggal")) == [
        ("pegawai", 1240, "Rekap Juli", dt.date(2026, 7, 31)),
        ("sasaran", 5, "Rekap Juni", dt.date(2026, 6, 30)),
        ("tlhp_selesai", 2, "LHP", dt.date(2026, 6, 1)),
    ]
    assert Jejak.objects.filter(aksi="impor_fakta").count() == 1


def test_the_template_reads_back_as_no_change(client, pelaku, periode):
    simpan(client, pelaku.unit, pegawai="88")
    berkas = client.get(url("fakta_templat", pelaku.unit))
    assert berkas["Content-Disposition"].startswith('attachment; filename="fakta_')
    jawab = unggah(client, pelaku.unit, berkas.content, "isi.xlsx")
    assert (jawab.context["rencana"].baris, jawab.context["rencana"].galat) == ((), ())
    assert "Tidak ada yang perlu disimpan." in jawab.content.decode()


@pytest.mark.parametrize(
    ("teks", "galat"),
    [
        ("kode;nilai\npegawai;1\n", "Kolom sumber, tanggal tidak ada."),
        (KEPALA + "gaji;1;x;01-01-2026\n", "Baris 2, kolom kode: &quot;gaji&quot; tidak dikenal."),
        (KEPALA + "pegawai;banyak;x;01-01-2026\n", "Baris 2, kolom nilai: &quot;banyak&quot; bukan angka."),
        (KEPALA + "pegawai;-3;x;01-01-2026\n", "Baris 2, kolom nilai:"),
        (KEPALA + "pegawai;99999999;x;01-01-2026\n", "Baris 2, kolom nilai: paling besar 9999999."),
        (KEPALA + "pegawai;1;;01-01-2026\n", "Baris 2, kolom sumber:"),
        (KEPALA + "pegawai;1;x;13/31/2026\n", "Baris 2, kolom tanggal: Tanggal tidak terbaca."),
        (KEPALA + "pegawai;1;x;01-01-2026\npegawai;2;x;01-01-2026\n", "Baris 3, kolom kode: pegawai sudah ada"),
        (
            KEPALA + "pegawai;1;x;01-01-2026\nagen_perubahan;2;x;01-01-2026\n",
            "Tidak boleh lebih dari jumlah pegawai (1).",
        ),
    ],
)
def test_file_with_a_mistake_names_the_row_and_cannot_be_saved(client, pelaku, periode, teks, galat):
    jawab = unggah(client, pelaku.unit, teks)
    isi = jawab.content.decode()
    assert galat in isi
    assert 'name="isi"' not in isi
    setujui(client, pelaku.unit, jawab)
    assert Fakta.objects.filter(kode__in=["gaji", "agen_perubahan"]).count() == 0


@pytest.mark.parametrize(("nama", "isi"), [("a.csv", b""), ("a.pdf", b"%PDF"), ("a.xlsx", b"bukan zip")])
def test_unreadable_file_is_explained(client, pelaku, periode, nama, isi):
    jawab = unggah(client, pelaku.unit, isi, nama)
    assert jawab.status_code == 200
    assert jawab.context["form"].errors["berkas"]


def test_preview_made_before_a_change_by_somebody_else_saves_nothing(client, pelaku, periode):
    jawab = unggah(client, pelaku.unit, KEPALA + "pegawai;7;x;01-01-2026\n")
    simpan(client, pelaku.unit, sasaran="5")
    assert setujui(client, pelaku.unit, jawab).url == url("fakta_impor", pelaku.unit)
    assert list(Fakta.objects.values_list("kode", flat=True)) == ["sasaran"]


@pytest.mark.parametrize(
    "isi",
    [
        "",
        "[]",
        "{}x",
        '{"gaji": null}',
        '{"pegawai": 5}',
        '{"pegawai": {"nilai": "-5", "sumber": "x", "tanggal": "2026-01-01"}}',
        '{"pegawai": {"nilai": 5, "sumber": "", "tanggal": "2026-01-01"}}',
        '{"pegawai": {"nilai": 5, "sumber": "x", "tanggal": "besok"}}',
        '{"pegawai": {"nilai": 5, "sumber": "a\\u0000b", "tanggal": "2026-01-01"}}',
        '{"pegawai": {"nilai": 5, "sumber": "a\\ud800b", "tanggal": "2026-01-01"}}',
        "[" * 100_000,
        '{"pegawai": {"nilai": 1, "sumber": "x", "tanggal": "2026-01-01"},'
        ' "agen_perubahan": {"nilai": 9, "sumber": "x", "tanggal": "2026-01-01"}}',
    ],
)
def test_forged_rows_are_judged_like_typed_ones(client, pelaku, periode, isi):
    data = {"isi": isi, "sidik": sidik_fakta({})}
    jawab = client.post(url("fakta_impor_simpan", pelaku.unit), data)
    assert (jawab.status_code, jawab.url) == (302, url("fakta_impor", pelaku.unit))
    assert not Fakta.objects.exists()


def test_import_into_a_foreign_unit_is_404(client, pelaku, periode):
    asing = pabrik.buat_satker(pelaku.unit.instansi)
    isi = '{"pegawai": {"nilai": 5, "sumber": "x", "tanggal": "2026-01-01"}}'
    data = {"isi": isi, "sidik": sidik_fakta({})}
    assert client.post(url("fakta_impor_simpan", asing), data).status_code == 404
    assert client.get(url("fakta_templat", asing)).status_code == 404
    assert not Fakta.objects.exists()
    assert client.post(url("fakta_impor_simpan", pelaku.unit), data).status_code == 302
    assert Fakta.objects.count() == 1


# --- Services -------------------------------------------------------------------------------------------------------

LAYANAN = {
    "nama": "  Kunjungan   keluarga ",
    "standar_waktu": "2 hari 4 jam",
    "tarif": "0",
    "saluran": "loket, aplikasi,, loket",
    "volume": "120",
    "mulai": "01-01-2026",
    "sumber": "SK",
    "tanggal_sumber": "01-12-2025",
}


def test_service_is_added_changed_and_ended(client, pelaku, periode):
    assert client.post(url("layanan_baru", pelaku.unit), LAYANAN).status_code == 302
    layanan = Layanan.objects.get()
    assert (layanan.nama, layanan.standar_waktu, layanan.saluran) == ("Kunjungan keluarga", 3120, ["loket", "aplikasi"])
    isi = client.get(url("fakta", pelaku.unit)).content.decode()
    assert [k for k in ("Kunjungan keluarga", "2 hari 4 jam", "Gratis", "loket, aplikasi", "120") if k not in isi] == []
    form = client.get(url("layanan_ubah", pelaku.unit, layanan.pk)).content.decode()
    assert 'value="2 hari 4 jam"' in form
    client.post(url("layanan_ubah", pelaku.unit, layanan.pk), {**LAYANAN, "tarif": "2500,50"})
    client.post(url("layanan_akhiri", pelaku.unit, layanan.pk), {"selesai": "30-06-2026"})
    isi = client.get(url("fakta", pelaku.unit)).content.decode()
    assert "Rp 2.500,50" in isi
    assert "30 Jun 2026" in isi
    assert list(Jejak.objects.order_by("pada").values_list("aksi", flat=True)) == [
        "tambah_layanan",
        "ubah_layanan",
        "akhiri_layanan",
    ]


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"standar_waktu": "90"}, "Lama waktu tidak terbaca."),
        ({"tarif": "1.240"}, "tidak jelas"),
        ({"tarif": "-1"}, "Paling kecil 0,00."),
        ({"saluran": "x" * 41}, "terlalu panjang"),
        ({"nama": " "}, "Isi nama layanan."),
        ({"mulai": ""}, "Isi berlaku mulai."),
    ],
)
def test_bad_service_is_explained_and_not_saved(client, pelaku, periode, ubah, pesan):
    jawab = client.post(url("layanan_baru", pelaku.unit), {**LAYANAN, **ubah})
    assert jawab.status_code == 200
    assert pesan in jawab.content.decode()
    assert not Layanan.objects.exists()


def test_same_service_again_is_explained(client, pelaku, periode):
    client.post(url("layanan_baru", pelaku.unit), LAYANAN)
    jawab = client.post(url("layanan_baru", pelaku.unit), LAYANAN)
    assert "Layanan dengan nama dan tanggal mulai itu sudah ada." in jawab.content.decode()


def test_service_of_another_unit_is_404_and_stays(client, pelaku, periode):
    asing = buat_layanan(pabrik.buat_satker(pelaku.unit.instansi), nama="KENARI")
    for nama in ("layanan_ubah", "layanan_akhiri"):
        for satker in (pelaku.unit, asing.satker):
            jawab = client.post(url(nama, satker, asing.pk), {**LAYANAN, "selesai": "30-06-2026"})
            assert jawab.status_code == 404
            assert "KENARI" not in jawab.content.decode()
    asing.refresh_from_db()
    assert (asing.nama, asing.selesai) == ("KENARI", None)


def test_foreign_unit_and_missing_year_answer_like_an_absent_unit(client, pelaku, periode):
    asing = pabrik.buat_satker(pelaku.unit.instansi, nama="KENARI")
    buat_layanan(asing, nama="KENARI")
    absen = client.get(reverse("satker:fakta", args=[2026, "zz9"]))
    for jawab in (client.get(url("fakta", asing)), client.get(url("fakta", pelaku.unit, tahun=2030))):
        assert (jawab.status_code, absen.status_code) == (404, 404)
        assert "KENARI" not in jawab.content.decode()


TULIS = POKJA | {Peran.KOORDINATOR}
BACA = [p for p in Peran if p not in TULIS and p != Peran.ADMIN_SISTEM]


@pytest.mark.parametrize("peran", BACA)
def test_reading_roles_see_but_never_write(client, peran):
    satker = pabrik.buat_satker()
    pabrik.buat_periode(satker, 2026)
    unit = satker if peran in (Peran.KEPALA, *(p for p in Peran if p.startswith("tpi"))) else satker.induk
    pabrik.masuk(client, pabrik.pelaku_untuk(unit, peran))
    buat_layanan(satker)
    isi = client.get(url("fakta", satker))
    assert isi.status_code == 200
    assert "Ubah fakta" not in isi.content.decode()
    assert "layanan/baru" not in isi.content.decode()
    assert client.post(url("fakta_ubah", satker), {**SUMBER, "pegawai": "5"}).status_code == 403
    assert client.post(url("layanan_baru", satker), LAYANAN).status_code == 403
    assert (Fakta.objects.count(), Layanan.objects.count()) == (0, 1)


def test_admin_sistem_sees_no_facts(client):
    satker = pabrik.buat_satker()
    pabrik.buat_periode(satker, 2026)
    pabrik.masuk(client, pabrik.pelaku_untuk(satker.induk, Peran.ADMIN_SISTEM))
    assert client.get(url("fakta", satker)).status_code == 403


@pytest.mark.parametrize("banyak", [1, 3])
def test_page_has_constant_sql(client, pelaku, periode, django_assert_num_queries, banyak):
    simpan(client, pelaku.unit, **{f.kode: "1" for f in FAKTA[:banyak]})
    for n in range(banyak):
        buat_layanan(pelaku.unit, nama=f"L{n}")
    client.get(url("fakta", pelaku.unit))
    with django_assert_num_queries(9):
        client.get(url("fakta", pelaku.unit))
