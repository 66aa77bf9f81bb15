module bench/serve

go 1.23
