"""Proofreading of a long report: `keng lint` of 40 pages with start-up, and up to 1,000 pages.

    uv run python benchmarks/proofreading.py [--pages 40 200 1000]

The text is made here: paragraphs, lists, cited papers and a table, some of them wrong. Beside it
stands the start of the command alone (`keng --help`), which is what no rule can save.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES_PER_PAGE = 38
TEXT = """
{n}. Kết quả công tác tháng {n}
Trong tháng, trên địa bàn xảy ra {a} vụ việc, gồm: {b:02d} vụ va chạm; {c:02d} vụ trộm cắp; 02
vụ mâu thuẫn gia đình. So với tháng trước số vụ tăng 04 vụ (+{p}%), số vụ làm rõ tăng 03 vụ.
Thực hiện Kế hoạch số {n}/KH-UBND ngày 05/3/2024 của UBND huyện về bảo đảm an ninh, trật tự,
UBND xã đã tổ chức {b:02d} buổi tuyên truyền với 1.250 lượt người tham dự; có 18/24 thôn đăng ký,
đạt tỷ lệ 75%; 2.310/2.450 hộ ký cam kết (94,3%).
- Kinh phí hỗ trợ lực lượng dân phòng là 36.000.000 đồng (ba mươi sáu triệu đồng), bình quân
1.500.000 đồng/thôn.
- Kiểm tra 30 cơ sở kinh doanh, trong đó 12 cơ sở có vi phạm; nhắc nhở 09 cơ sở, xử phạt 03 cơ sở.
Thôn | Số hộ | Số buổi | Số người
Đông | 120 | 2 | 150
Tây | 90 | 1 | 85
Tổng cộng | 210 | 3 | 235
Các ngành, đoàn thể tiếp tục phối hợp chặt chẽ, nâng cao chất lượng phong trào “Toàn dân bảo vệ an
ninh Tổ quốc”, xây dựng thôn an toàn, nhân rộng mô hình tự quản trong khu dân cư và trường học.
"""


def report(pages: int) -> str:
    """A report of about so many pages; every seventh part holds a wrong percentage."""
    lines: list[str] = []
    number = 0
    while len(lines) < pages * LINES_PER_PAGE:
        number += 1
        b, c = 3 + number % 9, 1 + number % 5
        a = b + c + 2
        share = 400 / (a - 4) if a > 4 and number % 7 else 99.9
        part = TEXT.format(n=number, a=a, b=b, c=c, p=f"{share:.1f}".replace(".", ","))
        lines += part.strip().split("\n")
    return "\n".join(lines[: pages * LINES_PER_PAGE])


def seconds(*arguments: str) -> float:
    """The best of three runs of `keng` in a process of its own."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "keng.ops", *arguments], capture_output=True, check=False
        )
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and print the rows of the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[40, 200, 1000])
    pages = parser.parse_args().pages
    print(f"| start of the command alone | {seconds('--help'):.2f} | |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        for count in pages:
            path.write_text(report(count), encoding="utf-8")
            taken = seconds("lint", str(path), "--format", "json")
            print(f"| {count:,} pages | {taken:.2f} | {taken / count * 1000:.1f} |")


if __name__ == "__main__":
    main()
