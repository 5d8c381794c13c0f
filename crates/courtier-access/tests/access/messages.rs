//! What users read.

use courtier_access::Denied;

#[test]
fn says_in_french_why_access_is_denied() {
    use Denied::{Algorithm, Audience, Expired, Issuer, Malformed, NoRole, NotYetValid, Revoked, Signature, Unknown};
    let all = [Malformed, Unknown, Revoked, Expired, NotYetValid, Algorithm, Signature, Issuer, Audience, NoRole];
    let lines = all.map(|denied| {
        let status = if denied.is_forbidden() { 403 } else { 401 };
        format!("{status} {}: {denied}", denied.code())
    });
    insta::assert_snapshot!(lines.join("\n"));
}
