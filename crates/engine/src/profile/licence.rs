//! Licence columns, known by the pattern of their header.
//!
//! `[<site> - ]<product>`, then in any order `(Suspended)` and `[subscription
//! or sub-site]`, with or without a blank before them. Must stay true: a header
//! is only read here, never rewritten.

use super::profile;
use serde::{Deserialize, Serialize};

/// What a licence column's header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Licence {
    /// The product's name, without site and suffixes.
    pub product: String,
    /// The site before the product, such as `acme.webex.com`.
    pub site: Option<String>,
    /// What stands in brackets: a subscription or a sub-site; several are joined with `, `.
    pub suffix: Option<String>,
    /// The Contact Center tier it gives.
    pub contact_center: Option<Tier>,
    pub suspended: bool,
    /// A Webex Calling licence, of which a user can have one only.
    pub calling: bool,
    /// Whether the profile knows the product; otherwise only the form of the header tells.
    pub known: bool,
}

/// A Contact Center licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Standard Agent.
    Standard,
    /// Premium Agent, which a supervisor needs too.
    Premium,
}

impl Tier {
    /// As in the header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Standard => "Standard",
            Tier::Premium => "Premium",
        }
    }
}

/// Reads a licence header; `None` when it neither names a licence nor has the form of one.
pub(crate) fn licence(header: &str) -> Option<Licence> {
    let (named, suffixes, suspended) = without_suffixes(header.trim());
    let (site, product) = site_and_product(named);
    if product.is_empty() {
        return None;
    }
    let (contact_center, calling) = (tier(product), is_calling(product));
    let known = is_known(product);
    let suffix = (!suffixes.is_empty()).then(|| suffixes.join(", "));
    (known || suspended || site.is_some() || suffix.is_some()).then(|| Licence {
        product: product.to_owned(),
        site: site.map(str::to_owned),
        suffix,
        contact_center,
        suspended,
        calling,
        known,
    })
}

/// The header without what stands in brackets behind the product, those words in their order, and whether one of them
/// was `(Suspended)`.
fn without_suffixes(header: &str) -> (&str, Vec<&str>, bool) {
    const SUSPENDED: &str = "(suspended)";
    let (mut rest, mut suffixes, mut suspended) = (header, Vec::new(), false);
    loop {
        let start = rest.len().saturating_sub(SUSPENDED.len());
        if rest.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(SUSPENDED)) {
            suspended = true;
            rest = rest[..start].trim_end();
        } else if let Some((before, inside)) = rest.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            suffixes.insert(0, inside.trim());
            rest = before.trim_end();
        } else {
            suffixes.retain(|suffix| !suffix.is_empty());
            return (rest, suffixes, suspended);
        }
    }
}

/// `Webex Calling - Professional` is a product, `acme.webex.com - Webex Meeting Center` a site and a product.
fn site_and_product(named: &str) -> (Option<&str>, &str) {
    if is_listed(named) {
        return (None, named);
    }
    match named.split_once(" - ").map(|(site, product)| (site.trim(), product.trim())) {
        Some((site, product)) if is_host(site) || (!is_calling(named) && is_known(product)) => (Some(site), product),
        _ => (None, named),
    }
}

fn is_host(site: &str) -> bool {
    site.contains('.') && site.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '/'))
}

fn is_known(product: &str) -> bool {
    is_listed(product) || tier(product).is_some() || is_calling(product)
}

fn is_listed(product: &str) -> bool {
    profile().licences.iter().any(|known| known.eq_ignore_ascii_case(product))
}

fn is_calling(product: &str) -> bool {
    let begins = |start: &str| product.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    profile().calling.iter().any(|start| begins(start))
}

