//! What a plan and the files beside it promise, tried on a tenant that imports them.
//!
//! What must stay true: the tenant is not asked through the engine; both know the importer on their own.

mod tenant;

use hubcheck::{
    Class, Decision, Input, Mode, NotUndone, Options, Part, Plan, PlannedUser, Reason, Rollback, Severity, Tier, check,
    correct, minimal, plan, rollback,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use tenant::{BASIC, CALLING, KEY, LICENCES, MESSAGE, PREMIUM, STANDARD, Tenant, User};

/// Columns of the files, the address aside, with what can stand in them.
const COLUMNS: [(&str, &[&str]); 11] = [
    ("First Name", &["Anna", "Bo", "Søren"]),
    ("Last Name", &["Berg", "Żółć", "Santos, Óscar"]),
    ("Title", &["", "Agent", "Lead"]),
    ("Location", &["Aarhus", "København HQ"]),
    ("Phone Number", &["", "+4526018159", "+4526018160"]),
    ("Extension", &["", "144", "0144", "1001"]),
    (STANDARD, FLAGS),
    (PREMIUM, FLAGS),
    (CALLING, FLAGS),
    (BASIC, FLAGS),
    (MESSAGE, FLAGS),
];
const FLAGS: &[&str] = &["", "", "TRUE", "FALSE"];

/// Users by number, each with a value for every column.
type Records = Vec<(usize, Vec<&'static str>)>;

fn record() -> impl Strategy<Value = Vec<&'static str>> {
    let values: Vec<_> = COLUMNS.iter().map(|(_, values)| select(*values)).collect();
    values
}

/// Different users in any order.
fn records() -> impl Strategy<Value = Records> {
    vec(record(), 10).prop_flat_map(|all| {
        let numbered: Records = all.into_iter().enumerate().collect();
        proptest::sample::subsequence(numbered, 1..=10).prop_shuffle()
    })
}

/// A file with these columns; in `loud` files addresses have capitals.
fn written(records: &Records, columns: &[bool], loud: bool) -> String {
    let is_there = |at: usize| columns.get(at) != Some(&false);
    let header = COLUMNS.iter().enumerate().filter(|(at, _)| is_there(*at)).map(|(_, (name, _))| *name);
    let header = line(KEY, header);
    records.iter().fold(header, |file, (number, values)| {
        let name = if loud { "User" } else { "user" };
        let values = values.iter().enumerate().filter(|(at, _)| is_there(*at)).map(|(_, value)| *value);
        file + &line(&format!("{name}{number}@example.com"), values)
    })
}

fn line<'v>(key: &'v str, values: impl Iterator<Item = &'v str>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(std::iter::once(key).chain(values)).expect("writing to memory");
    String::from_utf8(writer.into_inner().expect("writing to memory")).expect("UTF-8")
}

#[derive(Debug)]
struct Case {
    export: String,
    file: String,
    mode: Mode,
}

impl Case {
    fn input(&self) -> Input<'_> {
        Input { file: self.file.as_bytes(), baseline: Some(self.export.as_bytes()), origin: None }
    }

    fn options(&self) -> Options {
        Options { name: "users.csv".to_owned(), mode: Some(self.mode), ..Options::default() }
    }

    fn before(&self) -> Tenant {
        Tenant::exporting(&self.export)
    }

    /// After the import of these files, one after the other.
    fn after(&self, parts: &[Part]) -> Tenant {
        let mut tenant = self.before();
        for part in parts {
            tenant.import(&text(part), self.mode);
        }
        tenant
    }

    /// The same where what Control Hub refuses is left out.
    fn accepted(&self, parts: &[Part]) -> Tenant {
        let mut tenant = self.before();
        for part in parts {
            tenant.import_accepted(&text(part), self.mode);
        }
        tenant
    }

    fn corrected(&self, limit: Option<usize>) -> Vec<Part<'_>> {
        correct(&self.input(), &Options { limit, ..self.options() }).parts.expect("nothing is undecided")
    }

    fn plan(&self) -> Plan {
        plan(&self.input(), &self.options())
    }
}

fn text(part: &Part<'_>) -> String {
    String::from_utf8(part.bytes()).expect("a part is UTF-8")
}

