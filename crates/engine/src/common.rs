//! What nearly all users of a file share, the domain of their addresses and the names of their locations, and what stands
//! beside it as if by a slip.
//!
//! What must stay true: the export knows better than the file, what the export has is no slip, and the time is linear in
//! the records and bounded in their different values.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use memchr::memrchr;

use crate::baseline::Baseline;
use crate::encoding::garbled;
use crate::near::{folded, is_slip_of_domain, is_slip_of_name};
use crate::own::Own;
use crate::rules::value::curly_quotes::unquoted;
use crate::shares::names_place;
use crate::sorting;
use crate::tally::Tally;
use crate::text::{plain, trimmed};

/// Users that a majority has at least, and how many times as many as what may be a slip.
const ENOUGH: usize = 4;

/// Pairs of names that are compared letter by letter; of more, only case, blanks and accents are looked at.
const MOST_PAIRS: usize = 100_000;

/// Names that are kept of those that one may be meant as, the most frequent first.
const MOST_MEANT: usize = 16;

/// What a file shares.
#[derive(Clone, Debug, Default)]
pub(crate) struct Common {
    main_domain: Option<MainDomain>,
    /// Domains that are slips for the main one.
    slips: HashSet<String>,
    /// Names of locations that may be slips, with what may be meant.
    locations: HashMap<String, Vec<Meant>>,
    /// Domains that the organization's profile lacks, with those of it that may be meant; in small letters.
    domains: HashMap<String, Vec<String>>,
}

/// The domain that most users have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MainDomain {
    pub(crate) domain: String,
    /// Users who have it, of all.
    pub(crate) count: usize,
    pub(crate) all: usize,
    /// Whether the export says so.
    pub(crate) of_export: bool,
}

/// The name of a location that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) name: String,
    /// Users who have it; nobody counts those of the profile.
    pub(crate) count: usize,
    pub(crate) whose: Whose,
}

/// Who has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    File,
    Export,
    /// The organization's own profile.
    Profile,
}

impl Common {
    /// The domain that is meant by a slip.
    pub(crate) fn meant_domain(&self, domain: &str) -> Option<&MainDomain> {
        let main = self.main_domain.as_ref()?;
        self.slips.contains(&domain.to_ascii_lowercase()).then_some(main)
    }

    /// What may be meant by the name of a location.
    pub(crate) fn meant_locations(&self, name: &str) -> &[Meant] {
        self.locations.get(trimmed(name)).map_or(&[], Vec::as_slice)
    }

