//! Pictures of a project, as they are published.

use crate::support::Project;

const SECRET: &str = "48.8584 N, 2.2945 E";

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).expect("a short segment").to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// Two pixels by three on its side, with a comment, and a film behind the end.
fn photograph() -> Vec<u8> {
    let turned = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let frame = segment(0xc0, b"\x08\0\x03\0\x02\x01\x01\x11\0");
    let scan = [segment(0xda, b"\x01\x01\0\0\x3f\0"), b"\x01\x02".to_vec()].concat();
    let parts: [&[u8]; 7] = [
        b"\xff\xd8",
        &segment(0xe1, turned),
        &segment(0xfe, SECRET.as_bytes()),
        &frame,
        &scan,
        b"\xff\xd9",
        SECRET.as_bytes(),
    ];
    parts.concat()
}

#[test]
fn a_picture_does_not_tell_where_it_was_taken() {
    let project = Project::with_base("//- content/pages/x.md\n+++\ntitle = \"X\"\n+++\n\n![A hall](hall.jpg)\n");
    project.write("content/pages/x/hall.jpg", photograph());
    project.write("static/hall.jpg", photograph());
    project.run(["build", "--deny-warnings"]).succeeds();
    for path in ["public/x/hall.jpg", "public/hall.jpg"] {
        let bytes = std::fs::read(project.root().join(path)).expect("a picture");
        assert!(!bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()), "{path}");
        assert!(bytes.ends_with(b"\xff\xd9"), "{path}");
    }
    // The size that it is shown in, so that nothing moves when it is there.
    let page = project.file("public/x/index.html");
    let shown =
        "<img src=\"../x/hall.jpg\" alt=\"A hall\" width=\"3\" height=\"2\" loading=\"lazy\" decoding=\"async\">";
    assert!(page.contains(shown), "{page}");
}

#[test]
fn a_picture_that_does_not_hold_together_is_told_of_and_published() {
    let project = Project::with_base("");
    let broken = &photograph()[..60];
    project.write("static/a.jpg", broken);
    project
        .build()
        .succeeds()
        .says("warning[asset]: expected a picture that can be cleaned of its metadata, found a JPEG that does not hold together")
        .says("static/a.jpg");
    assert_eq!(std::fs::read(project.root().join("public/a.jpg")).expect("a picture"), broken);
}

/// A PNG of noise, which no compression makes small.
#[cfg(feature = "pictures")]
fn noise(width: u32, height: u32, mut seed: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let pixels: Vec<u8> = (0..width * height).map(|_| next()).collect();
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

#[cfg(feature = "pictures")]
#[test]
fn a_large_picture_has_smaller_ones_that_are_made_once() {
    let project = Project::with_base("");
    project.write("content/pages/x.md", "+++\ntitle = \"X\"\n+++\n\n![A hall](<a hall.png>)\n");
    project.write("content/pages/x/a hall.png", noise(1000, 500, 1));
    project.write("static/large.png", noise(1000, 500, 2));
    // How many files there are that were not made.
    let kept = || {
        let run = project.run(["build", "--today", crate::support::TODAY, "--timings"]).succeeds();
        let said = format!("{}\n{}", run.stdout, run.stderr);
        let count = |name: &str| {
            let line = said.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{said}"));
            line.split_whitespace().last().and_then(|n| n.parse::<i64>().ok()).expect("a number")
        };
        count("files ") - count("rendered ")
    };
    let none = kept();
    let reduced = || -> Vec<String> {
        let all = project.tree("public").into_iter().map(|(path, _)| path);
        all.filter(|path| path.starts_with("x/a hall.") && path.contains('-')).collect()
    };
    let names = reduced();
    let [narrow, wide] = &names[..] else { panic!("{names:?}") };
    let size = |path: &str| {
        let bytes = std::fs::read(project.root().join("public").join(path)).expect("a picture");
        bytes[16..24].chunks(4).map(|n| u32::from_be_bytes(n.try_into().expect("four bytes"))).collect::<Vec<_>>()
    };
    assert_eq!((size(narrow), size(wide)), (vec![480, 240], vec![800, 400]));
    let at = |path: &str| format!("../{}", path.replace(' ', "%20"));
    let shown = format!(
        "<img src=\"../x/a%20hall.png\" srcset=\"{} 480w, {} 800w, ../x/a%20hall.png 1000w\" sizes=\"(min-width: 42rem) 38rem, 94vw\" alt=\"A hall\" width=\"1000\" height=\"500\"",
        at(narrow),
        at(wide)
    );
    let page = project.file("public/x/index.html");
    assert!(page.contains(&shown), "{page}");

    // All is made again for another description, but for these two.
    let settings = project.file("tearsheet.toml");
    project.write("tearsheet.toml", settings.replacen("title", "description = \"Other\"\ntitle", 1));
    assert_eq!(kept(), none + 2);
    // One that was damaged is made again, and another picture has another name.
    let before = std::fs::read(project.root().join("public").join(narrow)).expect("a picture");
    project.write(&format!("public/{narrow}"), "damage");
    project.write("tearsheet.toml", settings.replacen("title", "description = \"Third\"\ntitle", 1));
    project.build().succeeds();
    assert_eq!(std::fs::read(project.root().join("public").join(narrow)).expect("a picture"), before);
    project.write("content/pages/x/a hall.png", noise(1000, 500, 3));
    project.build().succeeds();
    assert!(reduced().len() == 2 && reduced().iter().all(|name| !names.contains(name)), "{:?}", reduced());
}
