//! The elements that a grid is shown in: what scrolls, what gives it its size, and what stays in sight.
//!
//! The page's policy lets no style stand in an attribute, so sizes are set here, on the elements themselves. Numbers are
//! read and written by the browser: Rust's own way from text to fractions and back would weigh twenty kilobytes.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use crate::geometry::{Frame, Seen};
use crate::grid::Place;
use crate::host::Host;

use super::super::focus::{active, is_nowhere};

#[derive(Clone, Default, PartialEq)]
pub(super) struct Stage {
    pub host: Host,
    pub scroller: NodeRef,
    pub space: NodeRef,
    pub layer: NodeRef,
}

impl Stage {
    /// The inside of what scrolls, with the sizes that the style sheet gives rows and their heads.
    pub(super) fn frame(&self) -> Option<Frame> {
        let scroller = self.scroller.cast::<Element>()?;
        let rem = self.pixels_of_rem()?;
        let style = web_sys::window()?.get_computed_style(&scroller).ok()??;
        let size = |name: &str| {
            let value = style.get_property_value(name).unwrap_or_default();
            // As a guest the style sheet says `calc(1.75 * var(--rem))` for `1.75rem`.
            js_sys::parse_float(value.trim_start().trim_start_matches("calc(")) * rem
        };
        Some(Frame {
            width: f64::from(scroller.client_width()),
            height: f64::from(scroller.client_height()),
            row: size("--grid-row"),
            top: size("--grid-top"),
            side: size("--grid-side"),
        })
    }

    /// How far it is scrolled, down and across.
    pub(super) fn scrolled(&self) -> (f64, f64) {
        let scroller = self.scroller.cast::<Element>();
        scroller.map_or((0.0, 0.0), |scroller| (f64::from(scroller.scroll_top()), f64::from(scroller.scroll_left())))
    }

    pub(super) fn look(&self, frame: &Frame, rows: usize, widths: &[f64]) -> (Seen, Seen) {
        let (down, across) = self.scrolled();
        (frame.rows_at(down, rows), frame.columns_at(across, widths))
    }

    /// Makes room for all rows and columns.
    pub(super) fn make_room(&self, frame: &Frame, rows: usize, widths: &[f64]) {
        set(&self.space, "block-size", frame.tall(rows));
        set(&self.space, "inline-size", frame.wide(widths));
    }

    /// Moves what is partly seen as far out as it is.
    pub(super) fn shift(&self, rows: Seen, columns: Seen) {
        set(&self.layer, "--down", -rows.hidden);
        set(&self.layer, "--across", -columns.hidden);
    }

    /// Scrolls no further than needed for a cell to be seen.
    pub(super) fn reveal(&self, frame: &Frame, at: Place, rows: usize, widths: &[f64]) {
        let Some(scroller) = self.scroller.cast::<Element>() else { return };
        let (down, across) = self.scrolled();
        let to_row = frame.scroll_to_row(at.position, down, rows);
        if (to_row - down).abs() > 0.5 {
            scroller.set_scroll_top(rounded(to_row));
        }
        if let Some(index) = at.index() {
            let to_column = frame.scroll_to_column(index, across, widths);
            if (to_column - across).abs() > 0.5 {
                scroller.set_scroll_left(rounded(to_column));
            }
        }
    }

    /// Scrolls so that a part of the whole (from 0 to 1) begins at the top.
    pub(super) fn go_to_part(&self, part: f64) {
        if let Some(scroller) = self.scroller.cast::<Element>() {
            let last = scroller.scroll_height() - scroller.client_height();
            scroller.set_scroll_top(rounded(f64::from(last) * part));
        }
    }

    /// Whether the focus is on a cell or on what holds them.
    pub(super) fn is_held(&self) -> bool {
        let layer = self.layer.cast::<Element>();
        layer.is_some_and(|layer| layer.contains(active(&layer).as_deref()))
    }

    /// Whether the focus is here, or nowhere since what had it has gone.
    pub(super) fn may_hold(&self) -> bool {
        let Some(layer) = self.layer.cast::<Element>() else { return false };
        is_nowhere(&layer) || layer.contains(active(&layer).as_deref())
    }

    /// Gives the focus to the chosen cell, or as long as that is out of sight to what holds the cells.
    pub(super) fn focus(&self, cell: &NodeRef, page_stays: bool) {
        let wanted = cell.cast::<HtmlElement>().or_else(|| self.layer.cast::<HtmlElement>());
        if let Some(wanted) = wanted.filter(|wanted| active(wanted).as_ref() != Some(wanted)) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(page_stays);
            let _ = wanted.focus_with_options(&options);
        }
    }

    /// As large as the style sheet takes it: a guest has its own, since the page around may set another.
    pub(super) fn pixels_of_rem(&self) -> Option<f64> {
        let window = web_sys::window()?;
        let (element, property) = match self.host.guest() {
            Some(root) => (root.clone(), "--rem"),
            None => (window.document()?.document_element()?, "font-size"),
        };
        let size = window.get_computed_style(&element).ok()??.get_property_value(property).ok()?;
        Some(js_sys::parse_float(&size)).filter(|pixels| *pixels > 0.0)
    }
}

fn set(node: &NodeRef, property: &str, pixels: f64) {
    if let Some(element) = node.get().and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let number = js_sys::Number::from(pixels).to_string_with_radix(10).map(String::from);
        let _ = element.style().set_property(property, &(number.unwrap_or_default() + "px"));
    }
}

#[allow(clippy::cast_possible_truncation)] // pixels within what browsers scroll
fn rounded(pixels: f64) -> i32 {
    pixels.round() as i32
}
