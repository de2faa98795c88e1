//! JPEG: segments up to the end of the image.

use super::{Part, exif};

pub(super) const SIGNATURE: &[u8] = b"\xff\xd8\xff";

const APP1: u8 = 0xe1;
const EXIF: &[u8] = b"Exif\0\0";
const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;

/// A segment: its marker, what it holds, and all of its bytes.
struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
    whole: &'a [u8],
}

/// The parts that are published; `None` if the file does not hold together.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = vec![bytes.get(..2)?.into()];
    let mut turned = None;
    // Right behind the segment of JFIF, which has to come first.
    let mut place = 1;
    let mut rest = bytes.get(2..)?;
    loop {
        let (segment, after) = segment(rest)?;
        rest = after;
        if segment.marker == APP1 {
            turned = turned.or_else(|| segment.data.strip_prefix(EXIF).and_then(exif::orientation));
        }
        if is_kept(&segment) {
            parts.push(segment.whole.into());
        }
        if segment.marker == 0xe0 && parts.len() == 2 {
            place = 2;
        }
        if segment.marker == SOS {
            let (scan, after) = rest.split_at(scan(rest)?);
            parts.push(scan.into());
            rest = after;
        }
        if segment.marker == EOI {
            break;
        }
    }
    if let Some(turned) = turned {
        let data = exif::minimal(turned);
        let length = u16::try_from(2 + EXIF.len() + data.len()).ok()?.to_be_bytes();
        parts.insert(place, [&[0xff, APP1], &length[..], EXIF, &data].concat().into());
    }
    Some(parts)
}

/// Which side is up, if that is said.
pub(super) fn orientation(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (segment, after) = segment(rest)?;
        let exif = segment.data.strip_prefix(EXIF).filter(|_| segment.marker == APP1);
        if let Some(found) = exif.and_then(exif::orientation) {
            return Some(found);
        }
        if matches!(segment.marker, SOS | EOI) {
            return None;
        }
        rest = after;
    }
}

/// The next segment, and what follows it. Markers may be preceded by any number of fill bytes.
fn segment(bytes: &[u8]) -> Option<(Segment<'_>, &[u8])> {
    let fill = bytes.iter().take_while(|byte| **byte == 0xff).count();
    let marker = *bytes.get(fill).filter(|_| fill > 0)?;
    let behind = fill + 1;
    let end = match marker {
        EOI => behind,
        // A second beginning, a bare restart, or what no marker is.
        0x00..=0x01 | 0xd0..=0xd8 => return None,
        _ => behind + usize::from(u16::from_be_bytes(bytes.get(behind..behind + 2)?.try_into().ok()?)).max(2),
    };
    let data = bytes.get((behind + 2).min(end)..end)?;
    Some((Segment { marker, data, whole: bytes.get(fill - 1..end)? }, bytes.get(end..)?))
}

/// How long the coded data are: up to a marker that is not part of them.
fn scan(bytes: &[u8]) -> Option<usize> {
    let is_end = |at: &usize| bytes.get(at + 1).is_some_and(|next| !matches!(next, 0x00 | 0xd0..=0xd7 | 0xff));
    memchr::memchr_iter(0xff, bytes).find(is_end)
}

/// Frames, tables, scans and their end; of what programs add, JFIF, colour profiles and the colour transform of Adobe.
fn is_kept(segment: &Segment<'_>) -> bool {
    match segment.marker {
        0xe2 => segment.data.starts_with(b"ICC_PROFILE\0"),
        0xe0 => segment.data.starts_with(b"JFIF\0"),
        0xee => segment.data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}
