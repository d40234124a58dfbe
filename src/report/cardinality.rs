//! Families by the number of their series, as `promtool check metrics --extended` prints them.
//!
//! ```text
//! Metric         Cardinality    Percentage    
//! http_latency   120            92.31%        
//! up             10             7.69%         
//! Total          130            100%          
//! ```

use super::style::printable;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Blanks behind the widest cell of a column.
const GAP: usize = 4;

/// Writes the table; the largest families come first, equal ones in the given order.
pub fn write(out: &mut dyn Write, families: &[(String, u64)]) -> io::Result<()> {
    let total: u64 = families.iter().map(|(_, cardinality)| cardinality).sum();
    let mut sorted: Vec<&(String, u64)> = families.iter().collect();
    sorted.sort_by_key(|(_, cardinality)| std::cmp::Reverse(*cardinality));
    let row = |(name, cardinality): &(String, u64)| {
        let percentage = *cardinality as f64 / total as f64 * 100.0;
        [printable(name), cardinality.to_string(), format!("{percentage:.2}%")]
    };
    let mut rows = vec![["Metric".to_owned(), "Cardinality".to_owned(), "Percentage".to_owned()]];
    rows.extend(sorted.into_iter().map(row));
    rows.push(["Total".to_owned(), total.to_string(), "100%".to_owned()]);
    let widths = [0, 1, 2].map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0) + GAP);
    for row in rows {
        for (cell, width) in row.iter().zip(widths) {
            write!(out, "{cell}{:1$}", "", width - cell.width())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(families: &[(&str, u64)]) -> String {
        let families: Vec<_> = families.iter().map(|(name, cardinality)| (name.to_string(), *cardinality)).collect();
        let mut out = Vec::new();
        write(&mut out, &families).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn cells_are_as_wide_as_their_columns() {
        assert_eq!(
            table(&[("a", 1), ("日b", 2), ("c", 1)]),
            "Metric    Cardinality    Percentage    \n日b       2              50.00%        \n\
             a         1              25.00%        \nc         1              25.00%        \n\
             Total     4              100%          \n"
        );
        assert_eq!(table(&[]), "Metric    Cardinality    Percentage    \nTotal     0              100%          \n");
    }
}