/// The tier of a Contact Center product; none when it names both or neither.
fn tier(product: &str) -> Option<Tier> {
    let small = product.to_ascii_lowercase();
    if !small.contains("contact center") {
        return None;
    }
    match (small.contains("standard"), small.contains("premium")) {
        (true, false) => Some(Tier::Standard),
        (false, true) => Some(Tier::Premium),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_center_licences() {
        for (header, tier, suspended, suffix) in [
            ("Webex Contact Center Standard", Tier::Standard, false, None),
            ("Webex Contact Center Standard Agent", Tier::Standard, false, None),
            ("Contact center Standard Agent", Tier::Standard, false, None),
            ("Cisco Contact Center Premium", Tier::Premium, false, None),
            ("WEBEX CONTACT CENTER PREMIUM AGENT", Tier::Premium, false, None),
            ("Webex Contact Center Premium Agent [Sub121331]", Tier::Premium, false, Some("Sub121331")),
            ("Webex Contact Center Premium Agent[Sub121331]", Tier::Premium, false, Some("Sub121331")),
            ("Webex Contact Center Premium Agent (Suspended) [Sub1]", Tier::Premium, true, Some("Sub1")),
            ("Webex Contact Center Premium Agent [Sub1](Suspended)", Tier::Premium, true, Some("Sub1")),
            ("Webex Contact Center Premium Agent [Sub1] (suspended)", Tier::Premium, true, Some("Sub1")),
            ("Webex Contact Center Standard Agent(Suspended)", Tier::Standard, true, None),
            ("acme.webex.com - Webex Contact Center Standard Agent [a] [b]", Tier::Standard, false, Some("a, b")),
            ("Acme Danmark - Webex Contact Center Standard", Tier::Standard, false, None),
            (
                "Webex Contact Center Standard Agent [trialSub.0c1d2e3f-aaaa-bbbb-cccc-0123456789ab]",
                Tier::Standard,
                false,
                Some("trialSub.0c1d2e3f-aaaa-bbbb-cccc-0123456789ab"),
            ),
        ] {
            let licence = licence(header).expect(header);
            let found = (licence.contact_center, licence.suspended, licence.suffix.as_deref(), licence.known);
            assert_eq!(found, (Some(tier), suspended, suffix, true), "{header}");
            assert!(!licence.calling, "{header}");
        }
    }

    #[test]
    fn other_licences() {
        for (header, site, product, calling, known) in [
            ("Webex Calling - Professional", None, "Webex Calling - Professional", true, true),
            ("Webex Calling - Professional [Sub210988]", None, "Webex Calling - Professional", true, true),
            ("Webex Calling VAR Basic [sub-site]", None, "Webex Calling VAR Basic", true, true),
            ("Webex Calling VAR Professional[sub-site]", None, "Webex Calling VAR Professional", true, true),
            ("Webex Calling - Something New", None, "Webex Calling - Something New", true, true),
            ("Customer Experience Essentials[sub-site]", None, "Customer Experience Essentials", true, true),
            ("Spark Message", None, "Spark Message", false, true),
            ("Meeting 25 party", None, "Meeting 25 party", false, true),
            ("Call on Webex (1:1 call, non-PSTN)", None, "Call on Webex (1:1 call, non-PSTN)", false, true),
            ("a.webex.com - WebEx Meeting Center", Some("a.webex.com"), "WebEx Meeting Center", false, true),
            (
                "a.webex.com - Webex Calling - Professional",
                Some("a.webex.com"),
                "Webex Calling - Professional",
                true,
                true,
            ),
            ("Acme Danmark - Meeting 25 party", Some("Acme Danmark"), "Meeting 25 party", false, true),
            ("a.webex.com - Something New", Some("a.webex.com"), "Something New", false, false),
            ("Something New [Sub121331]", None, "Something New", false, false),
            ("Something New (Suspended)", None, "Something New", false, false),
            ("Acme - Something New [Sub1]", None, "Acme - Something New", false, false),
        ] {
            let licence = licence(header).expect(header);
            let found = (licence.site.as_deref(), &*licence.product, licence.calling, licence.known);
            assert_eq!(found, (site, product, calling, known), "{header}");
            assert_eq!(licence.contact_center, None, "{header}");
        }
    }

    #[test]
    fn no_licences() {
        for header in [
            "",
            " ",
            "[]",
            "[Sub1]",
            "(Suspended)",
            "First Name",
            "Contact Center",
            "Contact Center Enabled",
            "Standard",
            "Note - internal",
            "Notes []",
            "ø(Suspended",
            "Webex",
            "User ID/Email (Required)",
            "Hybrid Calendar Service (Exchange)",
        ] {
            assert_eq!(licence(header), None, "{header}");
        }
    }

    #[test]
    fn both_tiers_are_none() {
        let licence = licence("Contact Center Standard to Premium [Sub1]").expect("a licence column");
        assert_eq!(licence.contact_center, None);
        assert_eq!((Tier::Standard.name(), Tier::Premium.name()), ("Standard", "Premium"));
    }
}
