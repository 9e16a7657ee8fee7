//! Serves the built site on this machine alone, so that it can be tried as it
//! will be published.
//!
//! What must stay true: only 127.0.0.1 is listened on, and nothing outside the
//! folder can be asked for.

use crate::shell::{Outcome, While};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

pub fn serve(folder: &Path, port: u16) -> Outcome<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .doing(format!("port {port} cannot be used; choose another with --port"))?;
    let address = listener.local_addr().doing("reading the address")?;
    println!("hubcheck is served at http://{address}/ (Ctrl+C stops it)");
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        // A browser that goes away in the middle is no reason to stop.
        std::thread::spawn(move || answer(stream, &folder).ok());
    }
    Ok(())
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The rest of the head must be read, or closing resets the connection.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method != "GET" && method != "HEAD" {
        return reply(&mut stream, "405 Method Not Allowed", "text/plain", b"Only GET and HEAD", true);
    }
    let found = path_in(folder, target).and_then(|path| std::fs::read(&path).ok().map(|body| (path, body)));
    match found {
        Some((path, body)) => reply(&mut stream, "200 OK", mime(&path), &body, method == "GET"),
        None => reply(&mut stream, "404 Not Found", "text/plain", b"Not found", method == "GET"),
    }
}

/// The file a request means, or nothing if it points out of the folder.
fn path_in(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || path.contains('\\') {
        return None;
    }
    let path = folder.join(path);
    Some(if path.is_dir() { path.join("index.html") } else { path })
}

fn reply(stream: &mut TcpStream, status: &str, mime: &str, body: &[u8], with_body: bool) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // Without this a browser refuses to compile while loading.
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::path_in;
    use std::path::Path;

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let folder = Path::new("site");
        assert_eq!(path_in(folder, "/web/site.js?x=1"), Some(folder.join("web/site.js")));
        for target in ["/../Cargo.toml", "/web/../../x", "//etc/passwd/..", "/..\\x"] {
            assert_eq!(path_in(folder, target), None, "{target}");
        }
    }
}
