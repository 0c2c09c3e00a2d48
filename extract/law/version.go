package law

import (
	"strings"
	"time"
)

// Version is one text of a law: in force from From until Until (both days
// included, YYYY-MM-DD; Until "" where it still was when the table was made).
type Version struct {
	Law   string // the law's short official name, or the number of an interpretation
	ID    string // the year of the text: 1989, 2014, 2017
	From  string
	Until string
}

// versions holds what administrative judgments rest on, each law's texts in
// order: the year of the text and the day from which it was in force. Behind
// each row stand the days on which the texts were adopted or promulgated (for
// laws by 全国人大 and its Standing Committee, for regulations by the number of
// the State Council's order, for interpretations by the Supreme People's
// Court's announcement); the day of effect is the one that the text's closing
// article or the amending decision gives. Where an amending decision took
// effect on the day of its promulgation both are one day.
//
// The table was made from what had been promulgated by 2025-06-30; a text
// amended after that is told by the version before. A law that is not here has
// no version: none is guessed.
//
// Checked against the histories that the published consolidated texts carry at
// their head: every day of adoption, save those of 行政复议条例,
// 城市房屋拆迁管理条例, 法释〔2000〕8号 and 法发〔1997〕10号, and of what 民法典 repealed.
// Days of effect were checked where the current text's closing article gives
// them, where an amending text took effect with its promulgation, and for
// 行政诉讼法 2014, 行政复议法 and 行政处罚法 2017, 国家赔偿法 2010, 治安管理处罚法 2012 and
// 2025, 道路交通安全法 2011 against the decision or its publication. The days of
// effect of the other superseded and amended texts were not checked again.
var versions = table(
	"行政诉讼法", "1989 1990-10-01", "2014 2015-05-01", "2017 2017-07-01", // 1989-04-04; 2014-11-01; 2017-06-27
	"行政复议条例", "1990 1991-01-01", "1994 1994-10-09", "- 1999-10-01", // 国务院令第70号 1990-12-24; 第166号; 行政复议法（1999）第四十三条
	"行政复议法", "1999 1999-10-01", "2009 2009-08-27", "2017 2018-01-01", "2023 2024-01-01", // 1999-04-29; 2009-08-27; 2017-09-01; 2023-09-01
	"行政复议法实施条例", "2007 2007-08-01", // 国务院令第499号 2007-05-29
	"国家赔偿法", "1994 1995-01-01", "2010 2010-12-01", "2012 2013-01-01", // 1994-05-12; 2010-04-29; 2012-10-26
	"行政处罚法", "1996 1996-10-01", "2009 2009-08-27", "2017 2018-01-01", "2021 2021-07-15", // 1996-03-17; 2009-08-27; 2017-09-01; 2021-01-22
	"行政许可法", "2003 2004-07-01", "2019 2019-04-23", // 2003-08-27; 2019-04-23
	"行政强制法", "2011 2012-01-01", // 2011-06-30
	"政府信息公开条例", "2007 2008-05-01", "2019 2019-05-15", // 国务院令第492号 2007-04-05; 第711号 2019-04-03
	"土地管理法", "1986 1987-01-01", "1988 1988-12-29", "1998 1999-01-01", "2004 2004-08-28", "2019 2020-01-01", // 1986-06-25; 1988-12-29; 1998-08-29; 2004-08-28; 2019-08-26
	"城乡规划法", "2007 2008-01-01", "2015 2015-04-24", "2019 2019-04-23", // 2007-10-28; 2015-04-24; 2019-04-23
	"城市房屋拆迁管理条例", "1991 1991-06-01", "2001 2001-11-01", "- 2011-01-21", // 国务院令第78号 1991-03-22; 第305号 2001-06-13; repealed by 第590号
	"国有土地上房屋征收与补偿条例", "2011 2011-01-21", // 国务院令第590号 2011-01-21
	"工伤保险条例", "2003 2004-01-01", "2010 2011-01-01", // 国务院令第375号 2003-04-27; 第586号 2010-12-20
	"治安管理处罚法", "2005 2006-03-01", "2012 2013-01-01", "2025 2026-01-01", // 2005-08-28; 2012-10-26; 2025-06-27
	"社会保险法", "2010 2011-07-01", "2018 2018-12-29", // 2010-10-28; 2018-12-29
	"环境保护法", "1989 1989-12-26", "2014 2015-01-01", // 1989-12-26; 2014-04-24
	"食品安全法", "2009 2009-06-01", "2015 2015-10-01", "2018 2018-12-29", "2021 2021-04-29", // 2009-02-28; 2015-04-24; 2018-12-29; 2021-04-29
	"药品管理法", "1984 1985-07-01", "2001 2001-12-01", "2013 2013-12-28", "2015 2015-04-24", "2019 2019-12-01", // 1984-09-20; 2001-02-28; 2013-12-28; 2015-04-24; 2019-08-26
	"产品质量法", "1993 1993-09-01", "2000 2000-09-01", "2009 2009-08-27", "2018 2018-12-29", // 1993-02-22; 2000-07-08; 2009-08-27; 2018-12-29
	"广告法", "1994 1995-02-01", "2015 2015-09-01", "2018 2018-10-26", "2021 2021-04-29", // 1994-10-27; 2015-04-24; 2018-10-26; 2021-04-29
	"消防法", "1998 1998-09-01", "2008 2009-05-01", "2019 2019-04-23", "2021 2021-04-29", // 1998-04-29; 2008-10-28; 2019-04-23; 2021-04-29
	"税收征收管理法", "1992 1993-01-01", "1995 1995-02-28", "2001 2001-05-01", "2013 2013-06-29", "2015 2015-04-24", // 1992-09-04; 1995-02-28; 2001-04-28; 2013-06-29; 2015-04-24
	"农村土地承包法", "2002 2003-03-01", "2009 2009-08-27", "2018 2019-01-01", // 2002-08-29; 2009-08-27; 2018-12-29
	"土地管理法实施条例", "1998 1999-01-01", "2011 2011-01-08", "2014 2014-07-29", "2021 2021-09-01", // 国务院令第256号 1998-12-27; 2011-01-08; 2014-07-29; 第743号 2021-07-02
	"公务员法", "2005 2006-01-01", "2017 2018-01-01", "2018 2019-06-01", // 2005-04-27; 2017-09-01; 2018-12-29
	"安全生产法", "2002 2002-11-01", "2009 2009-08-27", "2014 2014-12-01", "2021 2021-09-01", // 2002-06-29; 2009-08-27; 2014-08-31; 2021-06-10
	"道路交通安全法", "2003 2004-05-01", "2007 2008-05-01", "2011 2011-05-01", "2021 2021-04-29", // 2003-10-28; 2007-12-29; 2011-04-22; 2021-04-29
	"民事诉讼法", "1991 1991-04-09", "2007 2008-04-01", "2012 2013-01-01", "2017 2017-07-01", "2021 2022-01-01", "2023 2024-01-01", // 1991-04-09; 2007-10-28; 2012-08-31; 2017-06-27; 2021-12-24; 2023-09-01
	"民法典", "2020 2021-01-01", // 2020-05-28
	"合同法", "1999 1999-10-01", "- 2021-01-01", // 1999-03-15; 民法典第一千二百六十条
	"物权法", "2007 2007-10-01", "- 2021-01-01", // 2007-03-16; 民法典第一千二百六十条
	"民法通则", "1986 1987-01-01", "2009 2009-08-27", "- 2021-01-01", // 1986-04-12; 2009-08-27; 民法典第一千二百六十条
	"侵权责任法", "2009 2010-07-01", "- 2021-01-01", // 2009-12-26; 民法典第一千二百六十条
	"法释〔2000〕8号", "2000 2000-03-10", "- 2018-02-08", // 2000-03-08; 法释〔2018〕1号第一百六十三条
	"法释〔2002〕21号", "2002 2002-10-01", // 2002-07-24
	"行政诉讼撤诉若干问题的规定", "2008 2008-02-01", // 2008-01-14
	"审理政府信息公开行政案件若干问题的规定", "2011 2011-08-13", // 2011-07-29
	"正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定", "2021 2021-04-01", // 2021-03-25
	"法释〔2012〕4号", "2012 2012-04-10", // 2012-03-26
	"法释〔2015〕9号", "2015 2015-05-01", "- 2018-02-08", // 2015-04-22; 法释〔2018〕1号第一百六十三条
	"法释〔2018〕1号", "2018 2018-02-08", // 2018-02-06
	"法释〔2019〕17号", "2019 2020-01-01", // 2019-11-27
	"法释〔2020〕3号", "2020 2020-07-01", // 2020-06-22
	"法释〔2022〕10号", "2022 2022-05-01", // 2022-03-20
	"法发〔1997〕10号", "1997 1997-04-29", "- 2022-05-01", // 1997-04-29; 法释〔2022〕10号第三十三条
	"审理行政赔偿案件若干问题的规定", "1997 1997-04-29", "2022 2022-05-01", // both of them, where the paper gives no number
)

