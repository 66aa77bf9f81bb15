module bench/opa

go 1.23

require (
	github.com/open-policy-agent/opa v1.22.3
	bench/serve v0.0.0
)

replace bench/serve => ../serve
