//! Rego by regorus: the texts of OPA, compiled for its virtual machine, one machine a thread.
//! SPDX-License-Identifier: Apache-2.0
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::program::Program;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, PolicyLengthConfig, Value};
use serve::{Answer, Peer};
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

struct Rego {
    machine: RegoVM,
}

impl Rego {
    fn new(program: Arc<Program>) -> Self {
        let mut machine = RegoVM::new();
        machine.set_max_instructions(usize::MAX);
        machine.load_program(program);
        Rego { machine }
    }
}

impl Peer for Rego {
    type Fact = Value;

    fn keep(&self, line: &str) -> Value {
        Value::from_json_str(line).unwrap()
    }

    fn decide(&mut self, fact: &Value) -> Answer {
        self.machine.set_input(fact.clone());
        let result = self.machine.execute().unwrap();
        let mut answer = Answer::default();
        if let Ok(finding) = result["decision"].as_string() {
            answer.finding = finding.to_string();
        }
        let fired = result["fired"].as_set().unwrap();
        answer.fired = fired.iter().map(|v| v.as_string().unwrap().to_string()).collect();
        answer
    }
}

fn main() {
    serve::serve("0.14.1", |w2, rules| {
        let mut engine = Engine::new();
        engine.set_policy_length_config(PolicyLengthConfig {
            max_col: NonZeroU32::MAX,
            max_file_bytes: NonZeroUsize::MAX,
            max_lines: NonZeroUsize::MAX,
        });
        engine.add_policy_from_file(rules).unwrap();
        if !w2 {
            engine.add_policy_from_file(rules.replace(".rego", ".sets.rego")).unwrap();
        }
        let query = if w2 { "data.w2.result" } else { "data.w1.result" };
        let policy = engine.compile_with_entrypoint(&query.into()).unwrap();
        let program = Compiler::compile_from_policy(&policy, &[query]).unwrap();
        move || Rego::new(program.clone())
    })
}
