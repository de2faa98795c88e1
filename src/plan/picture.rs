//! The size of a picture from its first bytes, so that pages keep its place free. Nothing is decoded:
//! a picture of 50,000 × 50,000 costs no more than an icon.

use crate::metadata::is_on_its_side;

/// Width and height in pixels of a PNG, GIF, JPEG or WebP, as it is shown; `None` for anything else or a broken header.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = png(bytes).or_else(|| gif(bytes)).or_else(|| jpeg(bytes)).or_else(|| webp(bytes))?;
    Some(if is_on_its_side(bytes) { (height, width) } else { (width, height) })
}

fn png(b: &[u8]) -> Option<(u32, u32)> {
    let header = b.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    Some((be32(header.get(8..12)?)?, be32(header.get(12..16)?)?))
}

fn gif(b: &[u8]) -> Option<(u32, u32)> {
    let rest = b.strip_prefix(b"GIF89a").or_else(|| b.strip_prefix(b"GIF87a"))?;
    Some((le16(rest.get(0..2)?)?, le16(rest.get(2..4)?)?))
}

/// Walks the segments up to the frame header.
fn jpeg(b: &[u8]) -> Option<(u32, u32)> {
    let mut rest = b.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, ..] = *rest else { return None };
        let length = be16(rest.get(2..4)?)? as usize;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return Some((be16(rest.get(7..9)?)?, be16(rest.get(5..7)?)?));
        }
        rest = rest.get(2 + length.max(2)..)?;
    }
}

fn webp(b: &[u8]) -> Option<(u32, u32)> {
    let rest = b.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    match rest.get(0..4)? {
        b"VP8X" => Some((le24(rest.get(12..15)?)? + 1, le24(rest.get(15..18)?)? + 1)),
        b"VP8 " => Some((le16(rest.get(14..16)?)? & 0x3fff, le16(rest.get(16..18)?)? & 0x3fff)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(rest.get(9..13)?.try_into().ok()?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        _ => None,
    }
}

fn be32(b: &[u8]) -> Option<u32> {
    b.try_into().ok().map(u32::from_be_bytes)
}

fn be16(b: &[u8]) -> Option<u32> {
    b.try_into().ok().map(u16::from_be_bytes).map(u32::from)
}

fn le16(b: &[u8]) -> Option<u32> {
    b.try_into().ok().map(u16::from_le_bytes).map(u32::from)
}

fn le24(b: &[u8]) -> Option<u32> {
    Some(u32::from(*b.first()?) | u32::from(*b.get(1)?) << 8 | u32::from(*b.get(2)?) << 16)
}
