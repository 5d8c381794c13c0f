//! The certificate of the server, read again when its files change.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::ArcSwap;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::ServerError;
use crate::server::TlsFiles;

/// Protocols offered, the preferred one first.
const ALPN: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// When the two files were last changed.
type Stamps = [Option<SystemTime>; 2];

/// The certificate in use.
#[derive(Debug)]
pub(crate) struct Certificate {
    files: TlsFiles,
    current: ArcSwap<(Stamps, Arc<ServerConfig>)>,
}

impl Certificate {
    /// Reads the files.
    pub(crate) fn load(files: TlsFiles) -> Result<Self, ServerError> {
        let stamps = stamps(&files);
        let config = read(&files)?;
        Ok(Self { files, current: ArcSwap::from_pointee((stamps, config)) })
    }

    /// Returns what accepts the next connection.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.current.load().1))
    }

    /// Reads the files again when they changed; what is wrong with them leaves the certificate in use.
    pub(crate) fn refresh(&self) -> Result<(), ServerError> {
        let stamps = stamps(&self.files);
        if self.current.load().0 == stamps {
            return Ok(());
        }
        self.current.store(Arc::new((stamps, read(&self.files)?)));
        tracing::info!("the certificate was read again");
        Ok(())
    }
}

fn stamps(files: &TlsFiles) -> Stamps {
    [&files.certificate, &files.key].map(|path| std::fs::metadata(path).and_then(|found| found.modified()).ok())
}

fn read(files: &TlsFiles) -> Result<Arc<ServerConfig>, ServerError> {
    let wrong = |path: &Path, reason: String| ServerError::Certificate { path: path.to_owned(), reason };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(&files.certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(wrong(&files.certificate, "aucun certificat PEM".to_owned()));
    }
    // The cause could quote the key: only the kind of error is told.
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|_unreadable| wrong(&files.key, "clé privée PEM absente ou illisible".to_owned()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&files.certificate, error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| wrong(&files.certificate, error.to_string()))?;
    config.alpn_protocols = ALPN.map(<[u8]>::to_vec).to_vec();
    Ok(Arc::new(config))
}
