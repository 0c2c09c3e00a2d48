package ingest

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal gives the unified ideograph for a Kangxi radical (U+2F00–2FD5) or a
// CJK radical (U+2E80–2EF3). Fonts such as Noto CJK draw both with one glyph,
// and what a PDF tells of the glyph is then the radical: 一 人 力 月 民 长
// come as ⼀ ⼈ ⼒ ⽉ ⺠ ⻓. The mapping is one to one, so that offsets stand;
// every other rune is returned as it is, but for the CJK compatibility
// ideographs (U+F900–FAFF), which some maps give for what they are equivalent
// to, and ⋯ (U+22EF), which shares its
// glyph with the Chinese ellipsis … in the same fonts.
//
// Sources: NFKC for the Kangxi radicals, NFC for the compatibility ideographs, EquivalentUnifiedIdeograph.txt of
// Unicode 17.0 for the others.
func Normal(r rune) rune {
	switch {
	case r >= 0x2f00 && r <= 0x2fd5:
		return kangxi[r-0x2f00]
	case r >= 0x2e80 && r <= 0x2ef3:
		return radicals[r-0x2e80]
	case r == '⋯':
		return '…'
	case r >= 0xf900 && r <= 0xfaff:
		n, _ := utf8.DecodeRuneInString(norm.NFC.String(string(r)))
		return n
	}
	return r
}

// isHan reports whether r is a Chinese character, radicals included.
func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

var kangxi = []rune("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴" +
	"廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿" +
	"目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵" +
	"邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠")

var radicals = []rune("⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫" +
	"羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉" +
	"齐歯齿竜龙龜亀龟")
