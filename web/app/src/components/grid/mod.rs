//! The grid: the rows of the file, of which only those are on the page that are seen.

mod detail;
mod field;
mod filter;
mod follow;
mod look;
mod row;
mod stage;
mod strip;
mod table;
mod value;
mod view;
mod wish;

pub(crate) use view::FileView;
