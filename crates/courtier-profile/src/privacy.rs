//! No figure tells about fewer than ten people.

mod regroup;
mod suppress;

pub use regroup::SMALL_CELL;
pub(crate) use regroup::{OTHERS, kept};
pub(crate) use suppress::shown;
