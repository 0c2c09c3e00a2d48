#!/usr/bin/env bash
# make.sh: draws README's pictures anew from the papers of testdata, one of each
# document. Needs pdftoppm.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
go build -o "$out/zeren" ./cmd/zeren
draft() { "$out/zeren" draft "testdata/$1" --out "$out" "${@:2}" >/dev/null; }
for paper in jinzhai-fangwu-zhongshen.chromium.pdf wenzhou-zhifa-yishen.office.pdf wolong-xuke-queren.office.pdf jilin-fuyi-chexiao.ghostscript.pdf; do
	draft "$paper"
done
cat >"$out/facts.yaml" <<'YAML'
agencies:
  - name: 岫岩满族自治县石灰窑镇人民政府
    major_loss_or_effect: yes
    direct_loss_yuan: 321500
    dereliction: yes
    persons:
      - {name: 高某, roles: [head]}
      - {name: 罗某, roles: [handler]}
YAML
draft xiuyan-gongcheng-minshi.office-aes256.pdf --facts "$out/facts.yaml"
picture() { # NAME DPI PAGE GLOB
	local found=("$out"/$4)
	[ -f "${found[0]}" ] || { echo "no $4" >&2; exit 1; }
	pdftoppm -png -singlefile -r "$2" -f "$3" -l "$3" "${found[0]}" ".readme/$1"
}
picture report 72 1 'jinzhai/*/*分析报告-*.pdf'
picture filing 50 1 'jinzhai/*/*报备函-*.pdf'
picture wenzhou_report 50 3 'wenzhou/*/*责任分析报告-*.pdf'
picture wenzhou 50 1 'wenzhou/*/*审核表-*.pdf'
picture wolong 50 1 'wolong/*/*.pdf'
picture xiuyan 50 1 'xiuyan/*/*整改报告-*.pdf'
picture covering 50 1 'xiuyan/*/*报送函-*.pdf'
picture transfer 50 1 'xiuyan/*/*移送函-*.pdf'
picture jilin_report 50 3 'jilin/*/*分析报告-*.pdf'
picture jilin 50 1 'jilin/*/*追究决定-*.pdf'
for p in "$out"/jinzhai/*/*分析报告-*.pdf; do
	page=$(for n in $(seq 1 30); do pdftotext -f "$n" -l "$n" "$p" - 2>/dev/null | grep -q '^附件1' && echo "$n" && break; done)
	pdftoppm -png -singlefile -r 50 -f "$page" -l "$page" "$p" .readme/asked
done
