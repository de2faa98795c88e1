//! PNG: decoded to eight bits a channel, and encoded again.

use std::io::Cursor;

use super::raster::Raster;
use crate::metadata::orientation;

/// In a smaller size; `None` if it cannot be read.
pub(super) fn make(bytes: &[u8], (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().ok()?;
    let mut data = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut data).ok()?;
    data.truncate(frame.buffer_size());
    let channels = frame.color_type.samples();
    let raster = Raster { width: frame.width as usize, height: frame.height as usize, channels, data };
    let turned = orientation(bytes);
    let (across, down) = if turned >= 5 { (height, width) } else { (width, height) };
    let is_smaller = across as usize <= raster.width && down as usize <= raster.height;
    let raster = Some(raster).filter(|raster| is_smaller && raster.is_whole())?;
    let raster = raster.reduced(across as usize, down as usize).upright(turned);

    let mut info = png::Info::with_size(width, height);
    (info.color_type, info.bit_depth) = (frame.color_type, png::BitDepth::Eight);
    let old = reader.info();
    (info.icc_profile, info.srgb) = (old.icc_profile.clone(), old.srgb);
    (info.source_gamma, info.source_chromaticities) = (old.source_gamma, old.source_chromaticities);
    let mut made = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut made, info).ok()?;
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&raster.data).ok()?;
    writer.finish().ok()?;
    Some(made)
}
