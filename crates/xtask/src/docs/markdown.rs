//! Markdown as HTML, with headings that can be linked to and boxes that scroll by themselves.

use crate::shell::Outcome;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};
use std::collections::BTreeMap;

/// What leads where: the address of a link, or nothing where its words shall stay without one.
pub type Targets<'a> = dyn Fn(&str) -> Outcome<Option<String>> + 'a;

pub fn html(text: &str, to: &Targets<'_>) -> Outcome<String> {
    let mut events: Vec<Event<'_>> = Vec::new();
    // Whether each link that is open has an address.
    let mut links = Vec::new();
    let mut tables = 0;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = to(&dest_url)?;
                links.push(target.is_some());
                if let Some(target) = target {
                    events.push(Event::Start(Tag::Link { link_type, dest_url: target.into(), title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    events.push(event);
                }
            }
            // Wider than a phone: it scrolls by itself, and by keys.
            Event::Start(Tag::Table(_)) => {
                tables += 1;
                let open = format!("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table {tables}\">");
                events.push(Event::Html(open.into()));
                events.push(event);
            }
            Event::End(TagEnd::Table) => {
                events.push(event);
                events.push(Event::Html("</div>\n".into()));
            }
            event => events.push(event),
        }
    }
    name_headings(&mut events);
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, events.into_iter());
    Ok(html.replace("<pre>", "<pre tabindex=\"0\">"))
}

/// Gives each heading the name that links to it use, as code hosts do.
fn name_headings(events: &mut [Event<'_>]) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..events.len() {
        if !matches!(events[at], Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let end = events[at..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        let inside = &events[at..at + end.unwrap_or_default()];
        let words = inside.iter().filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            _ => None,
        });
        let mut name = slug(&words.collect::<String>());
        let times = taken.entry(name.clone()).and_modify(|times| *times += 1).or_default();
        if *times > 0 {
            name = format!("{name}-{times}");
        }
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(CowStr::from(name));
        }
    }
}

fn slug(words: &str) -> String {
    let letters = words.to_lowercase();
    let kept = letters.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::html;
    use crate::shell::Problem;

    #[test]
    fn markdown_becomes_a_part_of_a_page() {
        let to = |target: &str| match target {
            "a.md" => Ok(Some("a.html".to_owned())),
            "LICENSE" => Ok(None),
            _ => Err(Problem::new("nowhere")),
        };
        let made =
            html("## The `a` & b\n\n[x](a.md) [y](LICENSE) <b>\n\n## The a b\n", &to).expect("links lead somewhere");
        assert_eq!(
            made,
            "<h2 id=\"the-a--b\">The <code>a</code> &amp; b</h2>\n<p><a href=\"a.html\">x</a> y <b></p>\n\
             <h2 id=\"the-a-b\">The a b</h2>\n"
        );
        let made = html("# A\n\n# A\n\n|a|\n|---|\n|<|\n", &to).expect("no links");
        assert!(
            made.contains("id=\"a-1\"") && made.contains("<td>&lt;</td>") && made.contains("</table>\n</div>"),
            "{made}"
        );
        assert!(html("[x](gone.md)", &to).is_err());
    }
}
