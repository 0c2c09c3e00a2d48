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
fodt() { # TEXT FONT > flat OpenDocument, the same look
  cat <<X
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'$2'"/></office:font-face-decls>
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="3.7cm" fo:margin-bottom="3.5cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/></style:page-layout>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="20pt" fo:font-size="20pt"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="1.12cm" fo:line-height="28.95pt"/><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="16pt" fo:font-size="16pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>
X
  awk '{gsub(/&/,"\\&amp;"); gsub(/</,"\\&lt;"); printf "<text:p text:style-name=\"%s\">%s</text:p>\n", NR<3?"T":"B", $0}' "$1"
  echo '</office:text></office:body></office:document>'
}
chromium_pdf() { html "$1" "Noto Serif CJK SC" >"$work/x.html"
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$work/profile" --no-pdf-header-footer --print-to-pdf="$PWD/$2" "file://$work/x.html" >/dev/null 2>&1; }
office_pdf() { fodt "$1" "AR PL UMing CN" >"$work/x.fodt"
  soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf --outdir "$work" "$work/x.fodt" >/dev/null 2>&1; mv "$work/x.pdf" "$2"; }
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
