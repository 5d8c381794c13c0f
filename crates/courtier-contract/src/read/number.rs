//! Numbers, whole or not, with a point or a comma and with or without thousands separators.
//!
//! A plain number is read at once; only one with a comma or spaces is first rewritten, on the stack.

/// Longest number that is rewritten: far more than the digits of an `f64`.
const LONGEST: usize = 64;

/// Reads a finite number; `None` when the text is not one.
pub(super) fn number(text: &str) -> Option<f64> {
    // `fast_float2` also knows `nan`, `inf` and overflow to infinity: none of them is a value.
    let plain = |bytes: &[u8]| fast_float2::parse::<f64, _>(bytes).ok().filter(|number| number.is_finite());
    plain(text.as_bytes()).or_else(|| Rewritten::new(text).and_then(|rewritten| plain(rewritten.as_bytes())))
}

/// Reads a whole number, whose decimals, if written, are all zeros; `None` when the text is not one.
pub(super) fn integer(text: &str) -> Option<i64> {
    plain_integer(text.as_bytes())
        .or_else(|| Rewritten::new(text).and_then(|rewritten| plain_integer(rewritten.as_bytes())))
}

/// Reads sign, digits, and an optional `.` with zeros. A number out of the range of `i64` is not a whole number here.
fn plain_integer(bytes: &[u8]) -> Option<i64> {
    let (negative, unsigned) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    let mut value: i64 = 0;
    let mut rest = unsigned;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        let digit = i64::from(digit - b'0');
        // Counted downwards for negative numbers, because `i64::MIN` has no positive counterpart.
        value = value.checked_mul(10)?.checked_add(if negative { -digit } else { digit })?;
        rest = tail;
    }
    if rest.len() == unsigned.len() {
        return None;
    }
    match rest {
        [] => Some(value),
        [b'.', zeros @ ..] if zeros.iter().all(|&digit| digit == b'0') => Some(value),
        _ => None,
    }
}

/// A number with its comma made a point and its thousands separators taken out.
struct Rewritten {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Rewritten {
    /// Rewrites `text`; `None` when a space does not separate groups of three digits of the whole part, when a character
    /// belongs to no number, or when the text is too long.
    fn new(text: &str) -> Option<Self> {
        let mut rewritten = Self { bytes: [0; LONGEST], len: 0 };
        // Digits of the whole part since its start or its last space.
        let mut group = 0;
        let (mut in_whole_part, mut has_spaces) = (true, false);
        for c in text.chars() {
            match c {
                ' ' | '\u{a0}' | '\u{202f}' => {
                    let ends_a_group = if has_spaces { group == 3 } else { (1..=3).contains(&group) };
                    if !in_whole_part || !ends_a_group {
                        return None;
                    }
                    (group, has_spaces) = (0, true);
                }
                '0'..='9' => {
                    group += usize::from(in_whole_part);
                    rewritten.push(c)?;
                }
                ',' | '.' => {
                    in_whole_part = false;
                    rewritten.push('.')?;
                }
                // A sign or an exponent; where they may stand is left to the parser of plain numbers.
                '+' | '-' | 'e' | 'E' => {
                    in_whole_part &= rewritten.len == 0;
                    rewritten.push(c)?;
                }
                _ => return None,
            }
        }
        (!has_spaces || group == 3).then_some(rewritten)
    }

    fn push(&mut self, c: char) -> Option<()> {
        *self.bytes.get_mut(self.len)? = u8::try_from(c).ok()?;
        self.len += 1;
        Some(())
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
