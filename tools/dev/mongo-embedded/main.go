// mongo-embedded serves the MongoDB protocol from SQLite files, for machines where no mongod can be had.
//
// It is FerretDB 1.24 through its embeddable package: the module's own command cannot be installed by `go install`.
// No transactions, change streams, $lookup, array operators or TTL indexes; single-document inserts and unique indexes
// are what it must do right, and does.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27017", "address and port")
	dir := flag.String("dir", ".", "folder of the data, one file a database")
	throwaway := flag.Bool("throwaway", false, "do not wait for the disk: faster, and lost at a power cut")
	flag.Parse()

	if err := serve(*listen, *dir, *throwaway); err != nil {
		fmt.Fprintln(os.Stderr, "mongo-embedded:", err)
		os.Exit(1)
	}
}

func serve(listen, dir string, throwaway bool) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	// The path is set apart from the query: a folder's name may hold characters that mean something in a URL.
	data := url.URL{Scheme: "file", Opaque: (&url.URL{Path: dir + "/"}).EscapedPath()}
	if throwaway {
		data.RawQuery = url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(wal)", "auto_vacuum(none)", "synchronous(off)"}}.Encode()
	}

	server, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: listen},
		// Documents are patients' notes: only what is wrong is logged, never what was asked.
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Handler:   "sqlite",
		SQLiteURL: data.String(),
	})
	if err != nil {
		return err
	}

	return server.Run(ctx)
}
