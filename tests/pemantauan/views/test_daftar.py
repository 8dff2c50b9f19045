"""The list of units: scope, order, figures, words for what is missing, a constant number of statements."""

import datetime as dt
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from pemantauan.queries.daftar import langkah_panas
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.potret import ambil_potret
from penilaian.models import Jawaban, Lapisan, Peristiwa
from penilaian.skor.hitung import hitung, ke_desimal
from satker.actions.organisasi import cabut_predikat, catat_predikat
from satker.models import RiwayatPredikat
from satker.peran import Peran
from tests.pabrik import (
    buat_instansi,
    buat_jenis,
    buat_kanwil,
    buat_penugasan,
    buat_periode,
    buat_satker,
    masuk,
    pelaku_untuk,
)
from tests.pemantauan.bahan import INSTRUMEN, buat_lembar, isi_terbaik, terbaik
from tests.pemantauan.views.test_dasbor import teks

TAHUN = timezone.localdate().year
DB = pytest.mark.django_db


@pytest.fixture
def wilayah(db):
    instansi = buat_instansi()
    return buat_kanwil(instansi, dinilai=False), buat_periode(instansi)


def kode(response) -> list[str]:
    return [b.kode for b in response.context["isi"].halaman.isi]


def buka(client, unit, query="", peran=Peran.STAF_KANWIL):
    masuk(client, pelaku_untuk(unit, peran))
    return client.get(reverse("daftar_satker") + query)


def tiga_satker(kanwil, periode):
    """Not begun, weak in area 5, best."""
    belum, lemah, baik = buat_satker(kanwil), buat_satker(kanwil), buat_satker(kanwil)
    buat_lembar(lemah, periode, isi_terbaik(kecuali="A5"))
    buat_lembar(baik, periode, isi_terbaik())
    return belum, lemah, baik


def test_daftar_weakest_first_and_the_other_way(client, wilayah):
    kanwil, periode = wilayah
    belum, lemah, baik = tiga_satker(kanwil, periode)
    assert kode(buka(client, kanwil)) == [belum.kode, lemah.kode, baik.kode]
    alamat = reverse("daftar_satker")
    assert kode(client.get(f"{alamat}?urut=-nilai")) == [baik.kode, lemah.kode, belum.kode]
    assert kode(client.get(f"{alamat}?urut=-A5")) == [baik.kode, lemah.kode, belum.kode]
    assert kode(client.get(f"{alamat}?urut=-terisi")) == [baik.kode, lemah.kode, belum.kode]
    assert kode(client.get(f"{alamat}?urut=-nama")) == sorted([belum.kode, lemah.kode, baik.kode], reverse=True)
    assert kode(client.get(f"{alamat}?urut=tidak-ada")) == [belum.kode, lemah.kode, baik.kode]


def test_daftar_figures_equal_engine(client, wilayah):
    kanwil, periode = wilayah
    satker = buat_satker(kanwil)
    isi = isi_terbaik(kecuali="A5.P")
    buat_lembar(satker, periode, isi)
    hasil = hitung(INSTRUMEN, isi)
    response = buka(client, kanwil)
    (baris,) = response.context["isi"].halaman.isi
    assert baris.total == ke_desimal(hasil.total)
    assert [s.persen for s in baris.sel] == [hasil.simpul[a.kode].persen for a in INSTRUMEN.area]
    assert (baris.terisi, baris.jumlah) == (hasil.terisi, 113)
    assert (baris.belum, baris.syarat) == (len(hasil.predikat["WBK"].belum), 12)
    assert [s.langkah for s in baris.sel] == ["k5", "k5", "k5", "k5", "k2", "k5"]


def lapisan_tpi(lembar, isi, *, terbit: Peristiwa | None = Peristiwa.KUNCI):
    """The team's layer with its figures, frozen where `terbit` names an event."""
    oleh = pelaku_untuk(lembar.satker, Peran.TPI_DALNIS)
    Jawaban.objects.bulk_create(
        Jawaban(
            satker=lembar.satker, lembar=lembar, kode_butir=k, isi=v, lapisan=Lapisan.TPI, dinilai_ke=1,
            oleh=oleh.user, pada=timezone.now(),
        )
        for k, v in isi.items()
    )  # fmt: skip
    hitung_ulang(lembar=lembar, lapisan=Lapisan.TPI, instrumen=INSTRUMEN)
    for lapisan, peristiwa in ((Lapisan.SATKER, Peristiwa.KIRIM), (Lapisan.TPI, terbit)):
        if peristiwa:
            ambil_potret(oleh=oleh, lembar=lembar, lapisan=lapisan, peristiwa=peristiwa, pengajuan=None)


