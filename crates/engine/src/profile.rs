//! What the importer expects, as data: the columns, their other spellings, the licences and the limits.
//!
//! Must stay true: everything here comes from `profiles/control-hub-users.json`,
//! and each column and limit there names its source. A licence column is known
//! by its pattern; its header is never rewritten.

mod licence;

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::source::MARKS;
use crate::words::{Say, say};

pub use licence::Tier;
pub(crate) use licence::{Licence, licence};

/// What a column holds. The names are those of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    FirstName,
    LastName,
    DisplayName,
    /// The key: whose row it is.
    Address,
    UserStatus,
    LastServiceAccessedTime,
    DaysSinceLastServiceAccessed,
    Extension,
    Title,
    Department,
    Manager,
    PhoneNumber,
    CallerIdNumber,
    CallerIdFirstName,
    CallerIdLastName,
    Location,
    PreferredLanguage,
    TimeZone,
    AddressType,
    AddressCountry,
    /// A further part of the postal address.
    AddressPart,
    DirectoryNumber,
    DirectLine,
    Entitlements,
    ResourceGroup,
    /// A service that is no licence: TRUE or FALSE.
    Service,
    UpgradeProfile,
    UcManagerProfile,
    CallingBehavior,
    CallingBehaviorProfile,
    /// A licence: TRUE or FALSE.
    Licence,
    /// Neither a column of the profile nor a licence.
    #[default]
    Unknown,
}

impl Kind {
    /// The kind's name in the report.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::FirstName => "first-name",
            Kind::LastName => "last-name",
            Kind::DisplayName => "display-name",
            Kind::Address => "address",
            Kind::UserStatus => "user-status",
            Kind::LastServiceAccessedTime => "last-service-accessed-time",
            Kind::DaysSinceLastServiceAccessed => "days-since-last-service-accessed",
            Kind::Extension => "extension",
            Kind::Title => "title",
            Kind::Department => "department",
            Kind::Manager => "manager",
            Kind::PhoneNumber => "phone-number",
            Kind::CallerIdNumber => "caller-id-number",
            Kind::CallerIdFirstName => "caller-id-first-name",
            Kind::CallerIdLastName => "caller-id-last-name",
            Kind::Location => "location",
            Kind::PreferredLanguage => "preferred-language",
            Kind::TimeZone => "time-zone",
            Kind::AddressType => "address-type",
            Kind::AddressCountry => "address-country",
            Kind::AddressPart => "address-part",
            Kind::DirectoryNumber => "directory-number",
            Kind::DirectLine => "direct-line",
            Kind::Entitlements => "entitlements",
            Kind::ResourceGroup => "resource-group",
            Kind::Service => "service",
            Kind::UpgradeProfile => "upgrade-profile",
            Kind::UcManagerProfile => "uc-manager-profile",
            Kind::CallingBehavior => "calling-behavior",
            Kind::CallingBehaviorProfile => "calling-behavior-profile",
            Kind::Licence => "licence",
            Kind::Unknown => "unknown",
        }
    }

    /// What the values of such a column are like.
    pub(crate) fn class(self) -> Class {
        match self {
            Kind::Licence => Class::Flag,
            Kind::Unknown => Class::Text,
            kind => {
                profile().columns.iter().find(|column| column.kind == kind).map_or(Class::Text, |column| column.class)
            }
        }
    }

    /// Whether several columns of one file may be of this kind, so that the kind alone does not name one.
    pub(crate) const fn is_shared(self) -> bool {
        matches!(self, Kind::AddressPart | Kind::ResourceGroup | Kind::Service | Kind::Licence | Kind::Unknown)
    }
}

/// What the values of a column are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Text,
    Name,
    /// An e-mail address.
    Address,
    /// A telephone number.
    Number,
    Extension,
    /// TRUE or FALSE.
    Flag,
    ReadOnly,
    Date,
}

/// Whether a column belongs to today's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Standing {
    Current,
    /// Seen in older files and still taken.
    Older,
    /// Gone from today's file.
    Outdated,
}

/// A column that is no licence.
#[derive(Debug, Deserialize)]
pub(crate) struct Attribute {
    /// As the importer wants it, letter by letter.
    pub header: &'static str,
    pub kind: Kind,
    pub class: Class,
    pub read_only: bool,
    pub standing: Standing,
    /// The article that describes it.
    pub source: &'static str,
}

/// A header in another language.
#[derive(Debug, Deserialize)]
pub(crate) struct Translation {
    pub spelling: &'static str,
    /// What the importer wants instead.
    pub header: &'static str,
    #[serde(skip)]
    pub kind: Kind,
    /// English names.
    pub languages: Vec<&'static str>,
}

/// How many users the importer takes in one file.
#[derive(Debug, Deserialize)]
pub(crate) struct Limit {
    pub users: usize,
    /// The article that says so.
    pub source: &'static str,
}

/// The limits, by what is in the file.
#[derive(Debug, Deserialize)]
#[serde(bound = "'de: 'static")] // its strings are the program's own
pub(crate) struct Limits {
    pub contact_center: Limit,
    pub general: Limit,
}

