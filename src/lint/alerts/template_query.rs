//! A query in a template that does not parse.
//!
//! ## What it does
//! Parses the texts that templates give to `query`. Queries that are put together with `printf` are left alone.
//!
//! ## Why it is bad
//! Prometheus and promtool do not look at them before the alert fires. Then the whole text is replaced by
//! `<error expanding template: …>`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: '{{ query "count(up" | first | value }} are watched'
//! ```
//!
//! ## How to fix
//! Correct the query.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: '{{ query "count(up)" | first | value }} are watched'
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    template::{self, Use, inside},
};
use crate::{
    diagnostic::{Diagnostic, Severity, Span},
    promql::{self, Features},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/template-query", include_str!("template_query.rs"), Check::Rule(check)).level(Severity::Error);

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let Use::Call { function, arguments, .. } = used else { continue };
            let ("query", [argument]) = (function.as_str(), arguments.as_slice()) else { continue };
            let Some((query, literal)) = &argument.text else { continue };
            // Which of the experimental parts the server has is not known here.
            let Err(error) = promql::parse(query, Features::all()) else { continue };
            let part = error.span.map_or(0..query.len(), |span| span.start as usize..span.end as usize);
            let place = inside(argument, literal, part);
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            found.push(LINT.at(place, format!("the query does not parse: {}", error.message)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: x > 1, annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn errors_are_found_inside_of_literals() {
        for template in
            ["{{ query \"up\" }}", "{{ printf \"up{\" | query }}", "{{ \"up\" | query }}", "{{ query $labels.q }}"]
        {
            assert_eq!(found(template), [""; 0], "{template}");
        }
        let places = |template: &str| {
            let found = found(template);
            found.iter().map(|text| text.split_once(": ").map_or("", |(place, _)| place).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(places("{{ query `sum(up) + nofunc(x)` }}"), ["nofunc"]);
        assert_eq!(places("{{ \"sum(up) + nofunc(x)\" | query }}"), ["nofunc"]);
        assert_eq!(places("{{ query \"nofunc(x) \\x2b 1\" }}"), ["\"nofunc(x) \\x2b 1\""]);
    }
}
