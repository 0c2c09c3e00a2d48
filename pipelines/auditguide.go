package pipelines

import "fmt"

// checkScript verifies a package with coreutils and openssl alone, in the
// folder into which it was unpacked: every file against both lists of digests,
// the chain of events, and that the events name what lies in the package. It
// needs no zeren and says in Chinese what does not hold.
const checkScript = `#!/bin/sh
# 核对本档案包：在解开档案包的文件夹中运行 sh 核对.sh
# 只用 sha256sum、openssl（有 SM3，1.1.1 以上）和常用命令。全部相符时以 0 结束。
bad=0
no() { echo "不符：$*"; bad=1; }
sm3() { openssl dgst -sm3 -r | cut -d ' ' -f 1; }
sha() { sha256sum | cut -d ' ' -f 1; }

# 一、每个文件的摘要
sha256sum -c --quiet 摘要-SHA256.txt || no 摘要-SHA256.txt
while read -r digest name; do
  [ "$(sm3 < "$name")" = "$digest" ] || no "SM3 摘要：$name"
done < 摘要-SM3.txt
files=$(find . -type f ! -name '摘要-*.txt' | wc -l)
[ "$files" -eq "$(grep -c . 摘要-SHA256.txt)" ] || no "有文件不在 摘要-SHA256.txt 之内"
[ "$files" -eq "$(grep -c . 摘要-SM3.txt)" ] || no "有文件不在 摘要-SM3.txt 之内"

# 二、事件链
last= last3=
while read -r n own link own3 link3; do
  event=$(printf '事件/%08d.json' "$n")
  if [ -f "$event" ]; then
    [ "$(sha < "$event")" = "$own" ] || no "$event 不是链上的事件"
    [ "$(sm3 < "$event")" = "$own3" ] || no "$event 不是链上的事件（SM3）"
  fi
  [ "$link" = - ] && continue
  prev=$last prev3=$last3
  if [ -f "$event" ]; then
    told=$(sed 's/^{"seq":[0-9]*,"prev":{"sha256":"\([0-9a-f]*\)".*/\1/' "$event")
    told3=$(sed 's/^{"seq":[0-9]*,"prev":{"sha256":"[0-9a-f]*","sm3":"\([0-9a-f]*\)".*/\1/' "$event")
    [ -z "$last" ] || [ "$told" = "$last" ] || no "$event 写的前一个链值"
    [ -z "$last3" ] || [ "$told3" = "$last3" ] || no "$event 写的前一个链值（SM3）"
    prev=$told prev3=$told3
  fi
  [ -z "$prev" ] || [ "$(printf '%s\n%s\n' "$prev" "$own" | sha)" = "$link" ] || no "第 $n 条事件的链值"
  [ -z "$prev3" ] || [ "$(printf '%s\n%s\n' "$prev3" "$own3" | sm3)" = "$link3" ] || no "第 $n 条事件的链值（SM3）"
  last=$link last3=$link3
done < 事件/链.txt

# 三、原件、事实、报告和每次处理的结果，都是事件中记下的
while read -r digest name; do
  case $name in
  报告/清单.txt | */版本.json) ;;
  原件/* | 事实/* | 报告/* | 处理/*) cat 事件/*.json | grep -q "$digest" || no "事件中没有记下：$name" ;;
  esac
done < 摘要-SHA256.txt

[ $bad -eq 0 ] && echo "全部相符。"
exit $bad
`

// guide tells what the package holds and how to verify it with common tools.
// The lines that begin with "$ " are commands as they can be run.
func (x *exporter) guide(e Entry) string {
	head := x.a.o.ledger
	force := "没有现行的报告。"
	if n := len(x.inForce); n > 0 {
		force = fmt.Sprintf("现行的报告共%d个文件，在 报告/现行/；每份的出具时间、是否确认，见 报告/清单.txt。", n)
	}
	return fmt.Sprintf(`案件档案包说明

文件：%s
文件摘要（SHA-256）：%s
%s
事件：第%d条至第%d条。导出时整个事件链到第%d条为止，其链值为
  SHA-256 %s
  SM3     %s

一、内容

  原件/           当初收到的文件，逐字节未变
  处理/NN/        第NN次处理的结果：读出的文档、文书内容、按规定的评估，以及所用程序、规定包、日历、字体的版本
  事实/           历次录入的事实表，按先后编号，附日期和录入人；最后一份有效
  报告/现行/      现在有效的报告：PDF，供编辑的 DOCX，评估结果（JSON），期限（ICS）
  报告/已被取代/  先前出具、不再有效的报告，仅供查考
  报告/清单.txt   每份报告是现行的还是已被取代，何时出具，是否确认
  事件/           与本案有关的每一条事件（JSON，逐字节原样），以及链.txt
  摘要-SHA256.txt、摘要-SM3.txt   以上每个文件的摘要
  核对.sh         按本说明核对全部内容

二、核对（不需要责任程序；需要 sha256sum、有 SM3 的 openssl 和常用命令）

  在解开本档案包的文件夹中运行下面一条命令，做完以下各项，全部相符时以 0 结束：
    $ sh 核对.sh

  也可以逐项核对。以 $ 开头的是可以照样运行的命令。

三、逐项核对：文件

  每个文件的 SHA-256：
    $ sha256sum -c 摘要-SHA256.txt
  每个文件的 SM3，与 摘要-SM3.txt 的一行比较；以事件链为例：
    $ openssl dgst -sm3 -r 事件/链.txt
    $ grep ' 事件/链.txt$' 摘要-SM3.txt
  事件中的 source、result、task、sheet、sha256 等处写的就是上述文件的 SHA-256，sm3 处写的是同一文件的 SM3。

四、逐项核对：事件链

  链.txt 每行五项：序号、该事件的 SHA-256、链值（SHA-256）、该事件的 SM3、链值（SM3）。
  与本案无关的事件只列摘要，不附内容。

  1. 事件文件的摘要应当等于链.txt 中同一序号的第二项、第四项，如第%d条：
    $ sha256sum 事件/%08d.json
    $ openssl dgst -sm3 -r 事件/%08d.json
    $ head -n 1 事件/链.txt
  2. 每一行的链值由上一行的链值和本行事件的摘要算出（都写成小写十六进制，各以换行结尾）；
     第二行的两个链值由前两行算出：
    $ { head -n 1 事件/链.txt | cut -d ' ' -f 3; sed -n 2p 事件/链.txt | cut -d ' ' -f 2; } | sha256sum
    $ { head -n 1 事件/链.txt | cut -d ' ' -f 5; sed -n 2p 事件/链.txt | cut -d ' ' -f 4; } | openssl dgst -sm3 -r
    $ sed -n 2p 事件/链.txt
  3. 每条事件的 prev 写的就是上一行的两个链值；第一行的上一个链值只写在它自己的 prev 中。
  因此改动、删去、插入任何一条事件，其后的链值都不再相符。
  链值为 - 的行是建链之前的事件：建链那条事件（kind 为 begun）的 prev 是其前全部事件（每条后加一个换行）的摘要。
`, e.Name, x.source, force, x.begin, x.end, head.seq, head.trail.link.SHA256, head.trail.link.SM3, x.begin, x.begin, x.begin)
}