/// A help article on `help.webex.com`.
#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    pub article: &'static str,
    pub title: &'static str,
}

/// What one importer expects.
#[derive(Debug, Deserialize)]
#[serde(bound = "'de: 'static")] // its strings are the program's own
pub(crate) struct Profile {
    pub limits: Limits,
    pub sources: Vec<Source>,
    pub columns: Vec<Attribute>,
    older_spellings: Vec<Respelling>,
    pub translations: Vec<Translation>,
    /// How the names of Calling licences begin.
    calling: Vec<&'static str>,
    /// The names of licences met in exports.
    licences: Vec<&'static str>,
    #[serde(skip)]
    by_spelling: HashMap<String, usize>,
    #[serde(skip)]
    by_translation: HashMap<String, usize>,
}

#[derive(Debug, Deserialize)]
struct Respelling {
    spelling: &'static str,
    header: &'static str,
}

/// The profile of the Control Hub user file.
pub(crate) fn profile() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let mut profile: Profile = serde_json::from_str(include_str!("../profiles/control-hub-users.json"))
            .expect("the profile is part of the program, and a test reads it");
        profile.index();
        profile
    })
}

/// The column of exactly this header.
pub(crate) fn attribute(header: &str) -> Option<&'static Attribute> {
    respelled(header).filter(|attribute| attribute.header == header)
}

/// The column meant by a header: as the importer wants it, in other case, with other blanks and signs, or as it was
/// called in older files.
pub(crate) fn respelled(header: &str) -> Option<&'static Attribute> {
    let profile = profile();
    profile.by_spelling.get(&letters(header)).map(|&place| &profile.columns[place])
}

/// The column meant by a header in another language.
pub(crate) fn translated(header: &str) -> Option<&'static Translation> {
    let profile = profile();
    profile.by_translation.get(&letters(header)).map(|&place| &profile.translations[place])
}

impl Profile {
    /// An article by title and number, as a person can look it up.
    pub(crate) fn cite(&self, article: &str) -> Say {
        let title = self.sources.iter().find(|source| source.article == article).map_or("", |source| source.title);
        say!("“{title}”, help.webex.com {article}", title = title, article = article)
    }

    fn place(&self, header: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.header == header)
    }

    fn index(&mut self) {
        let headers = self.columns.iter().enumerate().map(|(place, column)| (letters(column.header), place));
        let older =
            self.older_spellings.iter().filter_map(|old| Some((letters(old.spelling), self.place(old.header)?)));
        self.by_spelling = headers.chain(older).collect();
        for (place, translation) in self.translations.iter_mut().enumerate() {
            let column = self.columns.iter().find(|column| column.header == translation.header);
            translation.kind = column.map_or(Kind::Unknown, |column| column.kind);
            self.by_translation.insert(letters(translation.spelling), place);
        }
    }
}