fn case() -> impl Strategy<Value = Case> {
    let columns = vec(prop::bool::weighted(0.85), COLUMNS.len());
    (records(), records(), columns, any::<bool>(), select(&[Mode::Add, Mode::AddRemove][..])).prop_map(
        |(export, file, columns, loud, mode)| {
            // What is held stands in an export as TRUE or FALSE, and nobody has two Calling licences.
            let told = |(number, values): (usize, Vec<&'static str>)| {
                let has_calling =
                    COLUMNS.iter().zip(&values).any(|(column, value)| column.0 == CALLING && *value == "TRUE");
                let told = |(column, value): ((&str, _), &'static str)| match value {
                    "" if LICENCES.contains(&column.0) => "FALSE",
                    "TRUE" if has_calling && column.0 == BASIC => "FALSE",
                    value => value,
                };
                (number, COLUMNS.into_iter().zip(values).map(told).collect())
            };
            let export: Records = export.into_iter().map(told).collect();
            Case { export: written(&export, &[], false), file: written(&file, &columns, loud), mode }
        },
    )
}

fn tiers(user: &User) -> Vec<Tier> {
    let tiers = [(STANDARD, Tier::Standard), (PREMIUM, Tier::Premium)];
    tiers.into_iter().filter(|(column, _)| user.holds(column)).map(|(_, tier)| tier).collect()
}

/// The class as the two states of the tenant show it. Where they are equal only the file can tell why.
fn class_of(before: Option<&User>, after: &User, planned: &PlannedUser) -> Class {
    let held = before.map(tiers).unwrap_or_default();
    let holds = tiers(after);
    let loses_other = before
        .is_some_and(|before| [CALLING, BASIC, MESSAGE].iter().any(|other| before.holds(other) && !after.holds(other)));
    match before {
        Some(_) if (!held.is_empty() && holds.is_empty()) || loses_other => Class::LosesLicence,
        _ if holds.len() == 2 => Class::Both,
        Some(_) if held.iter().any(|tier| !holds.contains(tier)) => Class::Switches,
        None => Class::NewUser,
        Some(before) if after.licences.difference(&before.licences).next().is_some() => Class::Gains,
        Some(before) => match planned.class {
            Some(class @ (Class::Keeps | Class::NoEffect)) => class,
            _ if before.attributes != after.attributes => Class::Attributes,
            _ => Class::Untouched,
        },
    }
}

