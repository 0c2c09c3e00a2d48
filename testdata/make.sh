#!/usr/bin/env bash
# Makes the PDFs of this folder from its texts, each by the producers named
# below, so that the readers meet more than one way of writing Chinese.
# Needs LibreOffice, Chromium, Ghostscript, qpdf, pango-view, Noto CJK and
# AR PL UMing fonts. The PDFs are committed: tests need none of these.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

html() { # TEXT FONT > HTML: one paragraph a line, the first two centred
  printf '<!doctype html><html lang="zh"><head><meta charset="utf-8"><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:16pt/28.95pt "%s"}p{margin:0;text-indent:2em;text-align:justify}p.t{text-align:center;text-indent:0;font-size:20pt}</style></head><body>' "$2"
  awk '{gsub(/&/,"\\&amp;"); gsub(/</,"\\&lt;"); printf "<p%s>%s</p>\n", NR<3?" class=t":"", $0}' "$1"
}
chromium_pdf() { html "$1" "Noto Serif CJK SC" >"$work/x.html"
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$work/profile" --no-pdf-header-footer --print-to-pdf="$PWD/$2" "file://$work/x.html" >/dev/null 2>&1; }
office_pdf() { html "$1" "AR PL UMing CN" >"$work/x.html"
  soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf:writer_web_pdf_Export --outdir "$work" "$work/x.html" >/dev/null 2>&1; mv "$work/x.pdf" "$2"; }
pango_pdf() { pango-view --no-display --font="Noto Serif CJK SC 14" --width=480 --wrap=char --margin=50 --language=zh --output="$2" "$1" >/dev/null; }
gs_pdf() { office_pdf "$1" x.tmp.pdf; gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOutputFile="$2" x.tmp.pdf; rm x.tmp.pdf; }
qpdf_pdf() { office_pdf "$1" x.tmp.pdf; qpdf --object-streams=generate --linearize --encrypt "" owner 256 -- x.tmp.pdf "$2"; rm x.tmp.pdf; }

chromium_pdf jinzhai-fangwu-zhongshen.txt jinzhai-fangwu-zhongshen.chromium.pdf
office_pdf   wenzhou-zhifa-yishen.txt     wenzhou-zhifa-yishen.office.pdf
gs_pdf       jilin-fuyi-chexiao.txt       jilin-fuyi-chexiao.ghostscript.pdf
qpdf_pdf     xiuyan-gongcheng-minshi.txt  xiuyan-gongcheng-minshi.office-aes256.pdf
office_pdf   wolong-xuke-queren.txt       wolong-xuke-queren.office.pdf
pango_pdf    huishui-chesu-caiding.txt    huishui-chesu-caiding.pango.pdf
office_pdf   tongzhi.txt                  tongzhi.office.pdf
