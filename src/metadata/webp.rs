//! WebP: a RIFF file of chunks, whose head says which there are.

use super::{Part, exif};

/// Flags of the head.
const HAS_XMP: u8 = 4;
/// As [`HAS_XMP`].
const HAS_EXIF: u8 = 8;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// The parts that are published; `None` if the file does not hold together.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let mut rest = bytes.get(12..size.checked_add(8)?)?;
    let mut chunks: Vec<Part<'_>> = Vec::new();
    let (mut turned, mut gone) = (None, size + 8 != bytes.len());
    while !rest.is_empty() {
        let kind = rest.get(..4)?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let data = rest.get(8..length.checked_add(8)?)?;
        // Chunks are of even length; the last one of some files is not.
        let end = (length + 8 + length % 2).min(rest.len());
        let (whole, after) = rest.split_at(end);
        rest = after;
        match kind {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => chunks.push(whole.into()),
            b"EXIF" => {
                let tiff = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                turned = turned.or_else(|| exif::orientation(tiff));
                gone = true;
            }
            _ => gone = true,
        }
    }
    if !gone {
        return Some(vec![bytes.into()]);
    }
    // Only a file with a head can hold an orientation.
    let head = chunks.first_mut().filter(|chunk| chunk.starts_with(b"VP8X") && chunk.len() > 8);
    if let Some(flags) = head.and_then(|chunk| chunk.to_mut().get_mut(8)) {
        *flags &= !(HAS_XMP | HAS_EXIF);
        if let Some(turned) = turned {
            *flags |= HAS_EXIF;
            let data = exif::minimal(turned);
            let length = u32::try_from(data.len()).ok()?.to_le_bytes();
            chunks.push([&b"EXIF"[..], &length, &data].concat().into());
        }
    }
    let length = chunks.iter().map(|chunk| chunk.len()).sum::<usize>() + 4;
    let length = u32::try_from(length).ok()?.to_le_bytes();
    let mut parts: Vec<Part<'_>> = vec![[&b"RIFF"[..], &length, b"WEBP"].concat().into()];
    parts.extend(chunks);
    Some(parts)
}
