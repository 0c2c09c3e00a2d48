package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/report"
)

// printVersion tells what the program was built from, and the versions of its
// stages, which are what results and audits go by.
func (p *program) printVersion() {
	built := "未注明"
	if info, ok := debug.ReadBuildInfo(); ok {
		said := map[string]string{}
		for _, s := range info.Settings {
			said[s.Key] = s.Value
		}
		if rev := said["vcs.revision"]; rev != "" {
			built = rev[:min(len(rev), 12)]
			if day, _, ok := strings.Cut(said["vcs.time"], "T"); ok {
				built += "（" + day + "）"
			}
			if said["vcs.modified"] == "true" {
				built += "，另有未提交的改动"
			}
		}
		built += "，" + info.GoVersion
	}
	fmt.Fprintf(p.out, "责任（zeren），提交 %s\n各阶段：%s\n", built, strings.Join([]string{ingest.Version, extract.Version, classify.Version, report.Version}, " "))
}