def terburuk():
    """Complete and worth little: everything but two areas of choices at the last option."""
    return {k: b.opsi[-1].kode if b.opsi else terbaik(b) for k, b in INSTRUMEN.butir.items()}


def test_daftar_compares_the_last_published_layer_and_never_a_draft_of_the_team(client, wilayah):
    kanwil, periode = wilayah
    terbit, draf = buat_satker(kanwil), buat_satker(kanwil)
    buruk = hitung(INSTRUMEN, terburuk())
    lapisan_tpi(buat_lembar(terbit, periode, isi_terbaik()), terburuk())
    lapisan_tpi(buat_lembar(draf, periode, isi_terbaik()), terburuk(), terbit=None)
    jawab = buka(client, kanwil)
    satu, dua = jawab.context["isi"].halaman.isi
    assert [(b.kode, b.total, b.asal) for b in (satu, dua)] == [
        (terbit.kode, ke_desimal(buruk.total), "tim penilai"),
        (draf.kode, 100, "mandiri, draf"),
    ]
    assert [s.persen for s in satu.sel] == [buruk.simpul[a.kode].persen for a in INSTRUMEN.area]
    assert satu.belum == len(buruk.predikat["WBK"].belum)
    for urut in ("A1", "nilai"):
        assert kode(buka(client, kanwil, f"?urut=-{urut}")) == [draf.kode, terbit.kode]
    sendiri = buka(client, kanwil, "?lapisan=mandiri").context["isi"].halaman.isi
    assert {b.total for b in sendiri} == {100}


def test_daftar_prints_how_much_higher_a_unit_judged_itself_last_year(client, wilayah):
    kanwil, periode = wilayah
    satker, tanpa = buat_satker(kanwil), buat_satker(kanwil)
    lalu = buat_periode(periode.instansi, TAHUN - 1)
    lapisan_tpi(buat_lembar(satker, lalu, isi_terbaik()), terburuk())
    buat_lembar(tanpa, lalu, isi_terbaik())
    for s in (satker, tanpa):
        buat_lembar(s, periode, isi_terbaik())
    jawab = buka(client, kanwil)
    selisih = {b.kode: b.selisih for b in jawab.context["isi"].halaman.isi}
    assert selisih == {satker.kode: 100 - ke_desimal(hitung(INSTRUMEN, terburuk()).total), tanpa.kode: None}
    assert f"Selisih {TAHUN - 1}" in teks(jawab)


def test_daftar_gate_on_history_follows_the_decrees_without_a_save(client, wilayah):
    """The kept summary knows only points; a predikat recorded or revoked later counts at once, as on the dashboard."""
    kanwil, periode = wilayah
    satker = buat_satker(kanwil)
    buat_lembar(satker, periode, isi_terbaik(), target="WBBM")
    (tanpa,) = buka(client, kanwil).context["isi"].halaman.isi
    wbk = catat_predikat(oleh=None, satker=satker, predikat="WBK", tahun=TAHUN - 1, nomor_sk="SK-1")
    (dengan,) = client.get(reverse("daftar_satker")).context["isi"].halaman.isi
    cabut_predikat(oleh=None, predikat=wbk, tanggal=timezone.localdate(), alasan="contoh")
    (dicabut,) = client.get(reverse("daftar_satker")).context["isi"].halaman.isi
    assert [(b.belum, b.syarat) for b in (tanpa, dengan, dicabut)] == [(1, 13), (0, 13), (1, 13)]


def test_daftar_not_begun_is_words_not_zero(client, wilayah):
    kanwil, _ = wilayah
    satker = buat_satker(kanwil)
    response = buka(client, kanwil)
    kata = teks(response)
    assert f"{satker.nama} {satker.kode} · Lapas Belum dimulai –" in kata
    assert "0,00" not in kata
    assert f"1 satker: 0 WBBM, 0 WBK, 1 tanpa predikat. 1 belum memulai LKE {TAHUN}." in kata


def test_daftar_counts_predicates_held_and_leaves_out_revoked(client, wilayah):
    kanwil, _ = wilayah
    dua, cabut, wbk = buat_satker(kanwil), buat_satker(kanwil), buat_satker(kanwil)
    for satker, predikat, tahun, dicabut in (
        (dua, "WBK", 2019, None),
        (dua, "WBBM", 2022, None),
        (cabut, "WBK", 2020, dt.date(2023, 1, 5)),
        (wbk, "WBK", 2021, None),
    ):
        RiwayatPredikat.objects.create(
            satker=satker, predikat=predikat, tahun=tahun, nomor_sk="SK",
            dicabut_pada=dicabut, alasan_cabut="contoh" if dicabut else "",
        )  # fmt: skip
    response = buka(client, kanwil)
    jumlah = response.context["isi"].jumlah
    assert (jumlah.semua, jumlah.wbbm, jumlah.wbk, jumlah.tanpa) == (3, 1, 1, 1)
    dipegang = {b.kode: (b.predikat, b.predikat_tahun) for b in response.context["isi"].halaman.isi}
    assert dipegang == {dua.kode: ("WBBM", 2022), cabut.kode: ("", None), wbk.kode: ("WBK", 2021)}
    alamat = reverse("daftar_satker")
    assert kode(client.get(f"{alamat}?predikat=WBBM")) == [dua.kode]
    assert kode(client.get(f"{alamat}?predikat=tanpa")) == [cabut.kode]


