module bench/celgo

go 1.23

require (
	github.com/google/cel-go v0.31.0
	bench/serve v0.0.0
)

replace bench/serve => ../serve
