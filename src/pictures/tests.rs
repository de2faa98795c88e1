//! Small pictures with known pixels; a large one as it is published.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::raster::Raster;
use super::{make, reduced, tag, widths};

fn raster(width: usize, channels: usize, data: &[u8]) -> Raster {
    Raster { width, height: data.len() / width / channels, channels, data: data.to_vec() }
}

#[test]
fn a_pixel_is_the_mean_of_what_it_covers() {
    assert_eq!(raster(4, 1, &[0, 100, 200, 0]).reduced(2, 1).data, [50, 100]);
    // Three into two: each covers one and a half.
    assert_eq!(raster(3, 1, &[90, 30, 0]).reduced(2, 1).data, [70, 10]);
    assert_eq!(raster(2, 1, &[10, 20, 30, 40]).reduced(1, 1).data, [25]);
    assert_eq!(raster(2, 3, &[9, 8, 7, 1, 2, 3]).reduced(2, 1).data, [9, 8, 7, 1, 2, 3]);
    // What cannot be seen has no colour to give.
    assert_eq!(raster(2, 4, &[255, 200, 0, 255, 0, 0, 0, 0]).reduced(1, 1).data, [255, 200, 0, 128]);
    assert_eq!(raster(2, 2, &[80, 0, 10, 0]).reduced(1, 1).data, [0, 0]);
}

#[test]
fn a_picture_is_turned_as_its_tag_says() {
    // Two by three, in the order of letters.
    let of = |orientation| {
        let turned = raster(2, 1, b"abcdef").upright(orientation);
        (turned.width, String::from_utf8(turned.data).unwrap())
    };
    let expected = ["abcdef", "badcfe", "fedcba", "efcdab", "acebdf", "ecafdb", "fdbeca", "bdface"];
    for (number, expected) in (1..).zip(expected) {
        assert_eq!(of(number), (if number >= 5 { 3 } else { 2 }, expected.to_owned()), "{number}");
    }
    assert_eq!(of(9).1, "abcdef");
}

#[test]
fn only_large_pictures_have_smaller_ones() {
    let jpeg = photograph(1600, 1000);
    assert!(jpeg.len() > 50_000, "{}", jpeg.len());
    assert_eq!(widths(&jpeg, (1600, 1000)).collect::<Vec<_>>(), [480, 800, 1280]);
    assert_eq!(widths(&jpeg, (1500, 1000)).collect::<Vec<_>>(), [480, 800], "one nearly as wide saves nothing");
    assert_eq!(widths(&jpeg[..40_000], (1600, 1000)).count(), 0);
    assert_eq!(widths(&jpeg, (60_000, 60_000)).count(), 0, "what would take gigabytes is not decoded");
    assert_eq!(widths(&[b"RIFF".as_slice(), &jpeg].concat(), (1600, 1000)).count(), 0);
    assert_eq!(reduced((1601, 1000), 800), (800, 500));
    assert_eq!(reduced((60_000, 1), 480), (480, 1));
}

/// Hills and some noise.
fn photograph(width: u16, height: u16) -> Vec<u8> {
    let mut noise = 1_u32;
    let mut pixels = Vec::new();
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hill = (x * 255 / u32::from(width) + y * 255 / u32::from(height)) / 2;
            pixels.extend([hill as u8, (hill / 2 + (noise >> 27)) as u8, 255 - hill as u8]);
        }
    }
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

#[test]
fn a_photograph_is_the_same_everywhere() {
    let whole = photograph(900, 600);
    let made = make(&whole, (480, 320));
    assert!(made.len() < whole.len() && *made != *whole);
    assert_eq!(crate::plan::picture::size(&made), Some((480, 320)));
    assert_eq!(tag(&made), "1a1e741a", "other bytes than on the machine of whoever wrote this");
    let broken = &whole[..whole.len() / 2];
    let found = make(&broken[..600], (480, 320));
    assert_eq!(*found, broken[..600], "what cannot be read is left as it is");
}
