package extract

import (
	"strings"
	"testing"
)

func TestRegion(t *testing.T) {
	for name, want := range map[string]string{
		"安徽省金寨县梅山镇人民政府": "341524100", "金寨县梅山镇人民政府": "341524100", "金寨县人民政府": "341524", "六安市金寨县人民政府": "341524", "安徽省六安市金寨县人民政府": "341524", "安徽金寨县公安局": "341524",
		"鹿城区人民政府": "330302", "乐清市人民政府": "330382", "船营区人民政府": "220204", "温州市鹿城区市场监督管理局": "330302", "温州市公安局鹿城区分局": "3303", "温州市公安局鹿城分局": "3303", "温州市人民政府": "3303", "浙江省温州市公安局": "3303",
		"浙江省人民政府": "33", "吉林市公安局昌邑分局": "2202", "吉林市人民政府": "2202", "吉林省人民政府": "22", "吉林省敦化市人民政府": "222403", "敦化市大石头镇人民政府": "222403", "吉林省吉林市昌邑区人民政府": "220202", "吉林市昌邑区人民政府": "220202", "蛟河市自然资源局": "220281", "永吉县人力资源和社会保障局": "220221",
		"岫岩满族自治县财政局": "210323", "岫岩县人民政府": "210323", "辽宁省鞍山市岫岩满族自治县水利局": "210323", "南阳市卧龙区应急管理局": "411303", "卧龙区应急管理局": "411303", "河南省南阳市人民政府": "4113", "乐清市柳市镇人民政府": "330382114",
		"平阳县自然资源和规划局": "330326", "龙港市人民政府": "330383", "洞头县人民政府": "330305", "瑞安市塘下镇人民政府": "330381101", "国家税务总局金寨县税务局": "341524", "六安市生态环境局金寨县分局": "3415", "六安市金寨县生态环境分局": "3415", "金寨县生态环境分局": "3415",
		"南京市鼓楼区人民政府": "320106", "北京市朝阳区人民政府": "110105", "朝阳市人民政府": "2113", "温州海关": "3303", "金寨经济开发区管理委员会": "341524", "天津市滨海新区人民政府北塘街道办事处": "120116", "甘南藏族自治州交通运输局": "6230", "温州市瓯海区人民政府潘桥街道办事处": "330304",
		"上海市浦东新区曹路镇人民政府": "310115", "溫州市甌海區人民政府": "330304", "新疆维吾尔自治区喀什地区行政公署": "6531", "广西壮族自治区人民政府": "45", "延边朝鲜族自治州人民政府": "2224", "延边州人民政府": "2224", "安徽省金寨县人民法院": "341524", "山西省旅游局": "14",
	} {
		got, ok := Region(name)
		if strings.HasPrefix(got, want) && len(want) >= 9 && ok {
			continue
		}
		if !ok || got != want {
			t.Errorf("Region(%s) = %q %v of %v, want %s", name, got, ok, Regions(name), want)
		}
	}
	for _, name := range []string{"鼓楼区人民政府", "朝阳区人民政府", "朝阳镇人民政府", "梅山镇人民政府", "铁西区人民政府", "某某县人民政府", "XX县公安局", "中国民用航空局", "长江航道局", "国务院", "张三", "", "县公安局", "金寨镇人民政府", "温州街道办事处", "吉林经济技术开发区管理委员会"} {
		if got, ok := Region(name); ok {
			t.Errorf("Region(%s) = %s, want none", name, got)
		}
	}
}

func TestRegionNear(t *testing.T) {
	for _, c := range []struct{ name, context, want string }{
		{"朝阳镇人民政府", "210323", "210323"}, {"朝阳镇人民政府", "2202", "220283"}, {"梅山镇人民政府", "341524", "341524"}, {"鼓楼区人民政府", "3201", "320106"}, {"朝阳区人民政府", "22", "220104"}, {"朝阳镇人民政府", "33", ""},
	} {
		got, ok := RegionNear(c.name, "", c.context)
		if ok != (c.want != "") || !strings.HasPrefix(got, c.want) {
			t.Errorf("RegionNear(%s, %s) = %q %v, want %s", c.name, c.context, got, ok, c.want)
		}
	}
}

// Every county, with its city before it where it has one, is found again.
func TestRegionAll(t *testing.T) {
	n := 0
	for _, line := range strings.Split(strings.TrimSpace(placesCSV), "\n") {
		code, name, _ := strings.Cut(line, ",")
		if len(code) != 6 {
			continue
		}
		prefix := ""
		for _, l := range strings.Split(placesCSV, "\n") {
			if c, p, _ := strings.Cut(l, ","); c == code[:4] || c == code[:2] {
				prefix += p
			}
		}
		n++
		if got, ok := Region(prefix + name + "人民政府"); !ok || got != code {
			t.Errorf("Region(%s) = %q %v, want %s", prefix+name+"人民政府", got, ok, code)
		}
	}
	if n < 2800 {
		t.Errorf("only %d counties", n)
	}
}
