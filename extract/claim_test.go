package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"zeren/ingest"
)

const claimHead = "某某省青石县人民法院\n行政判决书\n（2021）某0324行初18号\n原告何某某，男，汉族。\n被告青石县白水镇人民政府，住所地青石县白水镇。\n"

const claimTail = "\n本院认为，被告的行为违法。依照《中华人民共和国行政诉讼法》第七十四条第二款第一项之规定，判决如下：\n确认被告拆除原告房屋的行为违法。\n审判长　钱某\n二〇二一年九月九日"

// TestClaims: what the plaintiff asks the court for, and nothing that was asked
// of the agency or by the defendant.
func TestClaims(t *testing.T) {
	for text, want := range map[string][]string{
		"原告何某某诉称，房屋被拆，请求确认拆除行为违法。":                                  {"确认拆除行为违法"},
		"原告诉称：房屋被拆。故诉至法院，请求判令：一、确认拆除违法；二、赔偿损失3万元。":                  {"判令：一、确认拆除违法；二、赔偿损失3万元"},
		"原告诉讼请求：1.确认拆除违法；2.赔偿损失。3.诉讼费由被告负担。事实与理由：1.房屋系合法建筑。请求依法支持。": {"1.确认拆除违法；2.赔偿损失。3.诉讼费由被告负担"},
		"原告何某某诉称，其曾多次向被告请求撤销该决定，被告未理。综上，请求人民法院依法撤销该决定，判令重作。":        {"依法撤销该决定，判令重作"},
		"原告诉称，其书面请求公开拆迁信息，被告不予答复。":                                  {},
		"原告诉称，被告程序违法，请求支持其诉讼请求。":                                    {},
		"原告诉称，被告说“请求确认违法没有用”。":                                      {},
		"原告诉称，房屋被拆，特向贵院起诉，要求撤销处罚决定。\n被告辩称，请求驳回原告的诉讼请求。":             {"撤销处罚决定"},
		"原告诉称，被告要求继续施工，要求支付工程款。":                                    {},
	} {
		doc := ingest.Document{Text: claimHead + text + claimTail}
		r := Read(doc)[0]
		got := []string{}
		for _, c := range r.Claims {
			got = append(got, c.Text)
			if c.Instance == nil || *c.Instance != First || !slices.Equal(c.By, []string{"何某某"}) {
				t.Errorf("%s: %+v", text, c)
			}
			if bare(doc.Quote(*c.Span)) != c.Text {
				t.Errorf("%s: quoted at %q", text, doc.Quote(*c.Span))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func bare(s string) string { return whiteSpace.ReplaceAllString(s, "") }

// TestClaimsOfAppeal tells what was asked at first instance from what the
// appeal asks.
func TestClaimsOfAppeal(t *testing.T) {
	s := strings.Replace(affirmed, "原审法院审理查明，", "何某某向一审法院起诉请求：确认拆除行为违法。\n原审法院审理查明，", 1)
	s = strings.Replace(s, "上诉称，其拆除行为合法。", "上诉称，其拆除行为合法，请求撤销一审判决，驳回何某某的诉讼请求。", 1)
	var got []string
	for _, c := range Read(ingest.Document{Text: s})[0].Claims {
		got = append(got, fmt.Sprint(*c.Instance, c.By, c.Text))
	}
	want := []string{"first[何某某]确认拆除行为违法", "second[青石县白水镇人民政府]撤销一审判决，驳回何某某的诉讼请求"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
}

// TestSteps: the days of these proceedings, and of no others.
func TestSteps(t *testing.T) {
	for text, want := range map[string]string{
		"原告何某某不服被告行政强制一案，于2021年3月1日向本院提起行政诉讼。本院于2021年3月5日立案后，依法组成合议庭，于2021年4月6日公开开庭审理了本案。": "filed 2021-03-01|accepted 2021-03-05|heard 2021-04-06",
		"原告何某某诉被告行政强制一案，于2021年3月1日向本院提起诉讼，本院于同日立案受理，并于同年4月6日、5月8日两次公开开庭进行了审理。":             "filed 2021-03-01|accepted 2021-03-01|heard 2021-04-06|heard 2021-05-08",
		"原告何某某诉被告行政强制一案，本院于二〇二一年三月五日受理后，依法适用简易程序，于二〇二一年四月六日在本院第三法庭不公开开庭审理了本案。":             "accepted 2021-03-05|heard 2021-04-06",
		"原告何某某诉被告行政强制一案，本院于2021年3月1日收到起诉状，当日立案。":                                           "received 2021-03-01|accepted 2021-03-01",
		"2021年3月1日，原告何某某以被告违法拆除为由，向本院提起行政诉讼。":                                              "filed 2021-03-01",
		"被告于2020年5月6日作出处罚决定，原告何某某不服，向本院提起诉讼。被告于2020年4月2日受理第三人的举报，县公安局于2020年4月3日立案。":        "",
		"原告何某某不服，于2020年6月6日向青石县人民政府申请行政复议，县政府于2020年6月9日受理，一案向本院提起诉讼。":                      "",
		"原告何某某诉被告行政强制一案，本院于2021年3月5日立案。原告于2021年4月1日向本院申请撤回起诉。":                             "accepted 2021-03-05",
		"原告何某某诉被告行政强制一案，本院受理后，于2021年4月6日下午公开开庭审理了本案，2021年4月8日审理终结。":                        "heard 2021-04-06",
	} {
		doc := ingest.Document{Text: claimHead + text + claimTail}
		var got []string
		for _, s := range Read(doc)[0].Steps {
			got = append(got, string(s.Kind)+" "+s.On)
			if bare(doc.Quote(*s.Span)) != s.Text {
				t.Errorf("%s: quoted at %q", text, doc.Quote(*s.Span))
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s:\n got %s\nwant %s", text, strings.Join(got, "|"), want)
		}
	}
}

// TestClaimOfAppealBelow holds that a petition's story of the appeal is told as
// one of second instance, and that who answers an appeal asks for nothing.
func TestClaimOfAppealBelow(t *testing.T) {
	if !appealMade.MatchString("某公司不服上述裁定，向某省高级人民法院提起上诉，") {
		t.Error("an appeal told is none")
	}
	for s, want := range map[string]bool{
		"驳回上诉，维持原判": true, "驳回上诉": true, "依法驳回其再审申请": true, "驳回上诉人的上诉请求": true,
		"撤销原判，驳回张某的诉讼请求": false, "驳回原告的诉讼请求": false, "撤销一审判决": false,
	} {
		if got := upholding.MatchString(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// TestClaimsOfOrgan: what the organ of reconsideration demands of the
// respondent, that it answer and bring its evidence, is nobody's request.
func TestClaimsOfOrgan(t *testing.T) {
	const head = "青石县人民政府\n行政复议决定书\n青政复决〔2022〕14号\n申请人：何某某，男，住青石县。\n被申请人：青石县白水镇人民政府，住所地青石县白水镇。\n"
	const tail = "\n本机关认为：被申请人的处理决定程序违法。根据《中华人民共和国行政复议法》第二十八条第一款第（三）项的规定，决定如下：\n撤销被申请人作出的白政〔2022〕17号处理决定。\n2022年7月15日"
	const begun = "申请人何某某不服被申请人青石县白水镇人民政府于2022年3月2日作出的白政〔2022〕17号处理决定，于2022年4月18日向本机关申请行政复议，本机关于2022年4月20日依法予以受理，"
	for text, want := range map[string][]string{
		begun + "并向被申请人送达了《行政复议答复通知书》，要求被申请人自收到之日起10日内提出书面答复，并提交作出该决定的证据。现已审理终结。\n申请人请求：撤销该处理决定。": {"撤销该处理决定"},
		begun + "并要求被申请人提交证据。现已审理终结。\n申请人请求：撤销该处理决定。":                                             {"撤销该处理决定"},
		"申请人何某某因不服被申请人青石县白水镇人民政府的处理决定，请求撤销被申请人作出的白政〔2022〕17号处理决定，于2022年4月18日向本机关申请行政复议，现已审理终结。":   {"撤销被申请人作出的白政〔2022〕17号处理决定"},
		"申请人何某某要求被申请人青石县白水镇人民政府履行查处职责，向本机关申请行政复议，本机关依法予以受理，现已审理终结。":                               {"被申请人青石县白水镇人民政府履行查处职责"},
	} {
		got := []string{}
		for _, c := range Read(ingest.Document{Text: head + text + tail})[0].Claims {
			got = append(got, c.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
