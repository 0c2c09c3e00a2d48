package report

import (
	"testing"

	"zeren/extract"
)

// Where a code joins several faults, the heading names what was found.
func TestFaultLabel(t *testing.T) {
	for _, k := range []struct {
		name, kind, want string
		f                extract.Finding
	}{
		{"void", "civil", "对合同无效负有过错", extract.Finding{Code: extract.ContractBreach, Evidence: []extract.Evidence{{Text: "未依法招标，对合同无效负有主要过错"}}}},
		{"breach", "civil", "违约", extract.Finding{Code: extract.ContractBreach, Evidence: []extract.Evidence{{Text: "未按合同约定付款，构成违约"}}}},
		{"both", "civil", "违约", extract.Finding{Code: extract.ContractBreach, Evidence: []extract.Evidence{{Text: "补充协议无效"}, {Text: "逾期付款，构成违约"}}}},
		{"in the term", "civil", "未在举证期限内提交证据", extract.Finding{
			Code: extract.NoEvidenceInTime, Marks: []extract.Mark{{Word: "no_evidence"}}, Evidence: []extract.Evidence{{Text: "其未在举证期限内提交证据"}},
		}},
		{"late", "court", "逾期提交证据", extract.Finding{
			Code: extract.NoEvidenceInTime, Marks: []extract.Mark{{Word: "late_evidence"}, {Word: "no_evidence"}},
			Evidence: []extract.Evidence{{Text: "被告逾期提交证据，视为没有相应证据"}},
		}},
		{"neither answer nor evidence", "reconsideration", "未提出书面答复，未提交证据", extract.Finding{
			Code: extract.NoEvidenceInTime, Marks: []extract.Mark{{Word: "no_defence"}, {Word: "no_evidence"}},
			Evidence: []extract.Evidence{{Text: "未提出书面答复、提交当初作出行政行为的证据"}},
		}},
		{"unmarked", "court", extract.NoEvidenceInTime.Label(), extract.Finding{Code: extract.NoEvidenceInTime}},
	} {
		if got := faultLabel(&k.f, k.kind); got != k.want {
			t.Errorf("%s: got %s, want %s", k.name, got, k.want)
		}
	}
}
