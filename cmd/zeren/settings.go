package main

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"

	"zeren/report"
)

// settingsFile is the form of an office's settings file.
type settingsFile struct {
	Organs []struct {
		Printed string `yaml:"printed"` // 规定所印的机关名称
		Present string `yaml:"present"` // 现名
	} `yaml:"organs"`
	Offices []report.Office `yaml:"offices"` // 红头、版记，按单位
}

// settingsOf reads an office's settings file strictly: a key that does not
// exist is refused with its line.
func settingsOf(name string) (report.Settings, error) {
	var s report.Settings
	data, err := load(name)
	if err != nil {
		return s, err
	}
	var f settingsFile
	if len(bytes.TrimSpace(data)) > 0 {
		if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
			return s, &failure{code: exitUsage, text: fmt.Sprintf("设置文件 %s 有误：\n%s", name, yaml.FormatError(err, false, true)), err: err}
		}
	}
	for _, o := range f.Organs {
		s.Organs = append(s.Organs, report.Organ{Printed: o.Printed, Now: o.Present})
	}
	s.Offices = f.Offices
	return s, nil
}
