//! Which data each route gives, and so what its readers must be allowed.

use std::collections::HashMap;

use courtier_access::Scope;
use utoipa::openapi::OpenApi;

/// Addresses below it give data.
const DATA: &str = "/api/";

/// The scope of each route that gives data.
#[derive(Debug)]
pub(crate) struct Scopes(HashMap<String, Scope>);

impl Scopes {
    /// Takes the routes of each description.
    pub(crate) fn of(described: impl IntoIterator<Item = (OpenApi, Scope)>) -> Self {
        let routes = described.into_iter().flat_map(|(document, scope)| {
            let paths = document.paths.paths.into_keys();
            paths.map(move |path| (path, scope))
        });
        Self(routes.collect())
    }

    /// Returns what a route asks for; `None` when it is open. A route below `/api/` that was not described is one about
    /// persons: forgetting it must not open it.
    pub(crate) fn get(&self, route: &str) -> Option<Scope> {
        self.0.get(route).copied().or_else(|| route.starts_with(DATA).then_some(Scope::Personal))
    }
}

#[cfg(test)]
mod tests {
    use crate::routes;
    use courtier_access::Scope;

    #[test]
    fn every_described_route_of_data_has_a_scope_and_no_other() {
        let scopes = routes::scopes();
        let document = routes::described();
        for path in document.paths.paths.keys() {
            assert_eq!(scopes.0.contains_key(path), path.starts_with("/api/"), "{path}");
        }
        assert_eq!(scopes.get("/api/v1/opportunities/{id}"), Some(Scope::Personal));
        assert_eq!(scopes.get("/api/v1/profil"), Some(Scope::Aggregate));
        assert_eq!(scopes.get("/livez"), None);
        assert_eq!(scopes.get("/api/v1/oubliee"), Some(Scope::Personal));
    }
}
