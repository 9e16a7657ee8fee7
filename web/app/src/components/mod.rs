//! What the page is made of. A component is one function: properties in, callbacks out, words from `texts.rs`.

mod answer;
mod app;
mod baseline;
mod busy;
mod cell;
mod confirm;
mod countries;
mod desk;
mod download_bar;
mod drop_overlay;
mod drop_zone;
mod edit_cell;
mod facts;
mod finding;
mod footer;
mod group;
mod history_buttons;
mod icon;
mod limit;
mod masthead;
mod notice;
mod options;
mod outputs;
mod parts;
mod places;
mod plan_classes;
mod plan_licences;
mod plan_users;
mod plan_view;
mod questions;
mod verdict;
mod views;
mod welcome;
mod window;

pub(crate) use app::{App, AppProps};
