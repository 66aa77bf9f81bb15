//! Cedar: one forbid policy a rule; the reasons of a response are the rules that hold. The host
//! gives tpp, the owners' sum and a numeric date, since Cedar does not go over lists.
//! SPDX-License-Identifier: Apache-2.0
use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicyId, PolicySet, Request};
use serde_json::{json, Value};
use serve::{Answer, Peer};
use std::collections::HashMap;
use std::sync::Arc;

struct Rules {
    set: PolicySet,
    names: HashMap<PolicyId, String>,
}

struct Cedar {
    rules: Arc<Rules>,
    authorizer: Authorizer,
    entities: Entities,
    uids: [EntityUid; 3],
}

fn derive(fact: &mut Value) {
    let product = &fact["product"];
    let modes = product["ic_tops"].as_array().unwrap();
    let computed = modes.iter().map(|m| m["tops"].as_i64().unwrap() * m["bits"].as_i64().unwrap()).max();
    let tpp = product["tpp"].as_i64().or(computed).unwrap_or(0);
    let (mut percent, mut least) = (0, false);
    for owner in fact["end_user"]["parents"].as_array().unwrap() {
        if owner["listed"].as_bool().unwrap() {
            percent += owner["percent"].as_i64().unwrap();
            least |= owner["percent"].as_i64().unwrap() >= 25;
        }
    }
    let day: i64 = fact["date"].as_str().unwrap().replace('-', "").parse().unwrap();
    fact["product"].as_object_mut().unwrap().remove("tpp");
    fact["tpp"] = json!(tpp);
    fact["listed_pct"] = json!(percent);
    fact["min_listed"] = json!(least);
    fact["day"] = json!(day);
}

impl Peer for Cedar {
    type Fact = Request;

    fn keep(&self, line: &str) -> Request {
        let mut fact: Value = serde_json::from_str(line).unwrap();
        derive(&mut fact);
        let context = Context::from_json_value(fact, None).unwrap();
        let [principal, action, resource] = self.uids.clone();
        Request::new(principal, action, resource, context, None).unwrap()
    }

    fn decide(&mut self, fact: &Request) -> Answer {
        let response = self.authorizer.is_authorized(fact, &self.rules.set, &self.entities);
        assert!(response.diagnostics().errors().next().is_none());
        let mut answer = Answer::default();
        answer.fired = response.diagnostics().reason().map(|id| self.rules.names[id].clone()).collect();
        answer.fired.sort();
        answer
    }
}

fn main() {
    serve::serve("4.14.1", |_, rules| {
        let set: PolicySet = std::fs::read_to_string(rules).unwrap().parse().unwrap();
        let names = set.policies().map(|p| (p.id().clone(), p.annotation("id").unwrap().to_string())).collect();
        let rules = Arc::new(Rules { set, names });
        move || Cedar {
            rules: rules.clone(),
            authorizer: Authorizer::new(),
            entities: Entities::empty(),
            uids: ["Exporter::\"x\"", "Action::\"assess\"", "Transaction::\"t\""].map(|uid| uid.parse().unwrap()),
        }
    })
}
