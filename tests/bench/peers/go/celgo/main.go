// cel-go: variables in order into one activation, then every rule.
// SPDX-License-Identifier: Apache-2.0
package main

import (
	"encoding/json"
	"os"

	"bench/serve"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
)

type named struct {
	name    string
	program cel.Program
}

type peer struct{ vars, rules []named }

// fold is a function of a list of doubles, which CEL does not have itself.
func fold(name string, step func(a, b float64) float64) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_list", []*cel.Type{cel.ListType(cel.DynType)}, cel.DoubleType,
		cel.UnaryBinding(func(of ref.Val) ref.Val {
			value := 0.0
			for at := of.(traits.Lister).Iterator(); at.HasNext() == types.True; {
				value = step(value, float64(at.Next().(types.Double)))
			}
			return types.Double(value)
		})))
}

func compile(env *cel.Env, pairs [][2]string) (out []named) {
	for _, pair := range pairs {
		ast, issues := env.Compile(pair[1])
		serve.Check(issues.Err())
		program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
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
	options := []cel.EnvOption{fold("max_of", func(a, b float64) float64 { return max(a, b) }),
		fold("sum_of", func(a, b float64) float64 { return a + b })}
	for _, name := range []string{"id", "date", "activity", "product", "destination", "consignee", "end_user",
		"end_use", "quantity", "value_usd"} {
		options = append(options, cel.Variable(name, cel.DynType))
	}
	for _, pair := range texts.Vars {
		options = append(options, cel.Variable(pair[0], cel.DynType))
	}
	env, err := cel.NewEnv(options...)
	serve.Check(err)
	it := &peer{compile(env, texts.Vars), compile(env, texts.Rules)}
	return func() serve.Peer { return it }
}

func (p *peer) Keep(line []byte) any {
	fact := make(map[string]any, 32)
	serve.Check(json.Unmarshal(line, &fact))
	return fact
}

func (p *peer) Decide(of any) (answer serve.Answer) {
	fact := of.(map[string]any)
	for _, each := range p.vars {
		value, _, err := each.program.Eval(fact)
		serve.Check(err)
		fact[each.name] = value
	}
	for _, each := range p.rules {
		value, _, err := each.program.Eval(fact)
		serve.Check(err)
		if value == types.True {
			answer.Fired = append(answer.Fired, each.name)
		}
	}
	return
}

func main() { serve.Serve("github.com/google/cel-go", load) }
