package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"zeren/classify"
	"zeren/report"
)

// A setting is an option that an office may fix once, in its settings file or
// in the environment, instead of on each command line. It has the option's
// name in every command that knows it.
type setting struct {
	name string
	path bool // a file or folder: in the settings file, relative to that file
}

var settings = []setting{
	{"inbox", true}, {"outbox", true}, {"data", true},
	{"packs", true}, {"font-dir", true}, {"ocr", false}, {"log", true}, {"listen", false},
	{"nats", false}, {"nats-creds", true}, {"nats-ca", true}, {"nats-cert", true}, {"nats-key", true}, {"nats-replicas", false},
}

// environment is the variable that carries a setting.
func (s setting) environment() string {
	return "ZEREN_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// settingsVariable names the settings file where --settings does not.
const settingsVariable = "ZEREN_SETTINGS"

// settingsFile is an office's settings file: values of settings, and what has
// no option because it is no single value.
type settingsFile struct {
	name   string
	values map[string]settingValue
	report report.Settings
	notify notifySettings
}

type settingValue struct {
	text string
	line int
}

// settingsOf reads an office's settings file strictly: a key that does not
// exist is refused with its line.
func settingsOf(name string) (*settingsFile, error) {
	f := &settingsFile{name: name, values: map[string]settingValue{}}
	data, err := load(name)
	if err != nil {
		return nil, err
	}
	bad := func(err error) error {
		p := classify.YAMLProblem(name, err)
		return &failure{code: exitUsage, text: fmt.Sprintf("设置文件有误：%v。%s", p, lineAt(data, p.Line)), err: err}
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, bad(err)
	}
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		body, ok := doc.Body.(*ast.MappingNode)
		if !ok {
			return nil, failf(exitUsage, "设置文件有误：%s 应当由“名称: 值”组成。", name)
		}
		for _, entry := range body.Values {
			if err := f.take(entry, bad); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// take reads one entry of the file's top level.
func (f *settingsFile) take(entry *ast.MappingValueNode, bad func(error) error) error {
	key := entry.Key.GetToken()
	decode := func(into any) error {
		if err := yaml.NodeToValue(entry.Value, into, yaml.Strict()); err != nil {
			return bad(err)
		}
		return nil
	}
	switch key.Value {
	case "organs":
		var organs []struct {
			Printed string `yaml:"printed"` // the name that the regulation prints
			Present string `yaml:"present"` // the name of today
		}
		if err := decode(&organs); err != nil {
			return err
		}
		for i, o := range organs {
			if o.Printed == "" || o.Present == "" {
				return failf(exitUsage, "设置文件有误：%s第%d行：organs 的第%d项应写明原文的名称 printed 和现名 present。", f.name, key.Position.Line, i+1)
			}
			f.report.Organs = append(f.report.Organs, report.Organ{Printed: o.Printed, Now: o.Present})
		}
		return nil
	case "offices": // letterheads and imprints
		return decode(&f.report.Offices)
	case "notify":
		return decode(&f.notify)
	}
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == key.Value })
	if i < 0 {
		return failf(exitUsage, "设置文件有误：%s第%d行第%d列：没有名为“%s”的项。", f.name, key.Position.Line, key.Position.Column, key.Value)
	}
	var text string
	if err := decode(&text); err != nil {
		return err
	}
	if settings[i].path && text != "" && text != "-" && !filepath.IsAbs(text) {
		text = filepath.Join(filepath.Dir(f.name), text)
	}
	f.values[key.Value] = settingValue{text, key.Position.Line}
	return nil
}

// configure gives the options of a command, where the command line is silent,
// the values of the environment, else of the settings file. It notes where
// each value is from.
func (p *program) configure(cmd *cobra.Command) error {
	if cmd.Hidden || cmd.Name() == "demo" {
		return nil // the reader process has its options from its parent; the demo is the same everywhere
	}
	name, _ := cmd.Flags().GetString("settings")
	if name == "" {
		name = os.Getenv(settingsVariable)
	}
	p.settings = &settingsFile{}
	if name != "" {
		f, err := settingsOf(name)
		if err != nil {
			return err
		}
		p.settings = f
	}
	p.origins = map[string]string{}
	for _, s := range settings {
		flag := cmd.Flags().Lookup(s.name)
		if flag == nil {
			continue
		}
		switch v, ok := p.settings.values[s.name]; {
		case flag.Changed:
			p.origins[s.name] = "命令行"
		case os.Getenv(s.environment()) != "":
			if err := p.assign(flag, os.Getenv(s.environment()), "环境变量 "+s.environment()); err != nil {
				return err
			}
		case ok:
			if err := p.assign(flag, v.text, fmt.Sprintf("%s第%d行", name, v.line)); err != nil {
				return err
			}
		default:
			p.origins[s.name] = "默认"
		}
	}
	return nil
}

func (p *program) assign(flag *pflag.Flag, value, origin string) error {
	if err := flag.Value.Set(value); err != nil {
		return failf(exitUsage, "%s 中的 %s 不接受取值“%s”。", origin, flag.Name, value)
	}
	p.origins[flag.Name] = origin
	return nil
}