func table(cells ...string) map[string][]Version {
	out := map[string][]Version{}
	name := ""
	for _, c := range cells {
		id, from, ok := strings.Cut(c, " ")
		if !ok {
			name = c
			continue
		}
		list := out[name]
		if n := len(list); n > 0 {
			list[n-1].Until = dayBefore(from)
		}
		if id != "-" {
			list = append(list, Version{Law: name, ID: id, From: from})
		}
		out[name] = list
	}
	return out
}

// dayBefore gives the last day before a text replaced the one before.
func dayBefore(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic("law: table of versions: " + err.Error())
	}
	return d.AddDate(0, 0, -1).Format(time.DateOnly)
}

// Versions gives the texts of a law in order, nil for one that the table does
// not hold. The title may be any printed form.
func Versions(title string) []Version {
	return append([]Version(nil), versions[Canonical(title, "")]...)
}

// InForce gives the text of a law that was in force on a day (YYYY-MM-DD).
func InForce(title, day string) (Version, bool) {
	for _, v := range versions[Canonical(title, "")] {
		if v.From <= day && (v.Until == "" || day <= v.Until) {
			return v, true
		}
	}
	return Version{}, false
}

// Canonical gives a law's short official name for any printed form of its
// title, and for an interpretation of the courts on these laws its number:
// 中华人民共和国行政诉讼法, 行诉法 → 行政诉讼法; 最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释
// → 法释〔2018〕1号. number is the document number printed behind the title, if
// any. A title that the tables do not know comes back without 中华人民共和国,
// inner brackets and year marks.
func Canonical(title, number string) string {
	s := title
	if !strings.Contains(s, "修") {
		s = strings.NewReplacer("（中华人民共和国", "", "法）", "法", "【", "", "】", "").Replace(s)
	}
	for _, r := range []string{"《", "》", "〈", "〉", "﹤", "﹥", "＜", "＞", "<", ">", "“", "”"} {
		s = strings.ReplaceAll(s, r, "")
	}
	if i := strings.IndexAny(s, "（("); i > 0 && strings.ContainsAny(s[i:], "修年试本正") {
		s = s[:i]
	}
	s = strings.ReplaceAll(s, "中华人民共和国", "")
	// 最**法院 and noise of OCR: there is one court that begins so.
	if i := strings.Index(s, "法院关于"); i > 0 && i <= len("最高人民") && strings.HasPrefix(s, "最") {
		s = s[i+len("法院"):]
	}
	if n := interpretationNumber(number); n != "" {
		if _, ok := versions[n]; ok {
			return n
		}
	}
	if n := interpretationNumber(s); n != "" {
		if _, ok := versions[n]; ok {
			return n
		}
	}
	if n, ok := names[s]; ok {
		return n
	}
	return s
}

