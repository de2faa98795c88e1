//! The one thing in EXIF that changes how a picture looks: which side is up.

/// The tag in TIFF.
const ORIENTATION: u16 = 0x0112;

/// The orientation of a TIFF structure, as EXIF data are, if it says any but the usual.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let first: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if big { u32::from_be_bytes(first) } else { u32::from_le_bytes(first) } as usize;
    let count = usize::from(short(first)?);
    let entries = (0..count).map_while(|entry| first.checked_add(2 + entry * 12));
    let mut found = entries.map_while(|at| Some((short(at)?, short(at.checked_add(8)?)?)));
    let (_, value) = found.find(|(tag, _)| *tag == ORIENTATION)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// EXIF data that say nothing but an orientation.
pub(super) fn minimal(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}
