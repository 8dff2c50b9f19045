"""The words of letter and SPTJM that an instansi may change. Pure text.

PermenPANRB 5/2024 asks for one letter to the minister c.q. the deputy and an SPTJM, and prints no form of either: the
sentences below are the application's own.
"""

from __future__ import annotations

TUJUAN = (
    "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi\n"
    "c.q. Deputi Bidang Reformasi Birokrasi, Akuntabilitas Aparatur, dan Pengawasan\n"
    "di Jakarta"
)
SUMBER = (
    "Dasar: PermenPANRB 90/2021 dan 5/2024 meminta SPTJM. Kalimatnya disusun aplikasi ini; ganti bila instansi atau "
    "TPN punya naskah sendiri."
)
PERNYATAAN = (
    "Data dan dokumen dalam usulan ini benar, lengkap, dan sesuai dengan keadaan sebenarnya.",
    "Unit kerja dalam daftar telah dievaluasi tim penilai internal dan memenuhi syarat pengusulan menurut PermenPANRB "
    "Nomor 90 Tahun 2021 dan Nomor 5 Tahun 2024.",
    "Rekomendasi hasil pengawasan pada unit kerja tersebut sudah ditindaklanjuti sebagaimana disebut dalam usulan.",
    "Survei mandiri diisi penerima layanan yang sebenarnya, tanpa arahan jawaban.",
    "Bila pernyataan ini kelak terbukti tidak benar, kami bersedia menerima akibatnya, termasuk pembatalan usulan dan "
    "pencabutan predikat.",
)


def baris(teks: str) -> tuple[str, ...]:
    """Lines of a text that are not empty."""
    return tuple(" ".join(b.split()) for b in teks.splitlines() if b.strip())
