//! A file of the importer's form that is made anew: a header and records, in parts.
//!
//! What must stay true: UTF-8 without a byte order mark, comma, CRLF, quotes only where needed, no user in two parts.

use crate::key::key_of;
use crate::part::Part;
use crate::parts::Parts;
use crate::write::{numbered, stem, value};
use crate::{Options, sha256};

/// Records by columns; the first column names the user.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Vec<u8>>>,
}

impl Table {
    /// `users.csv`, `minimal` → `users-minimal.csv`, or `users-minimal-part-01-of-03.csv`. `key`: the column of the address.
    pub(super) fn parts(&self, options: &Options, what: &str, key: usize, users_per_file: usize) -> Vec<Part<'static>> {
        let keys: Vec<u64> = self.rows.iter().map(|row| row.get(key).map_or(0, |address| key_of(address))).collect();
        let parts = Parts::new(&keys, keys.len(), true, users_per_file);
        let mut header = Vec::new();
        line(self.header.iter().map(String::as_bytes), &mut header);
        let mut files = vec![(header, 0); parts.count()];
        for (position, row) in self.rows.iter().enumerate() {
            let (bytes, users) = &mut files[parts.part(position, position)];
            line(row.iter().map(Vec::as_slice), bytes);
            *users += 1;
        }
        let (count, named) = (files.len(), format!("{}-{what}", stem(&options.name)));
        let name = |position| if count == 1 { format!("{named}.csv") } else { numbered(&named, position, count) };
        let files = files.into_iter().enumerate();
        files
            .map(|(position, (bytes, users))| {
                let sha256 = if options.sha256 { sha256(&bytes) } else { String::new() };
                Part::owned(name(position), users, bytes, sha256)
            })
            .collect()
    }
}

fn line<'v>(values: impl Iterator<Item = &'v [u8]>, bytes: &mut Vec<u8>) {
    for (nth, one) in values.enumerate() {
        if nth > 0 {
            bytes.push(b',');
        }
        value(one, b',', bytes);
    }
    bytes.extend_from_slice(b"\r\n");
}
