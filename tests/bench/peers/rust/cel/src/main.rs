//! CEL in Rust: variables in order into one context, then every rule.
//! SPDX-License-Identifier: Apache-2.0
use cel::objects::{Key, Value};
use cel::{Context, Program};
use serve::{Answer, Peer};
use std::collections::HashMap;
use std::sync::Arc;

struct Named {
    name: String,
    program: Program,
}

struct Cel {
    vars: Arc<Vec<Named>>,
    rules: Arc<Vec<Named>>,
    root: Context<'static, 'static>,
}

/// Every JSON number is a double, as in cel-go.
fn value_of(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(b) => Value::Bool(b),
        serde_json::Value::Number(n) => Value::Float(n.as_f64().unwrap()),
        serde_json::Value::String(s) => Value::String(Arc::new(s)),
        serde_json::Value::Array(a) => Value::List(Arc::new(a.into_iter().map(value_of).collect())),
        serde_json::Value::Object(o) => {
            let map: HashMap<Key, Value> = o.into_iter().map(|(k, v)| (k.into(), value_of(v))).collect();
            Value::Map(map.into())
        }
    }
}

fn numbers(list: Arc<Vec<Value>>) -> Vec<f64> {
    list.iter().map(|v| if let Value::Float(f) = v { *f } else { 0.0 }).collect()
}

fn root() -> Context<'static, 'static> {
    let mut root = Context::default();
    root.add_function("max_of", |list: Arc<Vec<Value>>| numbers(list).into_iter().fold(0.0, f64::max));
    root.add_function("sum_of", |list: Arc<Vec<Value>>| numbers(list).into_iter().sum::<f64>());
    root
}

fn compile(pairs: &serde_json::Value) -> Arc<Vec<Named>> {
    let named = |pair: &serde_json::Value| Named {
        name: pair[0].as_str().unwrap().to_string(),
        program: Program::compile(pair[1].as_str().unwrap()).unwrap(),
    };
    Arc::new(pairs.as_array().unwrap().iter().map(named).collect())
}

impl Peer for Cel {
    type Fact = Vec<(String, Value)>;

    fn keep(&self, line: &str) -> Self::Fact {
        let fact: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        fact.into_iter().map(|(k, v)| (k, value_of(v))).collect()
    }

    fn decide(&mut self, fact: &Self::Fact) -> Answer {
        let mut answer = Answer::default();
        let mut context = self.root.new_inner_scope();
        for (name, value) in fact {
            context.add_variable_from_value(name, value.clone());
        }
        for each in self.vars.iter() {
            let value = each.program.execute(&context).unwrap();
            context.add_variable_from_value(&each.name, value);
        }
        for each in self.rules.iter() {
            if let Value::Bool(true) = each.program.execute(&context).unwrap() {
                answer.fired.push(each.name.clone());
            }
        }
        answer
    }
}

fn main() {
    serve::serve("0.15.0", |_, rules| {
        let texts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(rules).unwrap()).unwrap();
        let (vars, rules) = (compile(&texts["vars"]), compile(&texts["rules"]));
        move || Cel { vars: vars.clone(), rules: rules.clone(), root: root() }
    })
}
