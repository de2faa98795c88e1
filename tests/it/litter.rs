//! What editors and operating systems leave in an output.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::os::unix::fs::symlink;

use crate::trees::{Scratch, build, clean_build, open, project, site, tree};

const FIRST: [(&str, &str); 3] = [("index.html", "front"), ("deals/index.html", "deals"), ("gone/index.html", "gone")];
const SECOND: [(&str, &str); 2] = [("index.html", "front"), ("deals/index.html", "deals!")];

/// Names that no work has; what somebody threw away is kept all the same.
#[test]
fn what_editors_and_systems_leave_is_in_nobodys_way() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    for folder in ["", "deals/"] {
        let litter = [
            "._index.html",
            ".directory",
            "index.html~",
            ".gitkeep",
            ".index.html.swp",
            "#index.html#",
            ".nfs0001",
            ".localized",
            "Icon\r",
            ".AppleDouble/index.html",
            "@eaDir/index.html@SynoEAStream",
            ".~lock.index.html#",
        ];
        build(&scratch.at("public"), &project, &site(&FIRST));
        litter.iter().for_each(|name| scratch.write(&format!("public/{folder}{name}"), ""));
        symlink("nobody@nowhere:1", scratch.at(&format!("public/{folder}.#index.html"))).unwrap();
        build(&scratch.at("public"), &project, &site(&SECOND));
        assert_eq!(scratch.names(""), ["project", "public"]);
        assert_eq!(tree(&scratch.at("public")), clean_build(&site(&SECOND)));
    }
    for stranger in [".htaccess", "notes.txt", ".vimrc", "@eaDir.html", ".Trash/x", "x~/x", ".nfs-notes"] {
        scratch.write(&format!("public/deals/{stranger}"), "precious");
        let stage = open(&scratch.at("public"), &project);
        assert!(stage.is_err(), "{stranger}");
        let top = stranger.split('/').next().unwrap_or(stranger);
        let top = scratch.at(&format!("public/deals/{top}"));
        if top.is_dir() { fs::remove_dir_all(top).unwrap() } else { fs::remove_file(top).unwrap() }
    }
    scratch.write("public/.Trash-1000/files/index.html", "precious");
    build(&scratch.at("public"), &project, &site(&FIRST));
    assert_eq!(tree(&scratch.at("public")), clean_build(&site(&FIRST)));
    assert_eq!(fs::read_to_string(scratch.at("public.kept/.Trash-1000/files/index.html")).unwrap(), "precious");
}
