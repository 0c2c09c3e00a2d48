package classify

import (
	"strings"
	"testing"

	"zeren/extract"
)

// TestLocate tells whose agency a name is: in, out, or undetermined (?), with
// its level.
func TestLocate(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	find := func(id string) *Pack {
		for i := range packs {
			if packs[i].ID == id {
				return &packs[i]
			}
		}
		return nil
	}
	for _, x := range []struct{ pack, name, region, want string }{
		{"jinzhai", "金寨县梅山镇人民政府", "", "in town"},
		{"jinzhai", "安徽省金寨县人民政府", "", "in county"},
		{"jinzhai", "六安市金寨县公安局", "", "in county_unit"},
		{"jinzhai", "金寨经济开发区管理委员会", "", "in county_unit"},
		{"jinzhai", "六安市人民政府", "3415", "out"},
		{"jinzhai", "六安市金寨县生态环境分局", "3415", "outside"},
		{"jinzhai", "六安市生态环境局金寨县分局", "3415", "out"},
		{"jinzhai", "国家税务总局金寨县税务局", "341524", "outside"},
		{"jinzhai", "金寨县烟草专卖局", "341524", "outside"},
		{"jinzhai", "金寨县消防救援大队", "341524", "outside"},
		{"jinzhai", "梅山镇人民政府", "", "? town"},
		{"jinzhai", "梅山镇人民政府", "341524100", "in town"},
		{"jinzhai", "梅山镇人民政府", "320100000", "out"},
		{"wenzhou", "温州市人民政府", "", "in city"},
		{"wenzhou", "浙江省温州市公安局", "", "in city_unit"},
		{"wenzhou", "温州市公安局鹿城区分局", "3303", "in city_unit"},
		{"wenzhou", "鹿城区人民政府", "", "in county"},
		{"wenzhou", "温州市鹿城区五马街道办事处", "", "in town"},
		{"wenzhou", "乐清市柳市镇人民政府", "", "in town"},
		{"wenzhou", "乐清市自然资源和规划局", "", "in county_unit"},
		{"wenzhou", "温州市生态环境局乐清分局", "3303", "in city_unit"},
		{"wenzhou", "温州经济技术开发区管理委员会", "", "in city_unit"},
		{"wenzhou", "溫州市甌海區人民政府潘橋街道辦事處", "", "in town"},
		{"jinzhai", "金寨县某某镇人民政府", "", "in town"},
		{"jinzhai", "中共金寨县委员会", "", "out"},
		{"wenzhou", "温州海关", "3303", "outside"},
		{"wenzhou", "国家税务总局温州市税务局稽查局", "3303", "outside"},
		{"wenzhou", "浙江省人民政府", "33", "out"},
		{"wenzhou", "杭州市人民政府", "3301", "out"},
		{"wolong", "南阳市卧龙区应急管理局", "", "in bureau"},
		{"wolong", "河南省南阳市卧龙区应急管理局", "", "in bureau"},
		{"wolong", "卧龙区应急管理局", "411303", "in bureau"},
		{"wolong", "南阳市应急管理局", "4113", "out"},
		{"wolong", "南阳市卧龙区市场监督管理局", "411303", "out"},
		{"wolong", "南阳市卧龙区人民政府", "411303", "out"},
		{"wolong", "南阳市卧龙区应急管理局综合行政执法大队", "411303", "out"},
		{"wolong", "南阳市卧龙区安全生产监督管理局", "411303", "out"},
		{"jilin", "吉林市人民政府", "", "in city"},
		{"jilin", "吉林省吉林市公安局", "", "in city_unit"},
		{"jilin", "吉林市公安局昌邑分局", "2202", "in city_unit"},
		{"jilin", "吉林市生态环境局蛟河市分局", "2202", "in city_unit"},
		{"jilin", "吉林市船营区人民政府", "", "in county"},
		{"jilin", "船营区城市管理行政执法局", "", "in county_unit"},
		{"jilin", "舒兰市朝阳镇人民政府", "", "in town"},
		{"jilin", "朝阳镇人民政府", "", "? town"},
		{"jilin", "朝阳镇人民政府", "210323", "out"},
		{"jilin", "吉林高新技术产业开发区管理委员会", "", "in city_unit"},
		{"jilin", "吉林经济技术开发区管理委员会", "", "in city_unit"},
		{"jilin", "吉林市龙潭经济开发区管理委员会", "", "in county_unit"},
		{"jilin", "吉林省人民政府", "22", "out"},
		{"jilin", "吉林省自然资源厅", "22", "out"},
		{"jilin", "吉林省高新技术产业开发区管理委员会", "22", "out"},
		{"jilin", "吉林松原经济开发区管理委员会", "2207", "out"},
		{"jilin", "敦化市大石头镇人民政府", "222403", "out"},
		{"jilin", "国家税务总局吉林市税务局", "2202", "outside"},
		{"jilin", "吉林市烟草专卖局", "2202", "outside"},
		{"jilin", "吉林市消防救援支队", "2202", "outside"},
		{"wenzhou", "温州市鹿城区住房和城乡建设局（温州市鹿城区人民防空办公室）", "", "in county_unit"},
	} {
		p := find(x.pack)
		if p == nil {
			t.Fatalf("no pack %s", x.pack)
		}
		party := extract.Party{Name: x.name, Kind: extract.Agency}
		if x.region != "" {
			party.Region = &x.region
		}
		s := p.locate(party)
		got := "out"
		switch {
		case s.in == nil:
			got = "? " + s.level
		case *s.in:
			got = strings.TrimSpace("in " + s.level)
		case s.outside != "":
			got = "outside"
		}
		if got != x.want {
			t.Errorf("%s in %s: %s, want %s", x.name, x.pack, got, x.want)
		}
	}
}
