package report

import (
	"strings"
	"testing"

	"zeren/classify"
)

// TestIdleOrgans: a renamed organ that no document prints is told, one that a
// letter is addressed to is not.
func TestIdleOrgans(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	got := Idle(packs, []Organ{{Printed: "县政府法制办", Now: "县司法局"}, {Printed: "县司法行政机关", Now: "县司法局"}, {Printed: "政府法制机构", Now: "司法局"}, {Printed: "县物价局", Now: "县发展改革委"}})
	if strings.Join(got, " ") != "县物价局" {
		t.Errorf("idle: %v", got)
	}
}

// TestOrganInBrackets: a renamed organ is told with its present name, a general
// term with the organ that it stands for.
func TestOrganInBrackets(t *testing.T) {
	list := []Organ{{Printed: "县政府法制办", Now: "县司法局"}, {Printed: "县司法行政机关", Is: "县司法局"}, {Printed: "政府法制机构", Now: "司法局"}}
	for printed, want := range map[string]string{
		"县政府法制办": "县政府法制办（现县司法局）", "县司法行政机关": "县司法行政机关（县司法局）", "市政府法制机构": "市政府法制机构（现市司法局）", "县纪委": "县纪委",
	} {
		if got := present(list, printed); got != want {
			t.Errorf("%s: %s", printed, got)
		}
	}
}
