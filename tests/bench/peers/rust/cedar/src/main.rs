//! Cedar: one forbid policy a rule; the reasons of a response are the rules that hold. The host
//! gives tpp, the owners' sum and a numeric date, since Cedar does not go over lists.
//! SPDX-License-Identifier: Apache-2.0
use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicyId, PolicySet, Request, RestrictedExpression};
use serde_json::Value;
use serve::{Answer, Peer};
use std::collections::HashMap;
use std::sync::Arc;

const PRODUCT: [&str; 7] = [
    "kind",
    "die_area_mm2",
    "non_planar",
    "interconnect_gbps",
    "memory_bandwidth_gbps",
    "datacenter_marketed",
    "contains_count",
];
const END_USE: [&str; 5] = ["wmd", "military", "supercomputer", "training_exaflop", "foreign_person"];

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

/// The fields of an object as an expression of Cedar.
fn record(of: &Value, names: &[&str]) -> RestrictedExpression {
    let value = |v: &Value| match v {
        Value::Bool(b) => RestrictedExpression::new_bool(*b),
        Value::Number(n) => RestrictedExpression::new_long(n.as_i64().unwrap()),
        other => RestrictedExpression::new_string(other.as_str().unwrap().to_string()),
    };
    RestrictedExpression::new_record(names.iter().map(|n| (n.to_string(), value(&of[*n])))).unwrap()
}

/// What Cedar cannot work out, and of the rest only what the rules read.
fn context(fact: &Value) -> Context {
    let (product, user) = (&fact["product"], &fact["end_user"]);
    let modes = product["ic_tops"].as_array().unwrap();
    let computed = modes.iter().map(|m| m["tops"].as_i64().unwrap() * m["bits"].as_i64().unwrap()).max();
    let tpp = product["tpp"].as_i64().or(computed).unwrap_or(0);
    let listed = user["parents"].as_array().unwrap().iter().filter(|o| o["listed"] == true);
    let shares: Vec<i64> = listed.map(|o| o["percent"].as_i64().unwrap()).collect();
    let day: i64 = fact["date"].as_str().unwrap().replace('-', "").parse().unwrap();
    let long = RestrictedExpression::new_long;
    let text = |name: &str| RestrictedExpression::new_string(fact[name].as_str().unwrap().to_string());
    let pairs = [
        ("tpp", long(tpp)),
        ("listed_pct", long(shares.iter().sum())),
        ("min_listed", RestrictedExpression::new_bool(shares.iter().any(|s| *s >= 25))),
        ("day", long(day)),
        ("value_usd", long(fact["value_usd"].as_i64().unwrap())),
        ("activity", text("activity")),
        ("destination", text("destination")),
        ("product", record(product, &PRODUCT)),
        ("end_user", record(user, &["country", "hq_country", "entity_listed", "footnote"])),
        ("end_use", record(&fact["end_use"], &END_USE)),
    ];
    Context::from_pairs(pairs.map(|(name, value)| (name.to_string(), value))).unwrap()
}

impl Peer for Cedar {
    type Fact = Request;

    fn keep(&self, line: &str) -> Request {
        let fact: Value = serde_json::from_str(line).unwrap();
        let [principal, action, resource] = self.uids.clone();
        Request::new(principal, action, resource, context(&fact), None).unwrap()
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
