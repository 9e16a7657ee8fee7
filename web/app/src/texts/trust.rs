//! The words of the sheet that tells what one can rely on.

use super::language::{Translate, texts};
use super::{fill, known};

texts! {
    pub(crate) struct TrustWords {
        pub title: &'static str,
        /// On the buttons that open it.
        pub test: &'static str,
        pub about: &'static str,
        pub lock_title: &'static str,
        pub lock: &'static str,
        pub try_it: &'static str,
        pub trying: &'static str,
        pub lock_hint: &'static str,
        pub attempt: &'static str,
        pub places: [(&'static str, &'static str); 2],
        pub ends: [(&'static str, &'static str); 3],
        pub unchecked_title: &'static str,
        pub unchecked: [&'static str; 6],
        pub stored_title: &'static str,
        pub stored: &'static str,
        pub nothing_stored: &'static str,
        pub forget: &'static str,
        /// Where the browser keeps the page itself.
        pub kept: &'static str,
        pub newer: &'static str,
        pub use_newer: &'static str,
        /// While a file is open.
        pub newer_later: &'static str,
        /// The documents, which are in English.
        pub docs: &'static str,
        pub rule_page: &'static str,
        pub new_tab: &'static str,
        /// Beside a rule and beside a repair.
        pub source: &'static str,
        pub reads_the_same: &'static str,
    }
}

impl TrustWords {
    fn place(&self, place: &str) -> &'static str {
        known(&self.places, place).unwrap_or_default()
    }

    /// Who tried to send, and how.
    pub(crate) fn attempt(&self, place: &str, how: &str) -> String {
        fill(self.attempt, &[("place", self.place(place)), ("how", how)])
    }

    pub(crate) fn end(&self, end: &str) -> &'static str {
        known(&self.ends, end).unwrap_or(self.ends[1].1)
    }
}

pub(super) const ENGLISH: TrustWords = TrustWords {
    title: "What you can rely on",
    test: "Test it yourself",
    about: "What is not checked, and what is kept",
    lock_title: "Nothing leaves this page",
    lock: "Once it is loaded, this page gives up the network: your browser stops whatever it would send. Try it: the page \
           and its checker then try to send the word “test”, and you see how that ends.",
    try_it: "Try to send now",
    trying: "Trying…",
    lock_hint: "You can also cut your network connection and go on: everything works. What no page can promise: a browser \
                extension may read any page, and whoever hands out the page could change it before the lock.",
    attempt: "{place}, {how}:",
    places: [("page", "The page"), ("worker", "The checker")],
    ends: [
        ("blocked", "stopped by the lock."),
        ("failed", "failed, but not because of the lock; nothing was sent."),
        ("sent", "got through! Do not use this page, and tell us."),
    ],
    unchecked_title: "What is not checked",
    unchecked: [
        "Whether a person, an address, a location or a number exists in your organization. An export you add tells some of it.",
        "Whether a value that looks right is meant: a number with one wrong digit is still a number.",
        "How many licences you have left, unless your file itself says so.",
        "Supervisor and administrator roles: no CSV can set them. The lists under “After the import” help with that.",
        "Conditions of Webex Calling beyond name, location and number.",
        "What Cisco has changed since the articles were read that each rule names.",
    ],
    stored_title: "What is kept",
    stored: "Only your options (such as how you import, users per file and countries) are kept in this browser, never a file, a \
             finding or an answer.",
    nothing_stored: "Nothing: no file, no finding, no answer, and at the moment no option either.",
    forget: "Forget my options",
    kept: "Your browser also keeps the page itself, so that it opens without a network.",
    newer: "A newer version of hubcheck is here.",
    use_newer: "Use it now",
    newer_later: "A newer version of hubcheck is here. It starts when you next open this page; nothing you do now is disturbed.",
    docs: "Documentation",
    rule_page: "More about this rule",
    new_tab: "opens in a new tab",
    source: "Where this comes from:",
    reads_the_same: "Control Hub reads the same before and after.",
};