    /// The domains of the profile that may be meant by one that it lacks.
    pub(crate) fn meant_domains(&self, domain: &str) -> &[String] {
        self.domains.get(&domain.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Whether an address that looks plain is asked about.
    pub(crate) fn doubts_address(&self, address: &[u8]) -> bool {
        !self.slips.is_empty()
            && domain_of(address)
                .and_then(|domain| str::from_utf8(domain).ok())
                .is_some_and(|domain| self.meant_domain(domain).is_some())
    }

    /// Whether a location that looks plain is asked about.
    pub(crate) fn doubts_location(&self, name: &[u8]) -> bool {
        !self.locations.is_empty() && str::from_utf8(name).is_ok_and(|name| !self.meant_locations(name).is_empty())
    }
}

/// Gathers what is shared, record by record.
#[derive(Debug, Default)]
pub(crate) struct Gatherer {
    domains: Tally,
    locations: Tally,
    /// Of each domain counted, whether private people have their addresses there.
    private: Vec<bool>,
}

impl Gatherer {
    /// Counts the domain of an address; says whether it is a private one.
    pub(crate) fn take_address(&mut self, address: &[u8], position: u32) -> bool {
        let Some(domain) = domain_of(address) else { return false };
        let is_private = |domain: &[u8]| str::from_utf8(domain).is_ok_and(is_private);
        let Some(place) = self.domains.count(domain, position) else { return is_private(domain) };
        if place == self.private.len() {
            self.private.push(is_private(domain));
        }
        self.private[place]
    }

    /// Counts a location; gives its number.
    pub(crate) fn take_location(&mut self, name: &[u8], position: u32) -> Option<usize> {
        self.locations.count(name, position)
    }

    /// Whether [`Gatherer::join`] loses nothing.
    pub(crate) fn can_join(&self) -> bool {
        !self.domains.is_full && !self.locations.is_full
    }

    /// Takes what was gathered of records further below, `by` records later; gives the number that each location has here.
    pub(crate) fn join(&mut self, below: Gatherer, by: u32) -> Vec<Option<usize>> {
        for (place, is_private) in self.domains.join(below.domains, by).into_iter().zip(below.private) {
            if place == Some(self.private.len()) {
                self.private.push(is_private);
            }
        }
        self.locations.join(below.locations, by)
    }

    /// What is shared, the records (from 0) that are asked about, and the locations with their numbers.
    pub(crate) fn finish(self, baseline: Option<&Baseline>, own: &Own) -> (Common, Vec<u32>, Tally) {
        let domains = grouped(&self.domains, str::to_ascii_lowercase);
        let main_domain = match baseline {
            Some(baseline) => main_domain(&baseline.domains, true),
            None if self.domains.is_full => None,
            None => main_domain(&domains.iter().map(|(domain, group)| (domain.clone(), group.count)).collect(), false),
        };
        let mut suspects = Vec::new();
        let mut slips = HashSet::new();
        // The profile knows better than a majority.
        let main_domain = main_domain.filter(|_| own.domains.is_empty());
        for (domain, group) in main_domain.iter().flat_map(|_| &domains) {
            let is_known = baseline.is_some_and(|baseline| baseline.domains.contains_key(domain));
            let is_slip = |main: &MainDomain| is_slip_of_domain(domain, &main.domain);
            if group.is_rare && !is_known && !is_private(domain) && main_domain.as_ref().is_some_and(is_slip) {
                suspects.extend(&group.positions);
                slips.insert(domain.clone());
            }
        }
        let mut locations = HashMap::new();
        if !self.locations.is_full {
            let groups = grouped(&self.locations, settled);
            let exported = baseline.map(|baseline| &baseline.locations).filter(|known| !known.is_empty());
            locations = match exported {
                _ if !own.locations.is_empty() => slips_of_profile(&groups, &own.locations, exported),
                Some(known) => slips_of_export(&groups, known),
                None => slips_of_file(&groups),
            };
            suspects.extend(locations.keys().filter_map(|name| groups.get(name)).flat_map(|group| &group.positions));
        }
        let domains = if self.domains.is_full { HashMap::new() } else { slips_of_domains(&domains, &own.domains) };
        (Common { main_domain, slips, locations, domains }, suspects, self.locations)
    }
}

/// A value as fixes will leave it, in all its spellings.
#[derive(Default)]
struct Group {
    count: usize,
    positions: Vec<u32>,
    is_rare: bool,
}

fn grouped(tally: &Tally, key: impl Fn(&str) -> String) -> HashMap<String, Group> {
    let mut groups: HashMap<String, Group> = HashMap::new();
    for entry in tally.entries() {
        let Ok(value) = str::from_utf8(&entry.value) else { continue };
        let group = groups.entry(key(value)).or_insert_with(|| Group { is_rare: true, ..Group::default() });
        group.count += entry.count;
        group.is_rare &= entry.is_rare();
        group.positions.extend(&entry.positions);
    }
    groups
}

/// The domain of four fifths of all users and of several.
fn main_domain(counts: &HashMap<String, usize>, of_export: bool) -> Option<MainDomain> {
    let all: usize = counts.values().sum();
    let (domain, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let is_main = *count >= ENOUGH && count * 5 >= all * 4;
    is_main.then(|| MainDomain { domain: domain.clone(), count: *count, all, of_export })
}

/// Names that the export does not have, near ones that it has.
fn slips_of_export(groups: &HashMap<String, Group>, known: &HashMap<String, usize>) -> HashMap<String, Vec<Meant>> {
    let is_doubtful =
        |(name, group): &(&String, &Group)| group.is_rare && names_place(name) && !known.contains_key(*name);
    let doubtful: Vec<_> = groups.iter().filter(is_doubtful).map(|(name, _)| (name, usize::MAX)).collect();
    let known: Vec<_> = known.iter().map(|(name, count)| (name, *count)).collect();
    slips(&doubtful, &known, Whose::Export)
}

/// Names that neither the profile nor the export has, near ones of the profile.
fn slips_of_profile(
    groups: &HashMap<String, Group>,
    own: &[String],
    exported: Option<&HashMap<String, usize>>,
) -> HashMap<String, Vec<Meant>> {
    let known: Vec<_> = own.iter().map(|name| (name, 0)).collect();
    let right: HashSet<&String> = own.iter().chain(exported.into_iter().flat_map(HashMap::keys)).collect();
    let doubtful = groups.keys().filter(|name| names_place(name) && !right.contains(name)).map(|name| (name, 0));
    slips(&doubtful.collect::<Vec<_>>(), &known, Whose::Profile)
}

/// Domains that the profile lacks, near ones that it has.
fn slips_of_domains(domains: &HashMap<String, Group>, own: &[String]) -> HashMap<String, Vec<String>> {
    if domains.len().saturating_mul(own.len()) > MOST_PAIRS {
        return HashMap::new();
    }
    let near = |domain: &String| -> Vec<String> {
        own.iter().filter(|meant| is_slip_of_domain(domain, meant)).cloned().collect()
    };
    let lacking = domains.keys().filter(|domain| !own.contains(domain));
    lacking.map(|domain| (domain.clone(), near(domain))).filter(|(_, near)| !near.is_empty()).collect()
}

/// Rare names near frequent ones.
fn slips_of_file(groups: &HashMap<String, Group>) -> HashMap<String, Vec<Meant>> {
    let named = || groups.iter().filter(|(name, _)| names_place(name));
    let frequent: Vec<_> =
        named().filter(|(_, group)| group.count >= ENOUGH).map(|(name, group)| (name, group.count)).collect();
    let most = frequent.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let rare = named().filter(|(_, group)| group.is_rare && group.count * ENOUGH <= most);
    let mut slips = slips(&rare.map(|(name, group)| (name, group.count)).collect::<Vec<_>>(), &frequent, Whose::File);
    // What is asked about itself is meant by nobody.
    let asked: HashSet<String> = slips.keys().cloned().collect();
    // Where not all are known, the one that would be left is not the only one.
    for meant in slips.values_mut().filter(|meant| meant.len() < MOST_MEANT) {
        meant.retain(|meant| !asked.contains(&meant.name));
    }
    slips.retain(|_, meant| !meant.is_empty());
    slips
}

fn slips(doubtful: &[(&String, usize)], known: &[(&String, usize)], whose: Whose) -> HashMap<String, Vec<Meant>> {
    let mut known = known.to_vec();
    sorting::sort_by(&mut known, |one, other| (other.1, one.0).cmp(&(one.1, other.0)));
    let mut by_letters: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, (name, _)) in known.iter().enumerate() {
        by_letters.entry(folded(name)).or_default().push(place);
    }
    let is_few = doubtful.len().saturating_mul(known.len()) <= MOST_PAIRS;
    let mut slips = HashMap::new();
    for (name, count) in doubtful {
        // Those that differ in case, blanks or accents alone are near, too.
        let near = (0..known.len()).filter(|place| is_few && is_slip_of_name(name, known[*place].0));
        let same = by_letters.get(&folded(name)).into_iter().flatten().copied().filter(|_| !is_few);
        let meant: Vec<Meant> = near
            .chain(same)
            .map(|place| known[place])
            .filter(|(meant, other)| meant != name && (whose != Whose::File || count * ENOUGH <= *other))
            .take(MOST_MEANT)
            .map(|(meant, count)| Meant { name: meant.clone(), count, whose })
            .collect();
        if !meant.is_empty() {
            slips.insert((*name).clone(), meant);
        }
    }
    slips
}

/// A name as the fixes for garbled letters, invisible characters and quotes leave it: theirs is the first question.
fn settled(name: &str) -> String {
    let readings = garbled::readings(name);
    let read = if let [read] = readings.as_slice() { &read.text } else { name };
    let plain = plain(trimmed(read));
    unquoted(&plain).map_or_else(|| plain.clone(), str::to_owned)
}

/// What stands behind the @.
pub(crate) fn domain_of(address: &[u8]) -> Option<&[u8]> {
    let at = memrchr(b'@', address)?;
    Some(address[at + 1..].trim_ascii_end()).filter(|domain| !domain.is_empty())
}

/// Whether a provider gives addresses of this domain to private people.
pub(crate) fn is_private(domain: &str) -> bool {
    static DOMAINS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let domains = DOMAINS.get_or_init(|| {
        include_str!("../data/private-domains.txt").lines().filter(|line| !line.starts_with('#')).collect()
    });
    domains.contains(domain.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_domains_are_in_order() {
        let lines: Vec<&str> =
            include_str!("../data/private-domains.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|one, other| one < other), "each stands once, in order");
        assert!(lines.iter().all(|line| line.contains('.') && *line == line.trim().to_ascii_lowercase()));
        assert!(is_private("GMail.com") && !is_private("example.com"));
    }

    #[test]
    fn what_is_private_is_known_of_the_domains_further_below() {
        let (mut above, mut below) = (Gatherer::default(), Gatherer::default());
        assert!(above.take_address(b"anna@gmail.com", 0));
        assert!(!below.take_address(b"bo@example.com", 0));
        assert!(below.take_address(b"ida@gmail.com", 1));
        assert!(below.take_address(b"ole@yahoo.com", 2));
        above.join(below, 1);
        for (address, is_private) in [("per@yahoo.com", true), ("eva@example.com", false), ("zoe@gmail.com", true)] {
            assert_eq!(above.take_address(address.as_bytes(), 4), is_private, "{address}");
        }
    }

    #[test]
    fn domains_are_compared_with_so_many_of_a_profile() {
        let own: Vec<String> = (0..MOST_PAIRS).map(|number| format!("{number}.example.com")).collect();
        let slip = names(&[("exmaple.com", 1)]);
        for (count, is_compared) in [(MOST_PAIRS - 1, true), (MOST_PAIRS, false)] {
            let own = [&["example.com".to_owned()], &own[..count]].concat();
            assert_eq!(slips_of_domains(&slip, &own).contains_key("exmaple.com"), is_compared, "{count}");
        }
        let own = [own, vec!["example.com".to_owned(), "example.org".to_owned()]].concat();
        assert!(slips_of_domains(&slip, &own).is_empty());
    }

    fn names(names: &[(&str, usize)]) -> HashMap<String, Group> {
        let group = |count: usize| Group { count, positions: vec![0; count], is_rare: true };
        names.iter().map(|(name, count)| ((*name).to_owned(), group(*count))).collect()
    }

    #[test]
    fn rare_names_are_slips_of_frequent_ones() {
        for (file, slip) in [
            (&[("Aarhus", 5), ("aarhus", 1)][..], Some(("aarhus", vec!["Aarhus"]))),
            (&[("Aarhus", 4), ("aarhus", 1)], Some(("aarhus", vec!["Aarhus"]))),
            (&[("Aarhus", 7), ("aarhus", 2)], None),
            (&[("Aarhus", 5), ("Aarhsu", 1)], Some(("Aarhsu", vec!["Aarhus"]))),
            (&[("Aarhus", 5), ("REMOVE", 1), ("", 1)], None),
            (&[("Site 1", 50), ("Site 2", 1)], None),
            (&[("Hannover", 50), ("Hanover", 10), ("Hanovers", 1)], Some(("Hanovers", vec!["Hannover"]))),
        ] {
            let found = slips_of_file(&names(file));
            let Some((name, meant)) = slip else {
                assert!(found.is_empty(), "{file:?} {found:?}");
                continue;
            };
            let names: Vec<&str> = found[name].iter().map(|meant| &*meant.name).collect();
            assert_eq!(names, meant, "{file:?}");
        }
    }
}