// interpretationNumber brings 法释[2018]1号 to the form of the table.
func interpretationNumber(s string) string {
	for _, p := range []string{"法释", "法发"} {
		i := strings.Index(s, p)
		if i < 0 {
			continue
		}
		s = s[i:]
		for _, b := range []struct{ from, to string }{{"[", "〔"}, {"]", "〕"}, {"（", "〔"}, {"）", "〕"}, {"(", "〔"}, {")", "〕"}, {"【", "〔"}, {"】", "〕"}} {
			s = strings.ReplaceAll(s, b.from, b.to)
		}
		if e := strings.Index(s, "号"); e > 0 {
			return s[:e+len("号")]
		}
	}
	return ""
}

// names maps short and full forms to the table's names.
var names = map[string]string{
	"行诉法": "行政诉讼法", "复议法": "行政复议法", "国赔法": "国家赔偿法", "赔偿法": "国家赔偿法", "家赔偿法": "国家赔偿法", "处罚法": "行政处罚法", "许可法": "行政许可法", "强制法": "行政强制法",
	"民诉法": "民事诉讼法", "复议法实施条例": "行政复议法实施条例", "行政复议实施条例": "行政复议法实施条例", "信息公开条例": "政府信息公开条例", "征收与补偿条例": "国有土地上房屋征收与补偿条例", "房屋征收补偿条例": "国有土地上房屋征收与补偿条例", "治安处罚法": "治安管理处罚法", "道交法": "道路交通安全法",
	"关于执行行政诉讼法若干问题的解释": "法释〔2000〕8号", "关于执行若干问题的解释": "法释〔2000〕8号", "关于执行行政诉讼法若干问题解释": "法释〔2000〕8号", "关于执行行政诉讼法若干问题的意见": "法释〔2000〕8号",
	"关于适用行政诉讼法若干问题的解释": "法释〔2015〕9号",
	"关于适用行政诉讼法的解释":     "法释〔2018〕1号", "关于行政诉讼法的解释": "法释〔2018〕1号", "行政诉讼法解释": "法释〔2018〕1号", "行诉解释": "法释〔2018〕1号", "行诉法解释": "法释〔2018〕1号",
	"关于行政诉讼证据若干问题的规定": "法释〔2002〕21号", "行政诉讼证据规定": "法释〔2002〕21号",
	"关于审理行政协议案件若干问题的规定":                    "法释〔2019〕17号",
	"关于行政诉讼撤诉若干问题的规定":                      "行政诉讼撤诉若干问题的规定",
	"关于审理政府信息公开行政案件若干问题的规定":                "审理政府信息公开行政案件若干问题的规定",
	"关于正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定":      "正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定",
	"关于审理行政赔偿案件若干问题的规定":                    "审理行政赔偿案件若干问题的规定",
	"关于行政机关负责人出庭应诉若干问题的规定":                 "法释〔2020〕3号",
	"关于办理申请人民法院强制执行国有土地上房屋征收补偿决定案件若干问题的规定": "法释〔2012〕4号",
}

// known are the names that count as laws without brackets too.
var known = func() map[string]bool {
	m := map[string]bool{"行诉法": true, "复议法": true, "国赔法": true, "行政复议法实施条例": true}
	for n := range versions {
		if !strings.HasPrefix(n, "法释") && !strings.HasPrefix(n, "法发") {
			m[n] = true
		}
	}
	for n := range names {
		if strings.HasSuffix(n, "法") || strings.HasSuffix(n, "条例") {
			m[n] = true
		}
	}
	return m
}()

var longestName = func() int {
	n := 0
	for s := range known {
		n = max(n, len([]rune(s)))
	}
	return n
}()
