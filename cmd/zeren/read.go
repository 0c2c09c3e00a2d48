package main

import (
	"github.com/spf13/cobra"

	"zeren/ingest"
)

// readCommand is the reader process that the other commands start. It is not
// for people.
func (p *program) readCommand() *cobra.Command {
	var cache string
	c := &cobra.Command{
		Use:    "read",
		Short:  "读取进程（由程序自己启动）",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			ingest.Confine()
			return ingest.Serve(p.in, p.out, ingest.Options{CacheDir: cache})
		},
	}
	c.Flags().StringVar(&cache, "cache", "", "存放已编译读取器的文件夹")
	return c
}
