//! An object store that is given large objects in small pieces.

use std::fmt::{Debug, Display, Formatter};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, Result, UploadPart,
};

/// Most bytes of a piece.
///
/// The store of local files writes each piece by a system call, and a kernel that does not preempt itself (`PREEMPT_NONE`, on
/// many servers) gives its core to nobody until it has copied a folio, which is as large as the piece lets it be: with pieces of
/// megabytes, requests waited 16 ms for a thread of the idle class.
const PIECE_BYTES: usize = 64 * 1024;

/// Writes to another store in pieces, without a copy; reads as it does.
#[derive(Debug)]
pub(crate) struct SmallWrites(pub(crate) Arc<dyn ObjectStore>);

impl Display for SmallWrites {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        Display::fmt(&self.0, f)
    }
}

#[async_trait]
impl ObjectStore for SmallWrites {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.0.put_opts(location, in_pieces(payload), options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        Ok(Box::new(SmallParts(self.0.put_multipart_opts(location, options).await?)))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.0.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.0.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.0.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.0.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.0.copy_opts(from, to, options).await
    }
}

/// An upload whose parts are given in pieces.
#[derive(Debug)]
struct SmallParts(Box<dyn MultipartUpload>);

#[async_trait]
impl MultipartUpload for SmallParts {
    fn put_part(&mut self, part: PutPayload) -> UploadPart {
        self.0.put_part(in_pieces(part))
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.0.complete().await
    }

    async fn abort(&mut self) -> Result<()> {
        self.0.abort().await
    }
}

fn in_pieces(payload: PutPayload) -> PutPayload {
    payload.into_iter().flat_map(pieces).collect()
}

fn pieces(mut bytes: Bytes) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || (!bytes.is_empty()).then(|| bytes.split_to(bytes.len().min(PIECE_BYTES))))
}

#[cfg(test)]
mod tests {
    use super::{PIECE_BYTES, SmallWrites, in_pieces};
    use bytes::Bytes;
    use object_store::memory::InMemory;
    use object_store::path::Path;
    use object_store::{ObjectStoreExt as _, PutPayload};
    use std::sync::Arc;

    fn large() -> Bytes {
        (0..3 * PIECE_BYTES + 1).map(|position| u8::try_from(position % 251).unwrap()).collect()
    }

    #[tokio::test]
    async fn writes_the_same_bytes_whole_and_in_parts() {
        let store = SmallWrites(Arc::new(InMemory::new()));
        let (whole, parts) = (Path::from("a"), Path::from("b"));
        store.put(&whole, large().into()).await.unwrap();
        let mut upload = store.put_multipart(&parts).await.unwrap();
        let (first, second) = (large().slice(..PIECE_BYTES + 7), large().slice(PIECE_BYTES + 7..));
        upload.put_part(first.into()).await.unwrap();
        upload.put_part(second.into()).await.unwrap();
        upload.complete().await.unwrap();
        for path in [whole, parts] {
            assert_eq!(store.get(&path).await.unwrap().bytes().await.unwrap(), large());
        }
    }

    #[test]
    fn no_piece_is_large() {
        let payload = in_pieces(PutPayload::from_iter([large(), Bytes::new(), Bytes::from_static(b"a")]));
        let sizes: Vec<usize> = payload.iter().map(Bytes::len).collect();
        assert_eq!(sizes, [PIECE_BYTES, PIECE_BYTES, PIECE_BYTES, 1, 1]);
    }
}
