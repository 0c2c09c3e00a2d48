package ingest

import "fmt"

// Reason says why a file gave no document. The set is closed: every reason
// has its Chinese sentence and its remedy, and all of them are permanent for
// the same bytes and the same program (NeedsOCR: until an engine is there).
type Reason string

// The reasons for which a file is set aside for a person (待人工处理).
const (
	Empty        Reason = "empty"          // no bytes, or white space alone
	Unknown      Reason = "unknown"        // none of the formats read
	Damaged      Reason = "damaged"        // cannot be opened, or has lost a part
	Encrypted    Reason = "encrypted"      // asks for a password
	NeedsOCR     Reason = "needs_ocr"      // pages are pictures
	OCRFailed    Reason = "ocr_failed"     // the engine did not do its work
	Illegible    Reason = "illegible"      // the engine is not sure of what it read
	NeedsOffice  Reason = "needs_office"   // an old word processor file
	Unconverted  Reason = "unconverted"    // LibreOffice made nothing of it
	Garbled      Reason = "garbled"        // text with wrong characters, or readers that disagree
	NotChinese   Reason = "not_chinese"    // sound text, but in another language
	Enclosed     Reason = "enclosed"       // a portfolio of files, or a form that draws itself
	TooLarge     Reason = "too_large"      // over MaxBytes or MaxRunes, or unpacks to too much
	TooManyPages Reason = "too_many_pages" // over MaxPages
	TimedOut     Reason = "timed_out"      // the reader was killed at its time limit
	ReaderDied   Reason = "reader_died"    // the reader process ended without an answer
)

// Reasons are all of them, in the order of the constants.
var Reasons = []Reason{Empty, Unknown, Damaged, Encrypted, NeedsOCR, OCRFailed, Illegible, NeedsOffice, Unconverted, Garbled, NotChinese, Enclosed, TooLarge, TooManyPages, TimedOut, ReaderDied}

var sentences = map[Reason][2]string{
	Empty:        {"文件是空的，没有任何内容。", "请重新取得完整的文件后再放入收件文件夹。"},
	Unknown:      {"文件不是PDF、OFD、Word（.docx、.doc）、WPS文字、RTF、网页、图片或者文本文件，无法读取。", "请将文书另存为PDF、OFD、.docx或者纯文本（.txt）后再放入收件文件夹；RAR、7z压缩包请先解压。"},
	Damaged:      {"文件不完整或者已损坏，无法打开。", "请重新下载、复制或者导出该文件，确认能用阅读软件打开后再放入收件文件夹。"},
	Encrypted:    {"文件设有打开密码或者已加密，无法读取。", "请用密码打开后另存为不加密的文件，再放入收件文件夹。"},
	NeedsOCR:     {"文件中有页面是扫描图像，没有可读取的文字，需要识别。", "请安装文字识别程序（tesseract及其简体中文数据chi_sim），装好后会自动读取，不必重新放入；或者向制作单位索取电子版。"},
	OCRFailed:    {"文件中有页面是扫描图像，文字识别程序没有正常完成识别。", "请检查文字识别程序能否单独运行；重新安装或者更换识别程序后会自动再读，也可以用 zeren retry 重新处理。"},
	Illegible:    {"文件中有页面是扫描图像，文字识别后仍不能可靠读出，未作采用。", "请向制作单位索取电子版，或者以300 dpi重新扫描（摆正、光线均匀、不缺边角）后再放入收件文件夹；手写页请人工处理。"},
	NeedsOffice:  {"文件是旧版Word（.doc）、WPS文字（.wps）、RTF或者OpenDocument文件，需要LibreOffice才能读取。", "请安装LibreOffice（文字处理部分），装好后会自动读取，不必重新放入；或者另存为.docx或者PDF后再放入收件文件夹。"},
	Unconverted:  {"LibreOffice未能打开该文件，文件可能已损坏、设有密码或者并非文字处理文件。", "请用原来的软件打开后另存为.docx或者PDF（不加密），再放入收件文件夹。"},
	Garbled:      {"文件中的文字无法可靠还原（乱码，或者两种读取方法的结果不一致），未作采用。", "请向制作单位索取另一份电子版，或者打印后扫描并识别，再放入收件文件夹。"},
	NotChinese:   {"文件中的文字不是中文。", "请确认放入的是否为中文裁判文书或者复议决定书；如有中文本，请放入中文本。"},
	Enclosed:     {"文件是PDF文件包（作品集）或者动态表单（XFA），页面上只有提示，文书在其附件或者表单里，没有读取。", "请用能显示它的阅读软件打开，将其中的文书另存或者打印为PDF后再放入收件文件夹。"},
	TooLarge:     {"文件超过100 MB、解压后过大或者文字超过50万字，未作读取。", "请拆分文件或者降低扫描分辨率后再放入收件文件夹。"},
	TooManyPages: {"文件超过2000页，未作读取。", "请按文书拆分文件后再放入收件文件夹。"},
	TimedOut:     {"读取文件超过规定时间，已停止读取。", "请用打印为PDF的方法重新生成该文件后再放入收件文件夹；仍然超时的，请人工处理。"},
	ReaderDied:   {"读取程序在读取该文件时异常退出。", "请用打印为PDF的方法重新生成该文件后再放入收件文件夹；仍然失败的，请人工处理。"},
}

// Message tells in one Chinese sentence what happened.
func (r Reason) Message() string { return sentences[r][0] }

// Remedy tells in one Chinese sentence what to do.
func (r Reason) Remedy() string { return sentences[r][1] }

// Unreadable is the permanent error of Decode.
type Unreadable struct {
	Reason Reason `json:"reason"`
	Detail string `json:"detail,omitempty"` // for the log, English, may be empty
	Pages  []int  `json:"pages,omitempty"`  // the pages concerned, where it is not the whole file

	// Aid names the outside program that may read the file after all, once it
	// is there or another version of it is; empty where none can.
	Aid string `json:"aid,omitempty"`
}

func unreadable(r Reason, format string, args ...any) *Unreadable {
	return &Unreadable{Reason: r, Detail: fmt.Sprintf(format, args...)}
}

// Error tells the log, in English, what Message tells a person.
func (e *Unreadable) Error() string {
	if e.Detail == "" {
		return "unreadable: " + string(e.Reason)
	}
	return "unreadable: " + string(e.Reason) + ": " + e.Detail
}

// Message tells in Chinese what happened, with the pages concerned.
func (e *Unreadable) Message() string {
	m := e.Reason.Message()
	if len(e.Pages) == 0 {
		return m
	}
	list := ""
	for i, p := range e.Pages {
		if i == 10 {
			list += "等"
			break
		}
		if i > 0 {
			list += "、"
		}
		list += fmt.Sprint(p)
	}
	return m + "涉及第" + list + "页。"
}

// Remedy tells in Chinese what to do.
func (e *Unreadable) Remedy() string { return e.Reason.Remedy() }