def test_daftar_filters_by_words_and_kind(client, wilayah):
    kanwil, _ = wilayah
    rutan = buat_satker(kanwil, nama="Rutan Melati", jenis=buat_jenis("rutan"))
    lapas = buat_satker(kanwil, nama="Lapas Mawar")
    assert kode(buka(client, kanwil, "?q=melati")) == [rutan.kode]
    alamat = reverse("daftar_satker")
    assert kode(client.get(f"{alamat}?q={lapas.kode.lower()}")) == [lapas.kode]
    assert kode(client.get(f"{alamat}?jenis=rutan")) == [rutan.kode]
    assert "Tidak ada satker yang cocok dengan saringan." in teks(client.get(f"{alamat}?q=zzz"))


def test_daftar_shows_only_what_the_role_may_see(client, wilayah):
    kanwil, periode = wilayah
    satker = buat_satker(kanwil)
    asing = buat_satker(buat_kanwil(periode.instansi), nama="KENARI ASING")
    buat_lembar(asing, periode, isi_terbaik())
    luar = buat_satker(nama="KENARI LUAR")
    for peran, unit, tampak in (
        (Peran.STAF_KANWIL, kanwil, {satker.kode}),
        (Peran.TPI_KETUA, satker, {satker.kode}),
        (Peran.PEMBACA_PUSAT, periode.instansi, {satker.kode, asing.kode}),
    ):
        response = buka(client, unit, peran=peran)
        assert satker.kode in kode(response)
        assert tampak >= set(kode(response)) - {asing.induk.kode}
        assert (b"KENARI ASING" in response.content) == (asing.kode in tampak)
        assert luar.nama.encode() not in response.content


@pytest.mark.parametrize("peran", [Peran.ANGGOTA_POKJA, Peran.KOORDINATOR, Peran.KEPALA, Peran.ADMIN_SISTEM])
@DB
def test_daftar_is_refused_to_roles_of_one_unit(client, peran):
    satker = buat_satker()
    assert buka(client, satker, peran=peran).status_code == 403


def test_daftar_another_year_has_its_own_sheets(client, wilayah):
    kanwil, periode = wilayah
    satker = buat_satker(kanwil)
    lalu = buat_periode(periode.instansi, TAHUN - 1)
    buat_lembar(satker, lalu, isi_terbaik())
    (kini,) = buka(client, kanwil).context["isi"].halaman.isi
    (dulu,) = client.get(reverse("daftar_satker_tahun", args=[TAHUN - 1])).context["isi"].halaman.isi
    assert (kini.total, dulu.total) == (None, 100)
    assert client.get(reverse("daftar_satker_tahun", args=[TAHUN - 2])).status_code == 404


def test_daftar_query_count_is_constant(client, wilayah, hitung_kueri):
    kanwil, periode = wilayah
    masuk(client, pelaku_untuk(kanwil, Peran.STAF_KANWIL))
    lapisan_tpi(buat_lembar(buat_satker(kanwil), periode, isi_terbaik()), terburuk())
    satu = hitung_kueri(reverse("daftar_satker"))
    tiga_satker(kanwil, periode)
    lapisan_tpi(buat_lembar(buat_satker(kanwil), periode, isi_terbaik()), terburuk())
    buat_penugasan(kanwil, Peran.PIMPINAN_KANWIL)
    assert (satu, hitung_kueri(reverse("daftar_satker"))) == (13, 13)


@pytest.mark.parametrize(
    ("persen", "langkah"),
    [
        (0, "k1"),
        (Fraction(3999, 100), "k1"),
        (40, "k2"),
        (Fraction(5999, 100), "k2"),
        (60, "k3"),
        (Fraction(6999, 100), "k3"),
        (70, "k4"),
        (Fraction(8499, 100), "k4"),
        (85, "k5"),
        (100, "k5"),
    ],
)
def test_langkah_panas_at_each_edge(persen, langkah):
    assert langkah_panas(Fraction(persen), Fraction(60))[0] == langkah
