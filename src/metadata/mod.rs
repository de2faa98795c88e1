//! What a camera or an editor wrote into a picture and readers need not know: where it was taken, on what day, with which
//! device, by whom. A picture is published without it.
//!
//! Only the structure of a file is read, chunk by chunk; pixels are never decoded, and their bytes are passed on as they
//! are. Kept is what changes how a picture looks: colour profiles, transparency, animation, resolution, and which side is
//! up, of which a tag of its own is written. What follows the end of a picture goes too: phones hang films there.
//!
//! A JPEG, PNG or WebP that does not hold together is left as it is, and said; so is a picture of another kind if it
//! has metadata, since nobody here can take them out.

mod exif;
mod jpeg;
mod png;
mod webp;

/// What comes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// Nothing had to go.
    AsItWas,
    /// The picture without its metadata.
    Without(Vec<u8>),
    /// It may have metadata, and they could not be taken out; with what it is, in words.
    Unreadable(&'static str),
}

/// Takes metadata out of a picture; all other files are left as they are.
pub fn clean(bytes: &[u8]) -> Cleaned {
    let (parts, broken) = if bytes.starts_with(jpeg::SIGNATURE) {
        (jpeg::parts(bytes), "a JPEG that does not hold together")
    } else if bytes.starts_with(png::SIGNATURE) {
        (png::parts(bytes), "a PNG that does not hold together")
    } else if webp::is(bytes) {
        (webp::parts(bytes), "a WebP picture that does not hold together")
    } else {
        let tells = is_isobmff(bytes) && memchr::memmem::find(bytes, b"Exif").is_some();
        return if tells { Cleaned::Unreadable("an AVIF or HEIF picture with metadata") } else { Cleaned::AsItWas };
    };
    match parts {
        None => Cleaned::Unreadable(broken),
        Some(parts) if is_all_of(&parts, bytes) => Cleaned::AsItWas,
        Some(parts) => match parts.concat() {
            cleaned if cleaned == bytes => Cleaned::AsItWas,
            cleaned => Cleaned::Without(cleaned),
        },
    }
}

/// Whether nothing was left out and nothing made.
fn is_all_of(parts: &[Part<'_>], bytes: &[u8]) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    length == bytes.len() && parts.iter().all(|part| matches!(part, Part::Borrowed(_)))
}

/// Whether a picture is shown with its sides exchanged.
pub(crate) fn is_on_its_side(bytes: &[u8]) -> bool {
    orientation(bytes) >= 5
}

/// Which side of a picture is up, as EXIF counts: 1 where nothing is said.
pub(crate) fn orientation(bytes: &[u8]) -> u8 {
    let orientation = if bytes.starts_with(jpeg::SIGNATURE) {
        jpeg::orientation(bytes)
    } else if bytes.starts_with(png::SIGNATURE) {
        png::orientation(bytes)
    } else {
        None
    };
    orientation.unwrap_or(1)
}

/// A box of the kind that AVIF and HEIF files begin with.
fn is_isobmff(bytes: &[u8]) -> bool {
    let is_of = |brand: &[u8]| matches!(brand, b"avif" | b"avis" | b"heic" | b"heix" | b"mif1" | b"msf1");
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(is_of)
}

/// A part of a picture that is published: one that was there, or one that was made.
type Part<'a> = std::borrow::Cow<'a, [u8]>;

#[cfg(test)]
mod tests;
