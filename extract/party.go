package extract

import "regexp"

// roleWords are the roles of parties (诉讼地位), longest first.
const roleWords = `((?:(?:原审|一审|二审|原一审|原二审|再审|被追加|追加|本诉|反诉|共同)(?:的)?)?(?:公益诉讼起诉人|申请再审人|再审申请人|被申请执行人|申请执行人|被执行人|赔偿请求人|赔偿义务机关|复议机关|被上诉人|上诉人|被申诉人|申诉人|被申请人|被申請人|申请人|申請人|被起诉人|起诉人|共同被告|共同原告|被告人|被告|原告|第三人|异议人|利害关系人|抗诉机关|被反诉人|反诉人))`

// partyLead is a role where it introduces a party: with the role in the
// instance below in brackets, with a colon or with the bare name.
var partyLead = regexp.MustCompile(roleWords + `((?:（[^（）]{1,30}）)*)(：?)([^，。；：]{1,60})`)

type actor struct{}
