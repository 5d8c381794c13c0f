//! What clients do with a connection, and what the server does with clients that misuse it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use courtier_testkit::{Courtier, Served, opportunity_id};

use crate::loaded;

/// Far longer than any of these tests waits.
const PATIENCE: Duration = Duration::from_secs(60);

fn impatient() -> Courtier {
    loaded().with_variable("COURTIER_SERVER__REQUEST_TIMEOUT_SECONDS", "0.2")
}

fn connect(served: &Served) -> TcpStream {
    let stream = TcpStream::connect(served.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Reads until the server closes.
fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _reset = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn connections(served: &Served) -> String {
    let metrics = served.get("/metrics").body;
    let line = metrics.lines().find(|line| line.starts_with("http_server_connections ")).unwrap();
    line.split(' ').nth(1).unwrap().to_owned()
}

#[test]
fn closes_the_connection_of_a_client_that_does_not_ask() {
    let courtier = impatient();
    let served = courtier.serve(&[]).ready();
    // Nothing, the beginning of an HTTP/2 connection, and headers that never end.
    for said in ["", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: "] {
        let mut stream = connect(&served);
        stream.write_all(said.as_bytes()).unwrap();
        let answer = read_to_end(&mut stream);
        assert!(!answer.contains("200 OK"), "{said:?}: {answer}");
    }
    // One that asked, and asks nothing more.
    let mut stream = connect(&served);
    stream.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert!(read_to_end(&mut stream).starts_with("HTTP/1.1 200 OK"));
    served.wait_until("end of the connections", |served| connections(served) == "1");
}

#[test]
fn closes_the_connection_of_a_client_that_does_not_take_its_answers() {
    let courtier = impatient();
    let served = courtier.serve(&[]).ready();
    let mut stream = connect(&served);
    // Far more than the buffers of two sockets hold.
    let ask = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
    stream.write_all(ask.as_bytes()).unwrap();
    served.wait_until("connection", |served| connections(served) == "2");
    served.wait_until("end of the connection", |served| connections(served) == "1");
    assert!(read_to_end(&mut stream).len() < 100 * 1_000_000);
}

#[test]
fn answers_what_it_was_asked_before_it_stops() {
    let courtier = loaded();
    let served = courtier.serve(&[]).ready();
    let body = format!("{{\"ids\":[\"{}\"]}}", opportunity_id(1));
    let head = format!(
        "POST /api/v1/opportunities/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let (begun, rest) = body.split_at(5);
    let mut stream = connect(&served);
    stream.write_all(format!("{head}{begun}").as_bytes()).unwrap();
    served.wait_until("request", |served| connections(served) == "2");
    let address = served.address().to_owned();
    let stopping = std::thread::spawn(move || served.stop());
    // It takes no more connections from now on.
    while TcpStream::connect(&address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest.as_bytes()).unwrap();
    let answer = read_to_end(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains(&opportunity_id(1)), "{answer}");
    assert_eq!(stopping.join().unwrap(), Some(0));
    assert_eq!(courtier.cell("SELECT count(*) FROM ops.lectures"), "1");
}

#[test]
fn answers_head_as_get_without_the_body_and_tells_the_methods_there_are() {
    let courtier = loaded();
    let served = courtier.serve(&[]).ready();
    for path in ["/api/v1/banques", "/api/v1/opportunities/abc", "/rien", "/docs/"] {
        let (get, head) = (served.get(path), served.ask("HEAD", path, &[], ""));
        assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
        for name in ["content-length", "content-type", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
        assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()), "{path}");
    }
    let refused = served.ask("DELETE", "/api/v1/banques", &[], "");
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET,HEAD")));
    let etag = served.get("/api/v1/banques").header("etag").unwrap().to_owned();
    let known = served.ask("GET", "/api/v1/banques", &[("If-None-Match", &etag)], "");
    assert_eq!((known.status, known.header("content-length"), known.body.as_str()), (304, None, ""));
}

#[test]
fn keeps_the_connection_of_a_refused_request_whose_body_comes_late() {
    let courtier = loaded();
    let served = courtier.serve(&[]).ready();
    let mut stream = connect(&served);
    let head = |method: &str, more: &str| format!("{method} /api/v1/banques HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");
    stream.write_all(head("POST", "Content-Length: 2\r\n").as_bytes()).unwrap();
    served.wait_until("request", |served| connections(served) == "2");
    stream.write_all(b"{}").unwrap();
    stream.write_all(head("GET", "Connection: close\r\n").as_bytes()).unwrap();
    let answers = read_to_end(&mut stream);
    assert!(answers.starts_with("HTTP/1.1 405") && answers.contains("HTTP/1.1 200"), "{answers}");
}

#[test]
fn answers_no_page_of_another_site() {
    let courtier = loaded();
    let served = courtier.serve(&[]).ready();
    let ask = |host: &str| {
        served.send(format!("GET /api/v1/banques HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    for host in ["localhost", "localhost:8080", "127.0.0.1", "[::1]:80"] {
        assert_eq!(ask(host).status, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example:8080", "192.168.0.1"] {
        let answer = ask(host);
        assert_eq!((answer.status, answer.problem().as_str()), (421, "hote-inconnu"), "{host}");
    }
    // Who asks for keys is asked by any name.
    let closed = loaded();
    let key = closed.done(&["key", "create", "--quiet", "--name", "a", "--role", "api"]);
    let served = closed.serve(&[]).ready();
    let request = format!(
        "GET /api/v1/banques HTTP/1.1\r\nHost: courtier.exemple.fr\r\nX-API-Key: {}\r\nConnection: close\r\n\r\n",
        key.trim()
    );
    assert_eq!(served.send(request.as_bytes()).status, 200);
}
