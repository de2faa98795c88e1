//! Pictures of deals, companies and pages in smaller sizes, so that a telephone need not load what a wide screen shows.
//!
//! Which sizes there are is told by the first bytes of a picture and its length; nothing is decoded for that. A smaller
//! one is made of the same kind, with the same colours and the right side up, and without metadata. Its name has a hash of the
//! picture that it is made from: a build that finds it in the output of the last one need not make it again. Pixels are
//! averaged in whole numbers and decoded without instructions that only some processors have, so that the bytes are the same
//! on every machine.
//!
//! Left alone are small files, pictures that move, palettes (a reduced one is larger), CMYK, WebP and AVIF, which nothing here
//! can write well.

#[cfg(feature = "pictures")]
mod jpeg;
#[cfg(feature = "pictures")]
mod png;
#[cfg(feature = "pictures")]
mod raster;

/// Widths of smaller pictures, in pixels: a telephone, the column of text, the same on a dense screen.
const WIDTHS: [u32; 3] = [480, 800, 1280];
/// Bytes from which on a smaller one is worth a file.
const LEAST: usize = 50_000;
/// Pixels up to which a picture is decoded.
const MOST: u64 = 60_000_000;
/// Changes when the same picture is made smaller in another way.
const VERSION: u8 = 1;

/// The smaller widths of a picture of this size; none if it is to be left alone.
pub(crate) fn widths(bytes: &[u8], (width, height): (u32, u32)) -> impl Iterator<Item = u32> {
    let is_read = cfg!(feature = "pictures") && bytes.len() >= LEAST && (is_jpeg(bytes) || is_png(bytes));
    let fits = is_read && u64::from(width) * u64::from(height) <= MOST && height > 0;
    // One that is nearly as wide saves nothing.
    WIDTHS.into_iter().filter(move |narrow| fits && u64::from(*narrow) * 5 <= u64::from(width) * 4)
}

/// What tells a picture from all others, in a name.
pub(crate) fn tag(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[VERSION]).update(bytes);
    hasher.finalize().to_hex()[..8].to_owned()
}

/// The size in which a picture of this size is `width` wide.
pub(crate) fn reduced((width, height): (u32, u32), narrow: u32) -> (u32, u32) {
    let high = (u64::from(height) * u64::from(narrow) + u64::from(width) / 2) / u64::from(width).max(1);
    (narrow, u32::try_from(high).unwrap_or(u32::MAX).max(1))
}

/// A picture in a smaller size, as it is shown. One that cannot be read, or would not be smaller, is returned as it is: pages
/// refer to it already.
pub(crate) fn make(bytes: &[u8], size: (u32, u32)) -> std::borrow::Cow<'_, [u8]> {
    #[cfg(feature = "pictures")]
    {
        let made = if is_jpeg(bytes) { jpeg::make(bytes, size) } else { png::make(bytes, size) };
        if let Some(made) = made.filter(|made| made.len() < bytes.len()) {
            return made.into();
        }
    }
    #[cfg(not(feature = "pictures"))]
    let _ = size;
    bytes.into()
}

/// A JPEG of one colour or three.
fn is_jpeg(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    while let [0xff, marker, high, low, after @ ..] = rest {
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            // Precision, height, width, colours.
            return matches!(marker, 0xc0..=0xc2) && after.first() == Some(&8) && matches!(after.get(5), Some(1 | 3));
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(next) = length.checked_sub(2).and_then(|length| after.get(length..)) else { return false };
        rest = next;
    }
    false
}

/// A PNG that has no palette and does not move.
fn is_png(bytes: &[u8]) -> bool {
    let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    is_png && bytes.get(25).is_some_and(|colours| *colours != 3) && memchr::memmem::find(head, b"acTL").is_none()
}

#[cfg(all(test, feature = "pictures"))]
mod tests;
