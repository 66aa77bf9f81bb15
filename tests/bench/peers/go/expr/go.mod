module bench/expr

go 1.23

require (
	github.com/expr-lang/expr v1.17.8
	bench/serve v0.0.0
)

replace bench/serve => ../serve