/// The small letters and digits of a header, which is what its spellings share. Other alphabets count as letters.
fn letters(header: &str) -> String {
    // That of a second table: the first was taken away with the file.
    let header = MARKS.into_iter().find_map(|mark| header.strip_prefix(mark)).unwrap_or(header);
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use std::collections::BTreeSet;

    /// The header rows of real files, and what their columns are.
    const ROWS: [(&str, &str); 11] = [
        (
            "First Name,Last Name,Display Name,User ID/Email,Directory Number,Direct Line",
            "first-name,last-name,display-name,address,directory-number,direct-line",
        ),
        (
            "First Name,Last Name,Display Name,User ID/Email (Required),Directory Number,Direct Line",
            "first-name,last-name,display-name,address,directory-number,direct-line",
        ),
        ("User ID/Email (Required),", "address,unknown"),
        (
            "First Name,Last Name,Display Name,User ID/Email (Required),Entitlements",
            "first-name,last-name,display-name,address,entitlements",
        ),
        (
            "Calendar Service,Call Service Aware,Meeting 25 Party,Spark Message,Spark Call",
            "service,service,licence,licence,licence",
        ),
        (
            "Hybrid Calendar Service Resource Group,Hybrid Call Service Resource Group,Hybrid Message Service Resource Group",
            "resource-group,resource-group,resource-group",
        ),
        (
            "Hybrid Message Service,Hybrid Calendar Service (Exchange),Hybrid Calendar Service (Google)",
            "service,service,service",
        ),
        (
            "Extension,Phone Number,Caller ID Number,Caller ID First Name,Caller ID Last Name,Location",
            "extension,phone-number,caller-id-number,caller-id-first-name,caller-id-last-name,location",
        ),
        (
            "User Status,Last Service Accessed Time,Days since Last Service Accessed,Title,Department,Manager,\
             Preferred Language,Time zone,Address type,Address country",
            "user-status,last-service-accessed-time,days-since-last-service-accessed,title,department,manager,\
             preferred-language,time-zone,address-type,address-country",
        ),
        (
            "Email,Status,Webex Contact Center Premium Agent,Webex Contact Center Standard Agent,Webex Calling - Professional",
            "unknown,unknown,licence,licence,licence",
        ),
        (
            "Row Number,Error Message,User Profile,Contact Center Enabled,Site,Teams,Skill Profile,licenses,External Id",
            "unknown,unknown,unknown,unknown,unknown,unknown,unknown,unknown,unknown",
        ),
    ];

    fn kind(header: &str) -> Kind {
        let licence = || licence(header).map(|_| Kind::Licence);
        respelled(header).map(|attribute| attribute.kind).or_else(licence).unwrap_or_default()
    }

    #[test]
    fn headers_of_real_files() {
        for (headers, kinds) in ROWS {
            for (header, expected) in headers.split(',').zip(kinds.split(',')) {
                assert_eq!(kind(header).name(), expected, "{header}");
            }
        }
    }

    #[test]
    fn spellings() {
        for (header, right) in [
            ("First Name", Some("First Name")),
            ("first name", Some("First Name")),
            ("FIRST\u{a0}NAME ", Some("First Name")),
            ("FirstName", Some("First Name")),
            ("First_Name", Some("First Name")),
            ("\u{feff}First Name", Some("First Name")),
            ("User ID/Email", Some("User ID/Email (Required)")),
            ("UserID/Email (Required)", Some("User ID/Email (Required)")),
            ("User ID / E-mail (required)", Some("User ID/Email (Required)")),
            ("Time Zone", Some("Time zone")),
            ("Calendar Service", Some("Calendar Service")),
            ("Email", None),
            ("Name", None),
            ("", None),
            ("()", None),
            ("Webex Contact Center Standard", None),
            ("Imię", None),
        ] {
            assert_eq!(respelled(header).map(|attribute| attribute.header), right, "{header:?}");
        }
        assert!(attribute("Time zone").is_some());
        assert!(attribute("Time Zone").is_none());
    }

    #[test]
    fn translations() {
        for (header, right, language) in [
            ("Imię", Some("First Name"), "Polish"),
            ("nazwisko", Some("Last Name"), "Polish"),
            ("Numer wewnętrzny", Some("Extension"), "Polish"),
            ("Identyfikator użytkownika/adres e-mail (wymagane)", Some("User ID/Email (Required)"), "Polish"),
            ("Nome", Some("First Name"), "Portuguese"),
            ("Ramal", Some("Extension"), "Portuguese"),
            ("Números de telefone", Some("Phone Number"), "Portuguese"),
            ("Local", Some("Location"), "Portuguese"),
            ("Sede", Some("Location"), "Italian"),
            ("Estensione", Some("Extension"), "Italian"),
            ("Bruger-id/e-mail", Some("User ID/Email (Required)"), "Danish"),
            ("Användar-ID/E-post", Some("User ID/Email (Required)"), "Swedish"),
            ("ID/Adresse électronique de l'utilisateur", Some("User ID/Email (Required)"), "French"),
            ("Telefonnummer", Some("Phone Number"), "Danish"),
            ("First Name", None, ""),
            ("", None, ""),
        ] {
            let found = translated(header).map(|translation| (translation.header, translation.languages[0]));
            assert_eq!(found, right.map(|right| (right, language)), "{header}");
        }
        assert_eq!(translated("Nome").map(|nome| &*nome.languages), Some(&["Portuguese", "Italian"][..]));
        assert_eq!(translated("Nome").map(|nome| nome.kind), Some(Kind::FirstName));
    }

    #[test]
    fn the_profile_is_whole() {
        let profile = profile();
        for column in &profile.columns {
            assert!(!Words::default().say(&profile.cite(column.source)).contains("“”"), "{}", column.header);
            assert_eq!(
                attribute(column.header).map(|found| found.header),
                Some(column.header),
                "one spelling, one column"
            );
            assert_eq!(column.kind.class(), column.class, "{}: one kind, one class", column.header);
        }
        for limit in [&profile.limits.contact_center, &profile.limits.general] {
            assert!(!Words::default().say(&profile.cite(limit.source)).contains("“”"));
        }
        assert_eq!((profile.limits.contact_center.users, profile.limits.general.users), (1_000, 20_000));
        for old in &profile.older_spellings {
            assert_eq!(respelled(old.spelling).map(|found| found.header), Some(old.header));
        }
        let mut spellings = BTreeSet::new();
        for translation in &profile.translations {
            assert!(attribute(translation.header).is_some(), "{}", translation.header);
            assert!(spellings.insert(letters(translation.spelling)), "{} stands once", translation.spelling);
            assert!(respelled(translation.spelling).is_none(), "{} is no English header", translation.spelling);
            assert!(!translation.languages.is_empty());
        }
    }

    #[test]
    fn kinds_have_one_name() {
        let mut shared: Vec<Kind> = Vec::new();
        for column in &profile().columns {
            let json = serde_json::to_string(&column.kind).expect("a kind is a word");
            assert_eq!(json, format!("\"{}\"", column.kind.name()));
            if shared.contains(&column.kind) {
                assert!(column.kind.is_shared(), "{}", column.header);
            }
            shared.push(column.kind);
        }
    }
}
