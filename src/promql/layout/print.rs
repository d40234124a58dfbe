//! Tree and pieces → text. The tree says where lines may break, the pieces are what stands on them.

use super::pieces::{Pieces, Role};
use crate::promql::{
    ast::{Aggregate, Binary, Call, Expr, Subquery},
    lexer::TokenKind,
    pretty::MAXIMUM_LINE,
};
use std::ops::Range;

/// The text of an expression that consists of these pieces.
pub(super) fn print(expression: &Expr, pieces: &Pieces<'_>) -> String {
    let mut printer = Printer { pieces, out: String::new(), wanted: Some(Break { level: 0, comments: 0 }) };
    printer.part(&Part { expression, range: pieces.all(), level: 0, outermost: true });
    printer.break_before(0, 0);
    printer.comments(pieces.end(), 0);
    printer.out
}

struct Printer<'p> {
    pieces: &'p Pieces<'p>,
    out: String,
    /// Whether the next piece begins a line; at the beginning it does.
    wanted: Option<Break>,
}

/// A line break that is to come.
#[derive(Clone, Copy)]
struct Break {
    /// How far the piece after it is indented.
    level: usize,
    /// How far comments between are.
    comments: usize,
}

/// A part of the tree.
struct Part<'p> {
    expression: &'p Expr,
    /// Its pieces.
    range: Range<usize>,
    /// How far its lines are indented.
    level: usize,
    /// Whether it is the whole expression, or the left operand of an operator that is outermost.
    outermost: bool,
}

