//! Pixels: averaged into fewer, and turned.

/// Pixels in rows, a byte a channel.
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    /// 1 (grey), 2 (grey and opacity), 3 (colours), 4 (colours and opacity).
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
}

/// What a byte counts before it is averaged: colours count as much as they can be seen.
const WHOLE: u64 = 255;

impl Raster {
    /// Whether there is a byte for each channel of each pixel.
    pub(super) fn is_whole(&self) -> bool {
        let pixels = self.width.checked_mul(self.height).filter(|pixels| *pixels > 0);
        pixels.and_then(|pixels| pixels.checked_mul(self.channels)) == Some(self.data.len())
    }

    /// In this size, which is not larger: each pixel is the mean of all that it covers.
    pub(super) fn reduced(&self, width: usize, height: usize) -> Raster {
        let Raster { channels, .. } = *self;
        let has_opacity = channels.is_multiple_of(2);
        let columns = shares(self.width, width);
        // First each row, then each column of what the rows came to; 16 bits a channel between.
        let mut narrow: Vec<u16> = Vec::with_capacity(width * self.height * channels);
        for row in self.data.chunks_exact(self.width * channels) {
            for column in &columns {
                for channel in 0..channels {
                    let mut sum = 0;
                    for (pixel, share) in column {
                        let at = pixel * channels;
                        let opacity = if has_opacity { u64::from(row[at + channels - 1]) } else { WHOLE };
                        let is_opacity = has_opacity && channel == channels - 1;
                        let value = u64::from(row[at + channel]) * if is_opacity { WHOLE } else { opacity };
                        sum += value * share;
                    }
                    narrow.push(mean(sum, self.width) as u16);
                }
            }
        }
        let mut data = Vec::with_capacity(width * height * channels);
        for row in shares(self.height, height) {
            for column in 0..width {
                let at = |line: usize, channel: usize| u64::from(narrow[(line * width + column) * channels + channel]);
                let value =
                    |channel| mean(row.iter().map(|(line, share)| at(*line, channel) * share).sum(), self.height);
                let opacity = if has_opacity { value(channels - 1) } else { WHOLE * WHOLE };
                for channel in 0..channels {
                    let value = value(channel);
                    let byte = match (has_opacity && channel == channels - 1, opacity) {
                        (true, _) => (value + WHOLE / 2) / WHOLE,
                        (false, 0) => 0,
                        (false, opacity) => (value * WHOLE + opacity / 2) / opacity,
                    };
                    data.push(byte.min(WHOLE) as u8);
                }
            }
        }
        Raster { width, height, channels, data }
    }

    /// As it is shown, if a tag of this number says which side is up.
    pub(super) fn upright(self, orientation: u8) -> Raster {
        let (w, h) = (self.width, self.height);
        let from: fn(usize, usize, usize, usize) -> (usize, usize) = match orientation {
            2 => |x, y, w, _| (w - 1 - x, y),
            3 => |x, y, w, h| (w - 1 - x, h - 1 - y),
            4 => |x, y, _, h| (x, h - 1 - y),
            5 => |x, y, _, _| (y, x),
            6 => |x, y, _, h| (y, h - 1 - x),
            7 => |x, y, w, h| (w - 1 - y, h - 1 - x),
            8 => |x, y, w, _| (w - 1 - y, x),
            _ => return self,
        };
        let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height {
            for x in 0..width {
                let (column, row) = from(x, y, w, h);
                let at = (row * w + column) * self.channels;
                data.extend_from_slice(&self.data[at..at + self.channels]);
            }
        }
        Raster { width, height, data, ..self }
    }
}

/// Per pixel of fewer, which of many it covers, and how much of each; they come to `many`.
fn shares(many: usize, few: usize) -> Vec<Vec<(usize, u64)>> {
    let of = |pixel: usize| -> Vec<(usize, u64)> {
        let (from, to) = (pixel * many, (pixel + 1) * many);
        let share = |old: usize| (old, (to.min((old + 1) * few) - from.max(old * few)) as u64);
        (from / few..to.div_ceil(few)).map(share).collect()
    };
    (0..few).map(of).collect()
}

/// A weighted sum by its weight, to the next whole number.
fn mean(sum: u64, weight: usize) -> u64 {
    (sum + weight as u64 / 2) / weight as u64
}
