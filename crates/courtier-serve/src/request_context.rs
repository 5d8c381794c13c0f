//! What a handler knows of its request, and what it tells of its answer: shared with what surrounds it.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use courtier_answers::Snapshot;
use http::request::Parts;

use crate::audit::Read;
use crate::problem::Problem;
use crate::request_id::RequestId;
use crate::snapshots::Loaded;

/// One request for data.
#[derive(Debug)]
pub(crate) struct RequestContext {
    request_id: RequestId,
    loaded: Arc<Loaded>,
    read: OnceLock<Read>,
}

impl RequestContext {
    pub(crate) const fn new(request_id: RequestId, loaded: Arc<Loaded>) -> Self {
        Self { request_id, loaded, read: OnceLock::new() }
    }

    pub(crate) fn loaded(&self) -> &Arc<Loaded> {
        &self.loaded
    }

    /// Returns what the answer shows; `None` when it shows nobody.
    pub(crate) fn read(&self) -> Option<Read> {
        self.read.get().cloned()
    }
}

/// The data that a request is answered from: the same from its first to its last look. Only a guarded request has them.
#[derive(Debug)]
pub(crate) struct Data(Arc<RequestContext>);

impl Data {
    pub(crate) fn snapshot(&self) -> &Snapshot {
        self.0.loaded.snapshot()
    }

    pub(crate) fn loaded(&self) -> &Arc<Loaded> {
        self.0.loaded()
    }

    pub(crate) fn request_id(&self) -> &str {
        self.0.request_id.as_str()
    }

    /// Tells which opportunities the answer shows: once, at the end.
    pub(crate) fn show(self, read: Read) {
        // Only the one `Data` of the request tells, and it is consumed.
        let _first = self.0.read.set(read);
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Data {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let context = parts.extensions.get::<Arc<RequestContext>>();
        context.map(|context| Self(Arc::clone(context))).ok_or_else(Problem::not_loaded)
    }
}