impl Printer<'_> {
    fn part(&mut self, part: &Part<'_>) {
        let Part { expression, range, level, .. } = part;
        let (range, level) = (range.clone(), *level);
        let inside = |expression, range, level| Part { expression, range, level, outermost: false };
        match expression {
            Expr::Number(_) | Expr::String(_) => self.pieces(range, level),
            Expr::Vector(_) | Expr::Matrix(_) => self.selector(range, level),
            Expr::Unary(node) => {
                self.piece(range.start, level);
                self.part(&inside(&node.operand, range.start + 1..range.end, level));
            }
            Expr::Paren(node) => self.enclosed(range.start, &[&node.inner], &range, level),
            Expr::Call(node) => self.call(node, &range, level),
            Expr::Aggregate(node) => self.aggregate(node, &range, level),
            Expr::Subquery(node) => self.subquery(node, &range, level),
            Expr::Binary(node) => self.binary(node, part),
        }
    }

    /// Whether some pieces need more than one line.
    fn is_broken(&self, range: &Range<usize>) -> bool {
        self.pieces.width(range) > MAXIMUM_LINE || self.pieces.has_comments(range)
    }

    fn binary(&mut self, node: &Binary, part: &Part<'_>) {
        let Part { range, level, outermost, .. } = part;
        let (level, broken) = (*level, self.is_broken(range));
        let right = self.pieces.first_of(&node.right);
        let operator = self.operator_before(right, range.start);
        let operands = if *outermost { level } else { level + 1 };
        if broken {
            self.indent_further(operands);
        }
        let left =
            Part { expression: &node.left, range: range.start..operator, level: operands, outermost: *outermost };
        self.part(&left);
        if broken {
            self.break_before(level, level);
        }
        self.pieces(operator..right, level);
        let mut right = Part { expression: &node.right, range: right..range.end, level: operands, outermost: false };
        if *outermost && matches!(node.right, Expr::Binary(_)) && self.is_broken(&right.range) {
            // Its operands must not look like those of this one.
            right.level = level + 1;
        }
        // A bound stays with its comparison, unless a comment comes between.
        if broken && !matches!(node.right, Expr::Number(_)) {
            self.break_before(right.level, right.level);
        }
        self.part(&right);
    }

    /// The operator whose right operand begins at `right`; words and lists may stand in between.
    fn operator_before(&self, right: usize, first: usize) -> usize {
        let mut index = right;
        while index > first {
            index -= 1;
            let piece = self.pieces.get(index);
            match piece.role {
                Role::Operator => return index,
                _ if piece.kind == TokenKind::RightParen => index = self.pieces.partner(index),
                _ => {}
            }
        }
        index
    }

    fn call(&mut self, node: &Call, range: &Range<usize>, level: usize) {
        self.piece(range.start, level);
        let arguments: Vec<&Expr> = node.arguments.iter().collect();
        self.enclosed(range.start + 1, &arguments, range, level);
    }

    fn aggregate(&mut self, node: &Aggregate, range: &Range<usize>, level: usize) {
        let arguments: Vec<&Expr> = node.parameter.iter().chain([&node.body]).collect();
        let open = arguments.first().map_or(range.start, |first| self.pieces.first_of(first).saturating_sub(1));
        self.pieces(range.start..open, level);
        self.enclosed(open, &arguments, range, level);
        self.pieces(self.pieces.partner(open) + 1..range.end, level);
    }

    fn subquery(&mut self, node: &Subquery, range: &Range<usize>, level: usize) {
        let mut open = range.end;
        while open > range.start {
            open -= 1;
            match self.pieces.get(open).kind {
                TokenKind::RightBracket => {
                    open = self.pieces.partner(open);
                    break;
                }
                TokenKind::RightParen => open = self.pieces.partner(open),
                _ => {}
            }
        }
        self.part(&Part { expression: &node.inner, range: range.start..open, level, outermost: false });
        self.pieces(open..range.end, level);
    }

    /// Parts in the parentheses that open at `open`, separated by commas; the lines break if all of `whole` needs it.
    fn enclosed(&mut self, open: usize, parts: &[&Expr], whole: &Range<usize>, level: usize) {
        let (broken, close) = (self.is_broken(whole), self.pieces.partner(open));
        self.piece(open, level);
        for (number, expression) in parts.iter().enumerate() {
            let start = self.pieces.first_of(expression);
            let comma = parts.get(number + 1).map(|next| self.pieces.first_of(next).saturating_sub(1));
            if broken {
                self.break_before(level + 1, level + 1);
            }
            let range = start..comma.unwrap_or(close);
            self.part(&Part { expression, range, level: level + 1, outermost: false });
            if let Some(comma) = comma {
                self.piece(comma, level);
            }
        }
        if broken {
            self.break_before(level, level + 1);
        }
        self.piece(close, level);
    }

    /// A selector, whose matchers get a line each if there are comments among them.
    fn selector(&mut self, range: Range<usize>, level: usize) {
        let brace = range.clone().take(2).find(|index| self.pieces.get(*index).kind == TokenKind::LeftBrace);
        let braces = brace.map(|open| open..self.pieces.partner(open) + 1);
        let Some(braces) = braces.filter(|braces| self.pieces.has_comments(braces)) else {
            return self.pieces(range, level);
        };
        let close = braces.end - 1;
        self.pieces(range.start..braces.start + 1, level);
        let mut begins = true;
        for index in braces.start + 1..close {
            if begins {
                self.break_before(level + 1, level + 1);
            }
            self.piece(index, level);
            begins = self.pieces.get(index).kind == TokenKind::Comma;
        }
        self.break_before(level, level + 1);
        self.pieces(close..range.end, level);
    }

    /// Pieces on one line, as far as comments let them.
    fn pieces(&mut self, range: Range<usize>, level: usize) {
        for index in range {
            self.piece(index, level);
        }
    }

    fn piece(&mut self, index: usize, level: usize) {
        self.comments(index, level);
        let piece = self.pieces.get(index);
        match self.wanted.take() {
            Some(wanted) => self.new_line(wanted.level),
            None if piece.blank => self.out.push(' '),
            None => {}
        }
        self.out.push_str(&piece.text);
    }

    /// The comments in front of a piece. What comes after them begins a line, one level deeper than `level` if no line
    /// was to begin there.
    fn comments(&mut self, index: usize, level: usize) {
        let after = self.wanted.unwrap_or(Break { level: level + 1, comments: level + 1 });
        for (number, comment) in self.pieces.get(index).comments.iter().enumerate() {
            match comment.trailing && number == 0 {
                true => self.out.push(' '),
                false => self.new_line(after.comments),
            }
            self.out.push_str(comment.text);
            self.wanted = Some(after);
        }
    }

    fn break_before(&mut self, level: usize, comments: usize) {
        self.wanted = Some(Break { level, comments });
    }

    /// Indents what comes next further, if it begins a line.
    fn indent_further(&mut self, level: usize) {
        if let Some(wanted) = &mut self.wanted {
            *wanted = Break { level, comments: level };
        }
    }

    fn new_line(&mut self, level: usize) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n("  ", level));
    }
}
