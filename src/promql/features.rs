//! Which experimental parts of the language are switched on.

/// The feature flags that change what parses; everything else of the language is always there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// `promql-experimental-functions`: functions like `info`, and the aggregators `limitk` and `limit_ratio`.
    pub experimental_functions: bool,
    /// `promql-extended-range-selectors`: the modifiers `anchored` and `smoothed`.
    pub extended_range_selectors: bool,
    /// `promql-binop-fill-modifiers`: `fill`, `fill_left` and `fill_right` between vectors.
    pub fill_modifiers: bool,
}

impl Features {
    /// Everything switched on, as test scripts run.
    pub fn all() -> Features {
        Features { experimental_functions: true, extended_range_selectors: true, fill_modifiers: true }
    }

    /// Switches one `--enable-feature` name on; `false` if no syntax depends on that name, or it is unknown.
    pub fn enable(&mut self, name: &str) -> bool {
        let flag = match name {
            "promql-experimental-functions" => &mut self.experimental_functions,
            "promql-extended-range-selectors" => &mut self.extended_range_selectors,
            "promql-binop-fill-modifiers" => &mut self.fill_modifiers,
            _ => return false,
        };
        *flag = true;
        true
    }

    /// The features among `names`, each of which may be a comma-separated list; other names are passed over.
    pub fn from_names<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Features {
        let mut features = Features::default();
        for list in names {
            for name in list.as_ref().split(',') {
                features.enable(name);
            }
        }
        features
    }
}

#[cfg(test)]
mod tests {
    use super::Features;

    #[test]
    fn names_come_repeated_and_by_comma() {
        let features =
            Features::from_names(["promql-binop-fill-modifiers,promql-duration-expr", "promql-experimental-functions"]);
        assert!(features.fill_modifiers && features.experimental_functions && !features.extended_range_selectors);
    }
}
