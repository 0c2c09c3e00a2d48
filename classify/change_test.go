package classify

import (
	"fmt"
	"slices"
	"testing"
)

// What was added, withdrawn or said otherwise, and who else says it.
func TestChanges(t *testing.T) {
	read := func(s string) []Facts {
		all, err := ParseSheets("f", []byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	const before = `case: 甲案
received_on: 2024-01-05
served_on: 2024-01-04
agencies:
  - name: 甲局
    dereliction: no
    persons: [{name: 李某, roles: [handler]}, {name: 王某, roles: [approver]}]
    circumstances: [{clause: 十六（二）, person: 李某, claimed: no}]
`
	const after = `case: 甲案
served_on: {value: 2024-01-04, by: 赵某}
appeal: none
agencies:
  - name: 甲局
    dereliction: yes
    persons: [{name: 李某, roles: [handler, reviewer]}]
    circumstances: [{clause: 十六（二）, person: 李某, claimed: yes, evidence: 有}]
`
	var got []string
	for _, c := range Changes(read(before), read(after)) {
		got = append(got, fmt.Sprintf("%s|%s|%s → %s", c.Agency, c.Fact, c.Old, c.New))
	}
	want := []string{
		`|served_on|2024-01-04 → {value: 2024-01-04, by: "赵某"}`,
		`|appeal| → none`,
		`甲局|dereliction|no → yes`,
		`甲局|persons（李某）|name: "李某", roles: [handler] → name: "李某", roles: [handler, reviewer]`,
		`甲局|circumstances（十六（二） 李某）|clause: "十六（二）", person: "李某", claimed: no → clause: "十六（二）", person: "李某", claimed: yes, evidence: "有"`,
		`|received_on|2024-01-05 → `,
		`甲局|persons（王某）|name: "王某", roles: [approver] → `,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if c := Changes(nil, read(before)); len(c) != 6 {
		t.Errorf("%d changes from nothing: %v", len(c), c)
	}
	if c := Changes(read(before), read(before)); len(c) != 0 {
		t.Errorf("changes of nothing: %v", c)
	}
}
