//! The words of where the app is a part of another page, or in a frame of one.

use super::language::{Translate, texts};
use super::{Words, fill};

texts! {
    pub(crate) struct GuestWords {
        pub badge: &'static str,
        pub badge_told: &'static str,
        pub about: &'static str,
        pub title: &'static str,
        pub element: &'static str,
        pub frame: &'static str,
        /// In place of the page's own: what is dropped or pasted beside us is the other page's.
        pub file_hint: &'static str,
    }
}

pub(super) const ENGLISH: GuestWords = GuestWords {
    badge: "Your file stays in this browser tab",
    badge_told: "Locked; only {origin} is told the result",
    about: "What this page gets to see",
    title: "In the middle of another page",
    element: "Here hubcheck is a part of another page. It reads and corrects your file in this browser tab and sends it \
              nowhere. But the page around it is told what was found and gets the corrected file, and hubcheck cannot \
              take the network away from that page, as it does on a page of its own. Use it here only if you trust this \
              page with your file.",
    frame: "A page of {origin} shows hubcheck in a frame, is told what was found and gets the corrected file. Apart from \
            that, nothing leaves the frame: the lock holds here, too.",
    file_hint: "or drop it inside this border; to paste it with Ctrl+V, click inside first",
};

impl Words {
    pub(crate) fn badge_told(&self, origin: &str) -> String {
        fill(self.guest.badge_told, &[("origin", origin)])
    }

    pub(crate) fn framed_by(&self, origin: &str) -> String {
        fill(self.guest.frame, &[("origin", origin)])
    }
}