fn refuses(file: &[u8], options: &Options) -> Vec<String> {
    let report =
        check(&Input { file, baseline: None, origin: None }, &Options { decisions: Vec::new(), ..options.clone() });
    // A part cannot know better than the whole whether a licence is wanted.
    let of_rows = |code: &str| code.starts_with(['F', 'S', 'H', 'L']);
    let blockers = report.findings.into_iter().filter(|finding| finding.severity == Severity::Blocker);
    blockers.filter(|finding| of_rows(&finding.code)).map(|finding| finding.message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200),
        failure_persistence: None,
        rng_seed: std::env::var("CASES").map_or(RngSeed::Fixed(2_026), |cases| if cases.len() > 3 { RngSeed::Random } else { RngSeed::Fixed(2_026) }),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_plan_is_the_difference_of_the_tenant(case in case()) {
        let (plan, before) = (case.plan(), case.before());
        let after = case.after(&case.corrected(None));
        prop_assert_eq!(plan.users.len(), after.users.len(), "one entry for each user");
        for planned in &plan.users {
            let address = planned.user.to_lowercase();
            let (was, is) = (before.users.get(&address), &after.users[&address]);
            if planned.row.is_none() {
                prop_assert_eq!(planned.class, Some(Class::Absent));
                prop_assert_eq!(was, Some(is));
                continue;
            }
            prop_assert_eq!(planned.class, Some(class_of(was, is, planned)), "{}", planned.user);
            prop_assert_eq!(planned.before.clone(), Some(was.map(tiers).unwrap_or_default()));
            prop_assert_eq!(planned.after.clone(), Some(tiers(is)));
            prop_assert_eq!(planned.automatic, was.is_none() && is.automatic);
        }
        for licence in &plan.licences {
            let held = |tenant: &Tenant| tenant.users.values().filter(|user| user.holds(&licence.licence)).count();
            let outcome = licence.outcome.expect("a mode is chosen");
            prop_assert_eq!((licence.before, outcome.after), (Some(held(&before)), Some(held(&after))));
            prop_assert_eq!(held(&before) + outcome.needed - outcome.released, held(&after));
        }
    }

    #[test]
    fn the_minimal_file_leads_to_the_same_tenant(case in case()) {
        let whole = case.accepted(&case.corrected(None));
        match minimal(&case.input(), &case.options()) {
            Ok(minimal) => {
                prop_assert_eq!(&case.accepted(&minimal.parts), &whole);
                prop_assert!(minimal.parts.iter().all(|part| refuses(&part.bytes(), &case.options()).is_empty()));
                // The file for no mode serves both.
                let either = minimal_for_both(&case);
                prop_assert_eq!(case.accepted(&either), whole);
            }
            Err(refusal) => {
                prop_assert_eq!(refusal.code, "nothing-changes");
                prop_assert_eq!(case.before(), whole);
            }
        }
    }

    #[test]
    fn the_rollback_leads_back_except_for_what_it_names(case in case()) {
        let rollback = rollback(&case.input(), &case.options()).expect("there is an export");
        let (mut tenant, start) = (case.accepted(&case.corrected(None)), case.before());
        for part in &rollback.parts {
            prop_assert_eq!(refuses(&part.bytes(), &case.options()), Vec::<String>::new());
            let written = text(part);
            let both = csv::Reader::from_reader(written.as_bytes()).into_deserialize::<std::collections::HashMap<String, String>>();
            let gives_both = both.flatten().any(|row| [STANDARD, PREMIUM].iter().all(|tier| row.get(*tier).is_some_and(|cell| cell == "TRUE")));
            prop_assert!(!gives_both, "{}", text(part));
            tenant.import_accepted(&text(part), Mode::AddRemove);
        }
        for (address, user) in &tenant.users {
            let named: Vec<&NotUndone> =
                rollback.not_undone.iter().filter(|named| named.user.to_lowercase() == *address).collect();
            let Some(was) = start.users.get(address) else {
                prop_assert!(named.iter().any(|named| named.why == Reason::NewUser), "{address}");
                continue;
            };
            let is_named = |column: &str| named.iter().any(|named| named.column.as_deref() == Some(column));
            for licence in LICENCES {
                prop_assert!(user.holds(licence) == was.holds(licence) || is_named(licence), "{address}: {licence}");
            }
            for (column, _) in COLUMNS {
                let (is, was) = (user.attributes.get(column), was.attributes.get(column));
                prop_assert!(is == was || is_named(column), "{address}, {column}: {was:?} became {is:?}");
            }
        }
    }

    #[test]
    fn parts_in_order_are_the_whole_and_each_passes_alone(case in case(), limit in 1_usize..5) {
        let parts = case.corrected(Some(limit));
        prop_assert_eq!(case.after(&parts), case.after(&case.corrected(None)));
        for part in &parts {
            let options = Options { limit: Some(limit), ..case.options() };
            prop_assert_eq!(refuses(&part.bytes(), &options), Vec::<String>::new(), "{}", text(part));
        }
    }

    #[test]
    fn a_blank_never_changes_anything(case in case()) {
        let (before, after) = (case.before(), case.after(&case.corrected(None)));
        let blank = |column: &str, user: &str| {
            let mut reader = csv::Reader::from_reader(case.file.as_bytes());
            let at = reader.headers().expect("a header").iter().position(|name| name == column);
            let mut records = reader.records().map(|record| record.expect("an even file"));
            let record = records.find(|record| record[0].to_lowercase() == user);
            at.is_none_or(|at| record.is_none_or(|record| record[at].is_empty()))
        };
        for (address, was) in &before.users {
            let is = &after.users[address];
            for licence in LICENCES {
                prop_assert!(was.holds(licence) == is.holds(licence) || !blank(licence, address));
            }
            for (column, _) in COLUMNS {
                prop_assert!(was.attributes.get(column) == is.attributes.get(column) || !blank(column, address));
            }
        }
        let plan = case.plan();
        for planned in plan.users.iter().filter(|planned| before.users.contains_key(&planned.user.to_lowercase())) {
            for column in planned.licences.iter().map(|licence| &licence.column).chain(planned.attributes.iter().map(|one| &one.column)) {
                prop_assert!(!blank(column, &planned.user.to_lowercase()), "{}: {column}", planned.user);
            }
        }
    }
}

fn minimal_for_both(case: &Case) -> Vec<Part<'_>> {
    minimal(&case.input(), &Options { mode: None, ..case.options() }).expect("it holds what either mode needs").parts
}

