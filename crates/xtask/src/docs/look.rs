//! The frame around each document: head, list of documents, foot.

use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at

/// Nothing runs here and nothing comes from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// One document, ready to be framed.
pub struct Page {
    /// Its path below the folder of the documents.
    pub name: String,
    place: Place,
    title: String,
    body: String,
}

/// Where a page stands among the others.
pub enum Place {
    /// In the list of documents, under this name; a blank one is the title.
    Listed(&'static str),
    /// Among the rules, between these two.
    Rule { before: Option<String>, after: Option<String> },
}

impl Page {
    pub fn new(name: &str, place: Place, body: &str) -> Self {
        let title = body.split_once("<h1").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, rest)| rest);
        let title = title.split("</h1>").next().unwrap_or_default().replace("<code>", "").replace("</code>", "");
        Self { name: name.to_owned(), place, title, body: body.to_owned() }
    }

    /// Its path and what the list calls it, if it is listed.
    pub fn listing(&self) -> Option<(String, String)> {
        let Place::Listed(called) = self.place else { return None };
        let called = if called.is_empty() { &self.title } else { called };
        Some((self.name.clone(), called.to_owned()))
    }

    pub fn html(&self, listed: &[(String, String)]) -> String {
        let up = "../".repeat(self.name.matches('/').count());
        let current = match self.place {
            Place::Listed(_) => &self.name,
            Place::Rule { .. } => "rules/index.html",
        };
        let mut list = String::new();
        for (name, title) in listed {
            let mark = match name == current {
                true if *name == self.name => " aria-current=\"page\"",
                true => " aria-current=\"true\"",
                false => "",
            };
            _ = writeln!(list, "          <li><a href=\"{up}{name}\"{mark}>{title}</a></li>");
        }
        let title =
            if self.name == "index.html" { "hubcheck".to_owned() } else { format!("{} · hubcheck", self.title) };
        let (body, between) = (&self.body, self.between());
        format!(
            "<!doctype html>
<html lang=\"en\">
  <head>
    <meta charset=\"utf-8\">
    <title>{title}</title>
    <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
    <meta name=\"color-scheme\" content=\"light dark\">
    <meta name=\"referrer\" content=\"no-referrer\">
    <link rel=\"icon\" href=\"{up}../icons/icon.svg\" type=\"image/svg+xml\">
    <link rel=\"manifest\" href=\"{up}../manifest.webmanifest\">
    <link rel=\"stylesheet\" href=\"{up}docs.css\">
  </head>
  <body>
    <a class=\"skip\" href=\"#text\">Skip to the text</a>
    <header class=\"top\">
      <p class=\"wordmark\" translate=\"no\"><a href=\"{up}../index.html\">hub<b>check</b></a></p>
      <p><a href=\"{up}../index.html\">Check a file</a></p>
    </header>
    <div class=\"frame\">
      <nav class=\"contents\" aria-label=\"Documents\">
        <ul>
{list}        </ul>
      </nav>
      <main class=\"text\" id=\"text\">
{body}{between}      </main>
    </div>
    <footer class=\"foot\">
      <p>Not affiliated with or endorsed by Cisco. Webex and Control Hub are named only to say what the file is for.</p>
    </footer>
  </body>
</html>
"
        )
    }

    /// The way to the rules before and after this one.
    fn between(&self) -> String {
        let Place::Rule { before, after } = &self.place else { return String::new() };
        let mut links = String::new();
        for (rule, class, says) in [(before, "before", "The rule before"), (after, "after", "The rule after")] {
            if let Some(rule) = rule {
                _ = writeln!(links, "<p class=\"{class}\">{says}: <a href=\"{rule}.html\"><code>{rule}</code></a></p>");
            }
        }
        format!("<nav class=\"between\" aria-label=\"Rules beside this one\">\n{links}</nav>\n")
    }
}
