//! Where the rows and columns of a grid lie: which of them are seen, and how far to scroll to see others. In pixels.
//!
//! What must stay true: whatever the length of the list, its first and its last row can be scrolled to.

/// No browser scrolls through more than this without losing its way; longer lists are scrolled through in larger steps.
const TALLEST: f64 = 6_000_000.0;

/// The inside of what scrolls, and what the grid takes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    pub width: f64,
    pub height: f64,
    /// Height of a row.
    pub row: f64,
    /// Height of the row with the column names.
    pub top: f64,
    /// Width of the column with the row numbers.
    pub side: f64,
}

/// A stretch of rows or columns of which something is seen, and how much of its first lies outside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub first: usize,
    pub count: usize,
    pub hidden: f64,
}

impl Frame {
    fn room(&self) -> f64 {
        (self.height - self.top).max(self.row)
    }

    /// Rows that are seen whole.
    pub(crate) fn page(&self) -> usize {
        if self.row > 0.0 { whole(self.room() / self.row).max(1) } else { 1 }
    }

    fn rows_height(&self, rows: usize) -> f64 {
        number(rows) * self.row
    }

    /// How tall what scrolls is.
    pub(crate) fn tall(&self, rows: usize) -> f64 {
        (self.top + self.rows_height(rows)).min(TALLEST)
    }

    /// Pixels of the list for each pixel that is scrolled.
    fn step(&self, rows: usize) -> f64 {
        let (list, scrolled) = (self.rows_height(rows) - self.room(), self.tall(rows) - self.height);
        if list > scrolled && scrolled > 0.0 { list / scrolled } else { 1.0 }
    }

    pub(crate) fn rows_at(&self, scrolled: f64, rows: usize) -> Seen {
        if self.row <= 0.0 {
            return Seen::default();
        }
        let last = (self.rows_height(rows) - self.room()).max(0.0);
        let from = (scrolled * self.step(rows)).clamp(0.0, last);
        let first = whole(from / self.row);
        let hidden = from - number(first) * self.row;
        let count = (whole((hidden + self.room()) / self.row) + 1).min(rows.saturating_sub(first));
        Seen { first, count, hidden }
    }

    /// How far to scroll so that a row is seen whole; where it is already, nothing moves.
    pub(crate) fn scroll_to_row(&self, position: usize, scrolled: f64, rows: usize) -> f64 {
        let step = self.step(rows);
        let (from, room) = (scrolled * step, self.room());
        let start = number(position) * self.row;
        let wanted = if start < from {
            start
        } else if start + self.row > from + room {
            start + self.row - room
        } else {
            return scrolled;
        };
        wanted / step
    }

    pub(crate) fn wide(&self, widths: &[f64]) -> f64 {
        self.side + widths.iter().sum::<f64>()
    }

    pub(crate) fn columns_at(&self, scrolled: f64, widths: &[f64]) -> Seen {
        let until = scrolled.max(0.0) + (self.width - self.side).max(1.0);
        let (mut start, mut seen) = (0.0, None::<Seen>);
        for (index, width) in widths.iter().enumerate() {
            let end = start + width;
            if end > scrolled && start < until {
                let seen = seen.get_or_insert(Seen { first: index, count: 0, hidden: (scrolled - start).max(0.0) });
                seen.count += 1;
            }
            start = end;
        }
        seen.unwrap_or_default()
    }

    /// How far to scroll so that a column (from 0) is seen, its beginning above all.
    pub(crate) fn scroll_to_column(&self, index: usize, scrolled: f64, widths: &[f64]) -> f64 {
        let room = self.width - self.side;
        let start: f64 = widths.iter().take(index).sum();
        let end = start + widths.get(index).copied().unwrap_or_default();
        if start < scrolled || end - start > room {
            start
        } else if end > scrolled + room {
            end - room
        } else {
            scrolled
        }
    }
}

#[allow(clippy::cast_precision_loss)] // counts of rows and columns
fn number(count: usize) -> f64 {
    count as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, and far below the largest
fn whole(value: f64) -> usize {
    value.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { width: 500.0, height: 440.0, row: 20.0, top: 40.0, side: 100.0 };

    #[test]
    fn only_what_is_seen_is_there() {
        assert_eq!(FRAME.rows_at(0.0, 1_000), Seen { first: 0, count: 21, hidden: 0.0 });
        assert_eq!(FRAME.rows_at(50.0, 1_000), Seen { first: 2, count: 21, hidden: 10.0 });
        assert_eq!(FRAME.rows_at(1e9, 1_000), Seen { first: 980, count: 20, hidden: 0.0 });
        assert_eq!(FRAME.rows_at(0.0, 3), Seen { first: 0, count: 3, hidden: 0.0 });
        assert_eq!(FRAME.rows_at(0.0, 0).count, 0);
        let widths = [150.0; 8];
        assert_eq!(FRAME.columns_at(0.0, &widths), Seen { first: 0, count: 3, hidden: 0.0 });
        assert_eq!(FRAME.columns_at(160.0, &widths), Seen { first: 1, count: 3, hidden: 10.0 });
    }

    #[test]
    fn a_list_of_any_length_has_its_ends() {
        for rows in [1, 19, 20, 21, 5_000, 200_000, 1_000_000, 4_000_000] {
            let end = FRAME.tall(rows) - FRAME.height;
            let seen = FRAME.rows_at(end.max(0.0), rows);
            assert_eq!(seen.first + seen.count, rows, "{rows} rows");
            assert_eq!(FRAME.rows_at(0.0, rows).first, 0);
        }
    }

    #[test]
    fn scrolling_to_a_row_shows_it_and_no_more_is_moved_than_needed() {
        for rows in [30, 200_000, 2_000_000] {
            for position in [0, 7, rows / 2, rows - 1] {
                for from in [0.0, 1_000.0, FRAME.tall(rows) - FRAME.height] {
                    let scrolled = FRAME.scroll_to_row(position, from, rows);
                    let seen = FRAME.rows_at(scrolled, rows);
                    let whole = seen.first + usize::from(seen.hidden > 0.01)..seen.first + seen.count;
                    assert!(whole.contains(&position), "{position} of {rows} at {scrolled}: {seen:?}");
                }
            }
        }
        assert!((FRAME.scroll_to_row(5, 40.0, 1_000) - 40.0).abs() < 0.01, "it is seen already");
    }

    #[test]
    fn scrolling_to_a_column_shows_where_it_begins() {
        let widths = [150.0; 8];
        assert!((FRAME.scroll_to_column(7, 0.0, &widths) - 800.0).abs() < 0.01);
        assert!((FRAME.scroll_to_column(1, 800.0, &widths) - 150.0).abs() < 0.01);
        assert!((FRAME.scroll_to_column(1, 100.0, &widths) - 100.0).abs() < 0.01);
        assert!((FRAME.scroll_to_column(0, 100.0, &[900.0])).abs() < 0.01, "wider than the frame");
    }
}