#[test]
fn a_file_of_copies_is_refused_kindly() {
    let export = format!("{KEY},{STANDARD}\r\nanna@example.com,TRUE\r\n");
    let input = Input { file: export.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let refusal = minimal(&input, &Options::default()).expect_err("nothing changes");
    assert!(refusal.message.contains("nothing to import"), "{}", refusal.message);
    let rollback = rollback(&input, &Options::default()).expect("there is an export");
    assert!(rollback.parts.is_empty() && rollback.not_undone.is_empty());
    let alone = Input { baseline: None, ..input };
    assert_eq!(minimal(&alone, &Options::default()).expect_err("nobody knows").code, "no-baseline");
}

#[test]
fn decisions_reach_the_plan_and_the_files() {
    let export = format!("{KEY},{STANDARD},{PREMIUM}\r\nanna@example.com,TRUE,FALSE\r\n");
    let file = format!("{KEY},{STANDARD},{PREMIUM}\r\nanna@example.com,TRUE,TRUE\r\n");
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let mut options = Options { mode: Some(Mode::AddRemove), ..Options::default() };
    assert_eq!(plan(&input, &options).users[0].class, Some(Class::Both));
    let (rule, answer) = (Some("both-licences".to_owned()), "premium".to_owned());
    options.decisions = vec![Decision::Answer { rule, row: None, index: None, answer }];
    assert_eq!(plan(&input, &options).users[0].class, Some(Class::Switches));
    let minimal = minimal(&input, &options).expect("something changes");
    assert!(text(&minimal.parts[0]).ends_with("anna@example.com,FALSE,TRUE\r\n"));
}

/// The rollback of a file that was imported with “Add and remove services”.
fn undoing(file: &str, export: &str) -> Rollback {
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    rollback(&input, &Options { mode: Some(Mode::AddRemove), ..Options::default() }).expect("an export")
}

#[test]
fn of_two_licences_one_is_given_back_and_the_other_named() {
    let export = format!("{KEY},{STANDARD},{PREMIUM}\r\nanna@example.com,TRUE,TRUE\r\n");
    let file = export.replace("TRUE,TRUE", "FALSE,FALSE");
    let rollback = undoing(&file, &export);
    assert_eq!(text(&rollback.parts[0]), format!("{KEY},{PREMIUM}\r\nanna@example.com,TRUE\r\n"));
    let named: Vec<_> = rollback.not_undone.iter().map(|named| (named.column.as_deref(), named.why)).collect();
    assert_eq!(named, [(Some(STANDARD), Reason::Both)]);
}

/// What the export has only damaged is not written over what the import made right, and is named.
#[test]
fn a_damaged_export_gives_nothing_back_that_it_has_lost() {
    let header = format!("{KEY},First Name,Extension,Phone Number,Title,{STANDARD},{PREMIUM}");
    let export = format!(
        "{header}\r\nanna@example.com,Anna,144,\"4,526E+09\",#N/A,TRUE,FALSE\r\nbo@example.com,S?ren,1-Feb,,Lead,TRUE,FALSE\r\n"
    );
    let file = format!(
        "{header}\r\nanna@example.com,Anna,0144,+4526018151,Agent,FALSE,TRUE\r\nbo@example.com,Søren,0145,,Boss,TRUE,FALSE\r\n"
    );
    let rollback = undoing(&file, &export);
    let expected =
        format!("{KEY},Title,{STANDARD},{PREMIUM}\r\nanna@example.com,,TRUE,FALSE\r\nbo@example.com,Lead,,\r\n");
    assert_eq!(text(&rollback.parts[0]), expected);
    let mut named: Vec<_> =
        rollback.not_undone.iter().map(|named| (&*named.user, named.column.as_deref(), named.why)).collect();
    named.sort_unstable_by_key(|(user, column, _)| (*user, *column));
    let refused = |user, column| (user, Some(column), Reason::Refused);
    assert_eq!(
        named,
        [
            refused("anna@example.com", "Extension"),
            refused("anna@example.com", "Phone Number"),
            refused("anna@example.com", "Title"),
            refused("bo@example.com", "Extension"),
            refused("bo@example.com", "First Name"),
        ]
    );
}

/// Control Hub refuses a row that gives a Calling licence without them, though they do not change.
#[test]
fn the_minimal_file_keeps_what_a_calling_licence_needs() {
    let header = format!("{KEY},First Name,Last Name,Title,Location,Phone Number,Extension,{CALLING}");
    let [export, file] = ["FALSE", "TRUE"]
        .map(|gets| format!("{header}\r\nanna@example.com,Anna,Berg,Agent,Aarhus,+4526018159,1001,{gets}\r\n"));
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let minimal = minimal(&input, &Options { mode: Some(Mode::AddRemove), ..Options::default() }).expect("it changes");
    assert_eq!(text(&minimal.parts[0]), file.replace("Title,", "").replace("Agent,", ""));
    assert_eq!(minimal.columns_left_out, ["Title"]);
}

/// A row without what a Calling licence needs would be refused whole: it goes without the licence, which is named.
#[test]
fn a_calling_licence_is_given_back_only_with_what_it_needs() {
    let header = format!("{KEY},{CALLING},{STANDARD}");
    let [export, file] = ["TRUE,TRUE", "FALSE,FALSE"].map(|cells| format!("{header}\r\nanna@example.com,{cells}\r\n"));
    let rollback = undoing(&file, &export);
    assert_eq!(text(&rollback.parts[0]), format!("{KEY},{STANDARD}\r\nanna@example.com,TRUE\r\n"));
    let named: Vec<_> = rollback.not_undone.iter().map(|named| (named.column.as_deref(), named.why)).collect();
    assert_eq!(named, [(Some(CALLING), Reason::Refused)]);
}

/// A table of an export, the file and what the rollback makes of it; and what it names, by column.
#[test]
fn what_is_not_given_back_costs_nobody_another_licence() {
    const SUSPENDED: &str = "Webex Contact Center Standard Agent [Sub1] (Suspended)";
    let refused = |column| (Some(column), Reason::Refused);
    for (header, export, file, written, named) in [
        // Without a location nobody gets the one licence back, nor loses the other one.
        (format!("{CALLING},{BASIC}"), "TRUE,FALSE", "FALSE,TRUE", None, &[refused(CALLING), refused(BASIC)][..]),
        // Nor where another licence stands in front of them.
        (
            format!("{STANDARD},{CALLING},{BASIC}"),
            "TRUE,TRUE,FALSE",
            "TRUE,FALSE,TRUE",
            None,
            &[refused(CALLING), refused(BASIC)],
        ),
        (
            format!("{CALLING},{BASIC},Extension,Location"),
            "TRUE,FALSE,1,Aarhus",
            "FALSE,TRUE,1001,Aarhus",
            None,
            &[refused("Extension"), refused(CALLING), refused(BASIC)],
        ),
        (
            format!("{SUSPENDED},{PREMIUM}"),
            "TRUE,FALSE",
            "FALSE,TRUE",
            None,
            &[(Some(SUSPENDED), Reason::Suspended), refused(PREMIUM)],
        ),
        // With what it needs it is given back; what was lost stays as the import made it, and what it does not need stays away.
        (
            format!("{CALLING},{STANDARD},Extension,Location"),
            "TRUE,FALSE,144,Aarhus",
            "FALSE,TRUE,0144,Aarhus",
            Some((format!("{CALLING},{STANDARD},Extension,Location"), "TRUE,FALSE,0144,Aarhus")),
            &[refused("Extension")],
        ),
        (
            format!("{CALLING},Phone Number,Extension,Location"),
            "TRUE,\"4,526E+09\",1001,Aarhus",
            "FALSE,,1001,Aarhus",
            Some((format!("{CALLING},Extension,Location"), "TRUE,1001,Aarhus")),
            &[],
        ),
        (format!("Extension,{STANDARD}"), "144,TRUE", "0144,TRUE", None, &[refused("Extension")]),
    ] {
        let [export, file] = [export, file].map(|row| format!("{KEY},{header}\r\nanna@example.com,{row}\r\n"));
        let rollback = undoing(&file, &export);
        let expected = written.map(|(header, row)| format!("{KEY},{header}\r\nanna@example.com,{row}\r\n"));
        assert_eq!(rollback.parts.first().map(text), expected, "{file} of {export}");
        let found: Vec<_> = rollback.not_undone.iter().map(|named| (named.column.as_deref(), named.why)).collect();
        assert_eq!(found, named, "{file} of {export}");
    }
}

/// A row whose user Control Hub does not take is named once, as a whole.
#[test]
fn a_user_with_a_refused_address_is_named_once() {
    let header = format!("{KEY},Extension,Title");
    let [export, file] = ["1-Feb,Agent", "1001,Lead"].map(|row| format!("{header}\r\nanna@example..com,{row}\r\n"));
    let rollback = undoing(&file, &export);
    assert!(rollback.parts.is_empty());
    let named: Vec<_> = rollback.not_undone.iter().map(|named| (&*named.user, named.column.as_deref())).collect();
    assert!(
        named.contains(&("anna@example..com", None)) && named.iter().all(|(user, _)| !user.is_empty()),
        "{named:?}"
    );
}
