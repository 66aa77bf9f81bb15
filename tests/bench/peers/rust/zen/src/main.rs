//! GoRules ZEN: a graph of an expression node, a collecting decision table and an expression node.
//! SPDX-License-Identifier: Apache-2.0
use futures::executor::block_on;
use serve::{Answer, Peer};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine};

struct Zen {
    decision: Decision,
}

impl Zen {
    fn new(text: &str) -> Self {
        let content: DecisionContent = serde_json::from_str(text).unwrap();
        let mut decision = DecisionEngine::default().create_decision(content.into()).unwrap();
        decision.compile();
        Zen { decision }
    }
}

impl Peer for Zen {
    type Fact = zen_engine::Variable;

    fn keep(&self, line: &str) -> Self::Fact {
        serde_json::from_str(line).unwrap()
    }

    fn decide(&mut self, fact: &Self::Fact) -> Answer {
        let result = block_on(self.decision.evaluate(fact.clone())).unwrap().result.to_value();
        let mut answer = Answer::default();
        let fired = |v: &serde_json::Value| v.as_str().or(v["id"].as_str()).unwrap().to_string();
        if let Some(finding) = result["decision"].as_str() {
            answer.finding = finding.to_string();
        }
        let ids = if result["ids"].is_array() { &result["ids"] } else { &result["fired"] };
        answer.fired = ids.as_array().into_iter().flatten().map(fired).collect();
        answer
    }
}

fn main() {
    serve::serve("2.1.6", |_, rules| {
        let text = std::fs::read_to_string(rules).unwrap();
        move || Zen::new(&text)
    })
}
