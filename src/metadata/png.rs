//! PNG: chunks up to the last.

use super::{Part, exif};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Of what a program may leave out, what changes how the picture looks: transparency, colour, size in print, animation.
const KEPT: [&[u8; 4]; 17] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST", b"sPLT", b"cICP", b"mDCV",
    b"cLLI", b"acTL", b"fcTL", b"fdAT", b"oFFs",
];

/// A chunk: its type, what it holds, and all of its bytes.
struct Chunk<'a> {
    kind: &'a [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

/// The parts that are published; `None` if the file does not hold together.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = vec![SIGNATURE.into()];
    let mut turned = None;
    let mut rest = bytes.get(SIGNATURE.len()..)?;
    loop {
        let (chunk, after) = chunk(rest)?;
        rest = after;
        if parts.len() == 1 && chunk.kind != b"IHDR" {
            return None;
        }
        if chunk.kind == b"eXIf" {
            turned = turned.or_else(|| exif::orientation(chunk.data));
        }
        // A capital letter: the picture cannot be shown without it.
        if chunk.kind[0].is_ascii_uppercase() || KEPT.contains(&chunk.kind) {
            parts.push(chunk.whole.into());
        }
        if chunk.kind == b"IEND" {
            break;
        }
    }
    if let Some(turned) = turned {
        parts.insert(2, exif_chunk(turned)?.into());
    }
    Some(parts)
}

/// Which side is up, if that is said.
pub(super) fn orientation(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.get(SIGNATURE.len()..)?;
    loop {
        let (chunk, after) = chunk(rest)?;
        if chunk.kind == b"eXIf" {
            return exif::orientation(chunk.data);
        }
        rest = after;
    }
}

fn chunk(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let kind: &[u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let end = length.checked_add(12)?;
    Some((Chunk { kind, data: bytes.get(8..8 + length)?, whole: bytes.get(..end)? }, bytes.get(end..)?))
}

fn exif_chunk(orientation: u8) -> Option<Vec<u8>> {
    let data = exif::minimal(orientation);
    let length = u32::try_from(data.len()).ok()?.to_be_bytes();
    let named = [&b"eXIf"[..], &data].concat();
    Some([&length[..], &named, &checksum(&named).to_be_bytes()].concat())
}

/// The CRC of a chunk, bit by bit: it is taken of thirty bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_the_specification() {
        assert_eq!(super::checksum(b"IEND"), 0xae42_6082);
        assert_eq!(super::checksum(b"123456789"), 0xcbf4_3926);
    }
}
