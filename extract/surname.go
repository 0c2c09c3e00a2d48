package extract

// surname gives the length of the surname that rs begins with: 2 for a
// compound one, 1 for a single one, 0 for none. The single ones are the
// 400 most frequent of the 2010s (Ministry of Public Security's name reports),
// rarer ones that are common words left out.
func surname(rs []rune) int {
	if len(rs) >= 2 && compound[string(rs[:2])] {
		return 2
	}
	if len(rs) >= 1 && single[rs[0]] {
		return 1
	}
	return 0
}

// Surname is the surname that a person's name begins with, "" where it begins
// with none that is known.
func Surname(name string) string {
	rs := []rune(name)
	return string(rs[:surname(rs)])
}

var single = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛" +
		"闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄牛齐樊柳兰章鲁葛倪聂邢俞翁季耿管伍申殷关焦游左盛单欧岳芦裴鲍涂凌霍房纪翟华饶娄柴毕符祁解庞瞿骆" +
		"涂车项卜靳苗童詹尚舒安阮路宁甘成时祝卫温褚裘包司喻米蓝应初井柏苟艾戚连强郎景古屈甄蒲瞿牟阎封冷娄桂靖原席佟惠游巫敖郁滕晏栾沙祖池虞丛隋胥辜桑谷阳劳商宫冉宗位候揭巩费" +
		"班危谌匡迟邬储植楚荣臧干鞠鄢庾都邸麻全从和党凤苑年佘占边仇厉冼隆燕英官明计朴蔺练仲瑞查占雍郭郇郜姬肇扈简淡那修展仝迪奚来勾练嵇帅宿於腾赛满衣门木矫钮汲钭乌沃逯柯闵" {
		m[r] = true
	}
	return m
}()

var compound = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range []string{"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "夏侯", "司徒", "端木", "南宫", "呼延", "独孤", "司空", "轩辕", "完颜", "拓跋", "赫连", "澹台", "公冶", "闻人", "东郭", "申屠", "太史", "钟离", "百里"} {
		m[s] = true
	}
	return m
}()
