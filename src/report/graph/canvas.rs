//! Dots on a grid, four rows and two columns of them in every character cell.
//!
//! ```text
//! 0 3      bits of a braille character, U+2800 plus:
//! 1 4      bit 0 … 5 for the upper three rows,
//! 2 5      bits 6 and 7 for the lowest
//! 6 7
//! ```

/// Dots in a cell, across and down.
pub(super) const CELL: (usize, usize) = (2, 4);

/// A grid of cells; each remembers the last series that drew in it.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    dots: u8,
    letter: Option<char>,
    series: usize,
}

/// What one cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The braille character, a letter, or a space.
    pub(super) character: char,
    /// The series to which it belongs.
    pub(super) series: usize,
}

impl Canvas {
    /// An empty canvas of `width` × `height` cells.
    pub(super) fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, cells: vec![Cell::default(); width * height] }
    }

    /// Draws one dot; `x` and `y` count dots from the upper left corner. Outside of the canvas nothing happens.
    pub(super) fn dot(&mut self, x: usize, y: usize, series: usize) {
        let (column, row) = (x / CELL.0, y / CELL.1);
        if column >= self.width || row >= self.height {
            return;
        }
        let bit = match (x % CELL.0, y % CELL.1) {
            (0, 3) => 6,
            (1, 3) => 7,
            (0, row) => row,
            (_, row) => 3 + row,
        };
        let cell = &mut self.cells[row * self.width + column];
        cell.dots |= 1 << bit;
        cell.series = series;
    }

    /// Draws the straight line between two dots, both of them included.
    pub(super) fn line(&mut self, from: (usize, usize), to: (usize, usize), series: usize) {
        let (across, down) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
        let steps = across.max(down).max(1);
        // Rounded at the middle of each step, so that the line looks the same in both directions.
        let between = |from: usize, to: usize, distance: usize, step: usize| {
            let moved = (2 * step * distance + steps) / (2 * steps);
            if to >= from { from + moved } else { from - moved.min(from) }
        };
        for step in 0..=steps {
            self.dot(between(from.0, to.0, across, step), between(from.1, to.1, down, step), series);
        }
    }

    /// Puts a letter over the cell that holds a dot.
    pub(super) fn letter(&mut self, x: usize, y: usize, letter: char, series: usize) {
        let (column, row) = (x / CELL.0, y / CELL.1);
        if column < self.width && row < self.height {
            let cell = &mut self.cells[row * self.width + column];
            (cell.letter, cell.series) = (Some(letter), series);
        }
    }

    /// The cells of one row, from the left.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = Shown> + '_ {
        self.cells.iter().skip(row * self.width).take(self.width).map(|cell| {
            let braille = char::from_u32(0x2800 + u32::from(cell.dots)).filter(|_| cell.dots != 0);
            Shown { character: cell.letter.or(braille).unwrap_or(' '), series: cell.series }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(canvas: &Canvas) -> Vec<String> {
        (0..canvas.height).map(|row| canvas.row(row).map(|shown| shown.character).collect()).collect()
    }

    #[test]
    fn lines_are_drawn_in_every_direction() {
        let mut canvas = Canvas::new(2, 1);
        canvas.line((0, 0), (3, 3), 0);
        assert_eq!(text(&canvas), ["⠑⢄"]);
        canvas.line((3, 0), (0, 3), 0);
        assert_eq!(text(&canvas), ["⡱⢎"]);
        let mut canvas = Canvas::new(2, 1);
        canvas.line((0, 3), (3, 3), 0);
        assert_eq!(text(&canvas), ["⣀⣀"]);
        canvas.line((3, 3), (3, 0), 1);
        assert_eq!(text(&canvas), ["⣀⣸"]);
        canvas.letter(1, 1, 'a', 2);
        assert_eq!(text(&canvas), ["a⣸"]);
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut canvas = Canvas::new(1, 1);
        canvas.dot(2, 0, 0);
        canvas.dot(0, 4, 0);
        canvas.letter(9, 9, 'a', 0);
        assert_eq!(text(&canvas), [" "]);
    }
}
