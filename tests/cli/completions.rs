//! The completion scripts in `completions/` are those of the command tree. `PROMQ_UPDATE=1` writes them.

use crate::environment::TestEnvironment;
use std::{fs, path::Path};

#[test]
fn completion_scripts_are_current() {
    let environment = TestEnvironment::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    for (shell, file) in [
        ("bash", "promq.bash"),
        ("elvish", "promq.elv"),
        ("fish", "promq.fish"),
        ("powershell", "promq.ps1"),
        ("zsh", "_promq"),
    ] {
        let output = environment.command(&["completions", shell]).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let path = folder.join(file);
        if std::env::var_os("PROMQ_UPDATE").is_some() {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&path, &output.stdout).expect("the script can be written");
        }
        let current = fs::read(&path).unwrap_or_default() == output.stdout;
        assert!(current, "completions/{file} is out of date: run the tests with PROMQ_UPDATE=1");
    }
}
