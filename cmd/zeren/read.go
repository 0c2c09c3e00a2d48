package main

import (
	"github.com/spf13/cobra"

	"zeren/ingest"
)

// readCommand is the reader process that the other commands start. It is not
// for people.
func (p *program) readCommand() *cobra.Command {
	var cache, inspect, png, aids string
	c := &cobra.Command{
		Use:    "read",
		Short:  "读取进程（由程序自己启动）",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			ingest.Confine()
			if inspect != "" {
				return p.inspectHere(inspect, cache, png, aids)
			}
			return ingest.Serve(p.in, p.out, ingest.Options{CacheDir: cache})
		},
	}
	c.Flags().StringVar(&cache, "cache", "", "存放已编译读取器的文件夹")
	c.Flags().StringVar(&inspect, "inspect", "", "只查看标准输入中的一个文件，以此为其名称")
	c.Flags().StringVar(&png, "png", "", "把各页画到该文件夹")
	c.Flags().StringVar(&aids, "aids", "", "可用的外部程序（JSON）")
	return c
}
