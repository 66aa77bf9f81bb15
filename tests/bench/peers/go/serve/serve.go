// Package serve is how a peer in Go answers the benchmark; see README.md for the commands.
// SPDX-License-Identifier: Apache-2.0
package serve

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Answer of one fact. Finding is empty when the engine only names rules.
type Answer struct {
	Finding string
	Fired   []string
}

// Peer gives what one thread needs: Keep reads a line, Decide decides what was kept.
type Peer interface {
	Keep(line []byte) any
	Decide(fact any) Answer
}

var denial = set("R08 R09 R14 R15 R16 R17 R18 R21 R22")
var review = set("R10 R19 R24 R26")

func set(names string) map[string]bool {
	of := map[string]bool{}
	for _, name := range strings.Fields(names) {
		of[name] = true
	}
	return of
}

// Finding of W1 from the rules that fired, for engines that only name rules.
func finding(fired []string) string {
	has := map[string]bool{}
	for _, rule := range fired {
		has[rule] = true
		if denial[rule] {
			has["denial"] = true
		}
		if review[rule] {
			has["review"] = true
		}
	}
	out := "NLR"
	switch {
	case has["R13"] || has["R20"]:
		out = "PROHIBITED"
	case has["denial"]:
		out = "DENIAL"
	case has["review"] || has["R07"] && !has["R11"]:
		out = "REVIEW"
	case has["R11"]:
		out = "NAC"
	case has["R23"]:
		out = "NOT_EXPORT"
	}
	if has["R25"] {
		out += "+REPORT"
	}
	return out
}

// Check ends the program when something that cannot fail fails.
func Check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func version(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dep := range info.Deps {
		if dep.Path == module {
			return dep.Version
		}
	}
	return "?"
}

// busy is the time of the process on processors, in milliseconds.
func busy() float64 {
	var used syscall.Rusage
	Check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e6
}

// The main thread decides, so that its time can be told from outside.
func init() { runtime.LockOSThread() }

type worker struct {
	peer  Peer
	lines [][]byte
	kept  []any
}

func keep(peer Peer, lines [][]byte) *worker {
	w := &worker{peer: peer, lines: lines}
	for _, line := range lines {
		w.kept = append(w.kept, peer.Keep(line))
	}
	return w
}

// run decides count facts, from the first one on, round and round.
func (w *worker) run(json bool, n, count int) (fired int) {
	for i, at := 0, 0; i < count; i++ {
		fact := any(nil)
		if json {
			fact = w.peer.Keep(w.lines[at])
		} else {
			fact = w.kept[at]
		}
		fired += len(w.peer.Decide(fact).Fired)
		if at++; at == n {
			at = 0
		}
	}
	return
}

// second obeys from a thread of its own, whose time can be told from outside.
func (w *worker) second(orders <-chan [3]int, done chan<- int) {
	runtime.LockOSThread()
	for order := range orders {
		done <- w.run(order[0] == 1, order[1], order[2])
	}
}

func pass(first *worker, orders chan<- [3]int, done <-chan int, threads, n int, json bool, count int) {
	order := [3]int{0, n / threads, count / threads}
	if json {
		order[0] = 1
	}
	begun := time.Now()
	if threads > 1 {
		orders <- order
	}
	fired := first.run(json, order[1], order[2])
	if threads > 1 {
		fired += <-done
	}
	fmt.Printf("{\"s\":%.9f,\"fired\":%d}\n", time.Since(begun).Seconds(), fired)
}

func latency(w *worker, n, count int, path string) {
	out, err := os.Create(path)
	Check(err)
	to := bufio.NewWriter(out)
	for i := 0; i < count; i++ {
		begun := time.Now()
		w.peer.Decide(w.peer.Keep(w.lines[i%n]))
		fmt.Fprintln(to, time.Since(begun).Nanoseconds())
	}
	to.Flush()
	out.Close()
	fmt.Println("{}")
}

func commands(open func() Peer, module string, facts string, most int, load float64) {
	text, err := os.ReadFile(facts)
	Check(err)
	lines := bytes.SplitN(text, []byte("\n"), most+1)
	if len(lines) > most || len(lines[len(lines)-1]) == 0 {
		lines = lines[:len(lines)-1]
	}
	n, begun := len(lines), busy()
	first := open()
	first.Decide(first.Keep(lines[0]))
	load += busy() - begun
	one := keep(first, lines)
	fmt.Printf("{\"version\":\"%s\",\"n\":%d,\"load_ms\":%.3f}\n", version(module), n,
		load)
	orders, done := make(chan [3]int), make(chan int)
	started := false
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		words := strings.Fields(in.Text())
		if words[0] == "latency" {
			count, _ := strconv.Atoi(words[1])
			latency(one, n, count, words[2])
			continue
		}
		threads, _ := strconv.Atoi(words[1])
		count, _ := strconv.Atoi(words[2])
		if threads > 1 && !started {
			go keep(open(), lines[n/2:]).second(orders, done)
			started = true
		}
		pass(one, orders, done, threads, n, words[0] == "json", count)
	}
}

func stream(peer Peer, facts string, w2 bool) {
	in, err := os.Open(facts)
	Check(err)
	lines, out := bufio.NewScanner(in), bufio.NewWriter(os.Stdout)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Bytes()
		answer := peer.Decide(peer.Keep(line))
		id, _, _ := bytes.Cut(line[7:], []byte("\"")) // {"id":"T000000",
		out.Write(id)
		if !w2 && answer.Finding == "" {
			answer.Finding = finding(answer.Fired)
		}
		if !w2 {
			out.WriteString("\t" + answer.Finding)
		}
		out.WriteString("\t" + strings.Join(answer.Fired, ",") + "\n")
	}
	out.Flush()
}

// Serve runs the program. load compiles the rules once; what it returns makes one peer a thread.
func Serve(module string, load func(w2 bool, rules string) func() Peer) {
	if len(os.Args) < 5 {
		fmt.Fprintln(os.Stderr, "usage: PEER w1|w2 RULES FACTS stream | serve N")
		os.Exit(2)
	}
	w2 := os.Args[1] == "w2"
	begun := busy()
	open := load(w2, os.Args[2])
	took := busy() - begun
	if os.Args[4] == "stream" {
		stream(open(), os.Args[3], w2)
		return
	}
	most, _ := strconv.Atoi(os.Args[5])
	commands(open, module, os.Args[3], most, took)
}
