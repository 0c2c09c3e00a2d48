package main

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"

	"zeren/classify"
	"zeren/report"
)

// settingsFile is the form of an office's settings file.
type settingsFile struct {
	Organs []struct {
		Printed string `yaml:"printed"` // the name that the regulation prints
		Present string `yaml:"present"` // the name of today
	} `yaml:"organs"`
	Offices []report.Office `yaml:"offices"` // letterheads and imprints
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
			return s, &failure{code: exitUsage, text: fmt.Sprintf("设置文件有误：%v。", classify.YAMLProblem(name, err)), err: err}
		}
	}
	for _, o := range f.Organs {
		s.Organs = append(s.Organs, report.Organ{Printed: o.Printed, Now: o.Present})
	}
	s.Offices = f.Offices
	return s, nil
}
