// expr-lang/expr: variables in order into the environment, then every rule.
// SPDX-License-Identifier: Apache-2.0
package main

import (
	"encoding/json"
	"os"

	"bench/serve"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

type named struct {
	name    string
	program *vm.Program
}

type peer struct {
	vars, rules []named
	machine     vm.VM
}

func compile(pairs [][2]string) (out []named) {
	for _, pair := range pairs {
		program, err := expr.Compile(pair[1], expr.DisableBuiltin("date"))
		serve.Check(err)
		out = append(out, named{pair[0], program})
	}
	return
}

func load(w2 bool, path string) func() serve.Peer {
	var texts struct{ Vars, Rules [][2]string }
	text, err := os.ReadFile(path)
	serve.Check(err)
	serve.Check(json.Unmarshal(text, &texts))
	vars, rules := compile(texts.Vars), compile(texts.Rules)
	return func() serve.Peer { return &peer{vars: vars, rules: rules} }
}

func (p *peer) Keep(line []byte) any {
	fact := make(map[string]any, 32)
	serve.Check(json.Unmarshal(line, &fact))
	return fact
}

func (p *peer) Decide(of any) (answer serve.Answer) {
	fact := of.(map[string]any)
	for _, each := range p.vars {
		value, err := p.machine.Run(each.program, fact)
		serve.Check(err)
		fact[each.name] = value
	}
	for _, each := range p.rules {
		value, err := p.machine.Run(each.program, fact)
		serve.Check(err)
		if value == true {
			answer.Fired = append(answer.Fired, each.name)
		}
	}
	return
}

func main() { serve.Serve("github.com/expr-lang/expr", load) }
