//! JPEG: decoded without the instructions of a processor, and encoded again.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::Raster;
use crate::metadata::orientation;

/// Of a hundred: what is lost cannot be seen beside the text.
const QUALITY: u8 = 82;

/// In a smaller size; `None` if it cannot be read.
pub(super) fn make(bytes: &[u8], (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), DecoderOptions::new_safe());
    let data = decoder.decode().ok()?;
    let (across, down) = decoder.dimensions()?;
    let (channels, kind) = match data.len() / (across * down).max(1) {
        1 => (1, ColorType::Luma),
        3 => (3, ColorType::Rgb),
        _ => return None,
    };
    let raster = Raster { width: across, height: down, channels, data };
    let turned = orientation(bytes);
    let (across, down) = if turned >= 5 { (height, width) } else { (width, height) };
    let is_smaller = across as usize <= raster.width && down as usize <= raster.height;
    let raster = Some(raster).filter(|raster| is_smaller && raster.is_whole())?;
    let raster = raster.reduced(across as usize, down as usize).upright(turned);

    let mut made = Vec::new();
    let mut encoder = Encoder::new(&mut made, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = decoder.icc_profile() {
        encoder.add_icc_profile(&profile).ok()?;
    }
    encoder.encode(&raster.data, u16::try_from(width).ok()?, u16::try_from(height).ok()?, kind).ok()?;
    Some(made)
}
