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
