// OPA by its Go API: one prepared query, facts as values of its own.
// SPDX-License-Identifier: Apache-2.0
package main

import (
	"bytes"
	"context"
	"os"
	"sort"
	"strings"

	"bench/serve"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/util"
)

type peer struct{ query rego.PreparedEvalQuery }

func load(w2 bool, path string) func() serve.Peer {
	query := "data.w1.result"
	modules := []string{path, strings.TrimSuffix(path, ".rego") + ".sets.rego"}
	if w2 {
		query, modules = "data.w2.result", modules[:1]
	}
	options := []func(*rego.Rego){rego.Query(query)}
	for _, module := range modules {
		text, err := os.ReadFile(module)
		serve.Check(err)
		options = append(options, rego.Module(module, string(text)))
	}
	prepared, err := rego.New(options...).PrepareForEval(context.Background())
	serve.Check(err)
	return func() serve.Peer { return &peer{prepared} }
}

func (p *peer) Keep(line []byte) any {
	var fact any
	serve.Check(util.NewJSONDecoder(bytes.NewReader(line)).Decode(&fact))
	value, err := ast.InterfaceToValue(fact)
	serve.Check(err)
	return value
}

func (p *peer) Decide(fact any) (answer serve.Answer) {
	results, err := p.query.Eval(context.Background(), rego.EvalParsedInput(fact.(ast.Value)))
	serve.Check(err)
	result := results[0].Expressions[0].Value.(map[string]any)
	answer.Finding, _ = result["decision"].(string)
	for _, rule := range result["fired"].([]any) {
		answer.Fired = append(answer.Fired, rule.(string))
	}
	sort.Strings(answer.Fired)
	return
}

func main() { serve.Serve("github.com/open-policy-agent/opa", load) }
