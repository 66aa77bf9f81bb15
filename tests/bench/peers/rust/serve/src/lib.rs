//! How a peer in Rust answers the benchmark; see README.md for the commands.
//! usage: PEER w1|w2 RULES FACTS stream | serve N
//! SPDX-License-Identifier: Apache-2.0
use std::io::{BufRead, Write};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::time::Instant;

/// Answer of one fact. The finding is empty when the engine only names rules.
#[derive(Default)]
pub struct Answer {
    pub finding: String,
    pub fired: Vec<String>,
}

/// What one thread needs to decide: `keep` reads a line, `decide` decides what was kept.
pub trait Peer {
    type Fact;
    fn keep(&self, line: &str) -> Self::Fact;
    fn decide(&mut self, fact: &Self::Fact) -> Answer;
}

/// The finding of W1 from the rules that fired, for engines that only name rules.
fn finding(fired: &[String]) -> String {
    let any = |names: &[&str]| fired.iter().any(|f| names.contains(&f.as_str()));
    let out = if any(&["R13", "R20"]) {
        "PROHIBITED"
    } else if any(&["R08", "R09", "R14", "R15", "R16", "R17", "R18", "R21", "R22"]) {
        "DENIAL"
    } else if any(&["R10", "R19", "R24", "R26"]) || any(&["R07"]) && !any(&["R11"]) {
        "REVIEW"
    } else if any(&["R11"]) {
        "NAC"
    } else if any(&["R23"]) {
        "NOT_EXPORT"
    } else {
        "NLR"
    };
    format!("{}{}", out, if any(&["R25"]) { "+REPORT" } else { "" })
}

/// Time of the process on processors, in milliseconds.
fn busy() -> f64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    t.tv_sec as f64 * 1e3 + t.tv_nsec as f64 / 1e6
}

struct Work<P: Peer> {
    peer: P,
    lines: Vec<String>,
    kept: Vec<P::Fact>,
}

impl<P: Peer> Work<P> {
    fn new(peer: P, lines: &[String]) -> Self {
        let kept = lines.iter().map(|line| peer.keep(line)).collect();
        Work { peer, lines: lines.to_vec(), kept }
    }

    /// `count` decisions, from the first fact on, round and round.
    fn run(&mut self, json: bool, n: usize, count: usize) -> usize {
        let mut fired = 0;
        for i in 0..count {
            let answer = if json {
                let fact = self.peer.keep(&self.lines[i % n]);
                self.peer.decide(&fact)
            } else {
                self.peer.decide(&self.kept[i % n])
            };
            fired += answer.fired.len();
        }
        fired
    }
}

/// The second thread: it makes its own peer and keeps its own half of the facts.
struct Other {
    orders: Sender<(bool, usize, usize)>,
    done: Receiver<usize>,
}

impl Other {
    fn start<P: Peer>(make: impl Fn() -> P + Send + 'static, lines: Vec<String>) -> Self {
        let (orders, inbox) = channel();
        let (outbox, done) = channel();
        std::thread::spawn(move || {
            let mut work = Work::new(make(), &lines);
            outbox.send(0).unwrap();
            for (json, n, count) in inbox {
                outbox.send(work.run(json, n, count)).unwrap();
            }
        });
        done.recv().unwrap();
        Other { orders, done }
    }
}

fn pass<P: Peer>(work: &mut Work<P>, other: Option<&Other>, n: usize, json: bool, count: usize) {
    let threads = if other.is_some() { 2 } else { 1 };
    let begun = Instant::now();
    if let Some(other) = other {
        other.orders.send((json, n / threads, count / threads)).unwrap();
    }
    let mut fired = work.run(json, n / threads, count / threads);
    fired += other.map_or(0, |other| other.done.recv().unwrap());
    println!("{{\"s\":{:.9},\"fired\":{}}}", begun.elapsed().as_secs_f64(), fired);
}

fn latency<P: Peer>(work: &mut Work<P>, n: usize, count: usize, path: &str) {
    let mut out = String::new();
    for i in 0..count {
        let begun = Instant::now();
        let fact = work.peer.keep(&work.lines[i % n]);
        work.peer.decide(&fact);
        out += &format!("{}\n", begun.elapsed().as_nanos());
    }
    std::fs::write(path, out).unwrap();
    println!("{{}}");
}

fn commands<P: Peer>(make: impl Fn() -> P + Send + 'static, version: &str, facts: &str, most: usize, load: f64) {
    let text = std::fs::read_to_string(facts).unwrap();
    let lines: Vec<String> = text.lines().take(most).map(str::to_string).collect();
    let (n, begun) = (lines.len(), busy());
    let mut peer = make();
    let fact = peer.keep(&lines[0]);
    peer.decide(&fact);
    let load = load + busy() - begun;
    let mut work = Work::new(peer, &lines);
    let mut make = Some((make, lines[n / 2..].to_vec()));
    let mut other = None;
    println!("{{\"version\":\"{version}\",\"n\":{n},\"load_ms\":{load:.3}}}");
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        if words[0] == "latency" {
            latency(&mut work, n, words[1].parse().unwrap(), words[2]);
        } else {
            let two = words[1] == "2";
            if two && other.is_none() {
                other = make.take().map(|(make, lines)| Other::start(make, lines));
            }
            let helper = if two { other.as_ref() } else { None };
            pass(&mut work, helper, n, words[0] == "json", words[2].parse().unwrap());
        }
    }
}

fn stream<P: Peer>(mut peer: P, facts: &str, w2: bool) {
    let file = std::fs::File::open(facts).unwrap();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in std::io::BufReader::new(file).lines() {
        let line = line.unwrap();
        let fact = peer.keep(&line);
        let answer = peer.decide(&fact);
        let id = line[7..].split('"').next().unwrap(); // {"id":"T000000",
        let said = if !w2 && answer.finding.is_empty() { finding(&answer.fired) } else { answer.finding };
        write!(out, "{id}\t{said}{}{}\n", if w2 { "" } else { "\t" }, answer.fired.join(",")).unwrap();
    }
}

/// Runs the program. `load` compiles the rules once; what it returns makes a peer for a thread.
pub fn serve<P: Peer, M: Fn() -> P + Send + 'static>(version: &str, load: impl Fn(bool, &str) -> M) {
    let args: Vec<String> = std::env::args().collect();
    if args.len() < 5 {
        eprintln!("usage: {} w1|w2 RULES FACTS stream | serve N", args[0]);
        std::process::exit(2);
    }
    let (w2, begun) = (args[1] == "w2", busy());
    let make = load(w2, &args[2]);
    let took = busy() - begun;
    if args[4] == "stream" {
        stream(make(), &args[3], w2);
    } else {
        commands(make, version, &args[3], args[5].parse().unwrap(), took);
    }
}
