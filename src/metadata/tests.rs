//! Pictures made for the purpose: with a place in their metadata, cut off, and changed at random.

use super::{Cleaned, clean, exif, is_on_its_side};

const SECRET: &[u8] = b"48.8584 N, 2.2945 E";

/// EXIF data with a place in them, and which side is up.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x0f\x01\x02\0\x14\0\0\0\x26\0\0\0");
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(SECRET);
    tiff
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap_or(2).to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

const SCAN: &[u8] = b"\x01\x02\xff\x00\x03\xff\xd0\x04";

/// A JPEG in two scans; `more` stands behind the first segment, `tail` behind the end.
fn jpeg(more: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
    let scan = [segment(0xda, b"\x01\x01\0\0\x3f\0"), SCAN.to_vec()].concat();
    let frame = segment(0xc2, b"\x08\0\x02\0\x03\x01\x01\x11\0");
    let icc = segment(0xe2, b"ICC_PROFILE\0\x01\x01colours");
    let parts: [&[u8]; 9] =
        [b"\xff\xd8", &segment(0xe0, b"JFIF\0"), &more.concat(), &icc, &frame, &scan, &scan, b"\xff\xd9", tail];
    parts.concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(0).to_be_bytes();
    [&length[..], kind, data, b"crc!"].concat()
}

fn png(more: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
    let head = chunk(b"IHDR", b"\0\0\0\x02\0\0\0\x03\x08\x06\0\0\0");
    let parts: [&[u8]; 7] = [
        super::png::SIGNATURE,
        &head,
        &more.concat(),
        &chunk(b"iCCP", b"colours"),
        &chunk(b"IDAT", b"pixels"),
        &chunk(b"IEND", b""),
        tail,
    ];
    parts.concat()
}

fn riff(chunks: &[(&[u8; 4], &[u8])], tail: &[u8]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(data.len()).unwrap_or(0).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF", &u32::try_from(body.len()).unwrap_or(0).to_le_bytes()[..], &body, tail].concat()
}

fn seeds() -> Vec<Vec<u8>> {
    let tiff = exif(6);
    let marked = [b"Exif\0\0", &tiff[..]].concat();
    vec![
        jpeg(
            &[segment(0xe1, &marked), segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), segment(0xfe, SECRET)],
            SECRET,
        ),
        png(&[chunk(b"tEXt", SECRET), chunk(b"eXIf", &tiff), chunk(b"tIME", b"1234567")], SECRET),
        riff(
            &[(b"VP8X", b"\x2c\0\0\0\x01\0\0\x02\0\0"), (b"VP8L", b"pixel"), (b"EXIF", &tiff), (b"XMP ", SECRET)],
            SECRET,
        ),
    ]
}

fn cleaned(bytes: &[u8]) -> Vec<u8> {
    match clean(bytes) {
        Cleaned::Without(cleaned) => cleaned,
        Cleaned::AsItWas => bytes.to_vec(),
        Cleaned::Unreadable(what) => what.as_bytes().to_vec(),
    }
}

#[test]
fn what_is_told_of_people_goes_and_pixels_stay() {
    let turned = [b"Exif\0\0", &exif::minimal(6)[..]].concat();
    let expected = [
        jpeg(&[segment(0xe1, &turned)], b""),
        png(&[], b""),
        riff(&[(b"VP8X", b"\x28\0\0\0\x01\0\0\x02\0\0"), (b"VP8L", b"pixel"), (b"EXIF", &exif::minimal(6))], b""),
    ];
    for (seed, expected) in seeds().iter().zip(expected) {
        let found = cleaned(seed);
        assert!(memchr::memmem::find(&found, SECRET).is_none());
        // The chunk with a checksum of its own is looked at below.
        let without: Vec<u8> = match memchr::memmem::find(&found, b"eXIf") {
            Some(at) => [&found[..at - 4], &found[at + 4 + 26 + 4..]].concat(),
            None => found.clone(),
        };
        assert_eq!(without, expected);
        assert_eq!(clean(&found), Cleaned::AsItWas);
    }
}

#[test]
fn which_side_is_up_is_kept() {
    let seeds = seeds();
    for seed in &seeds[..2] {
        assert!(is_on_its_side(seed) && is_on_its_side(&cleaned(seed)));
    }
    for (orientation, is_kept) in [(0, false), (1, false), (2, true), (8, true), (9, false)] {
        assert_eq!(exif::orientation(&exif(orientation)), is_kept.then_some(orientation));
        let marked = [b"Exif\0\0", &exif(orientation)[..]].concat();
        let found = cleaned(&jpeg(&[segment(0xe1, &marked)], b""));
        assert_eq!(found.windows(4).any(|w| w == b"Exif"), is_kept, "{orientation}");
        assert_eq!(is_on_its_side(&found), orientation == 8);
    }
}

#[test]
fn what_has_nothing_to_hide_is_as_it_was() {
    let plain = riff(&[(b"VP8 ", b"pixels")], b"");
    for bytes in [jpeg(&[], b""), png(&[], b""), plain, b"GIF89a".to_vec(), Vec::new(), b"Exif in a text".to_vec()] {
        assert_eq!(clean(&bytes), Cleaned::AsItWas);
    }
    assert!(matches!(clean(b"\0\0\0\x18ftypavif\0\0Exif\0\0"), Cleaned::Unreadable(_)));
    assert_eq!(clean(b"\0\0\0\x18ftypavif\0\0no metadata"), Cleaned::AsItWas);
}

#[test]
fn what_is_cut_off_is_told() {
    for seed in seeds() {
        let end = seed.len() - SECRET.len();
        for length in 0..end {
            // An image that has no end yet cannot be told from one with another beginning.
            let found = clean(&seed[..length]);
            assert!(matches!(found, Cleaned::Unreadable(_) | Cleaned::AsItWas), "{length}: {found:?}");
            assert!(length < 16 || matches!(found, Cleaned::Unreadable(_)), "{length}: {found:?}");
        }
    }
}

/// Any bytes: no panic, nothing grows by more than a tag, and a second time there is nothing left to do.
#[test]
fn anything_may_be_cleaned() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap_or(0) % below.max(1)
    };
    let seeds = seeds();
    for round in 0..30_000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = u8::try_from(random(256)).unwrap_or(0),
                1 => bytes[at] = [0, 0xff, 0xd9, 0xe1, 0x7f, 0x80][random(6)],
                2 => drop(bytes.drain(at..(at + 1 + random(9)).min(bytes.len()))),
                _ => {
                    let from = random(bytes.len());
                    let part = bytes[from..(from + random(24)).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, part));
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        is_on_its_side(&bytes);
        if let Cleaned::Without(found) = clean(&bytes) {
            assert!(found.len() <= bytes.len() + 48, "{bytes:?}");
            assert_eq!(clean(&found), Cleaned::AsItWas, "{bytes:?}");
        }
    }
}
