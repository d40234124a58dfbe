//! The program from outside: what it prints, where, and how it ends.
//!
//! Only wiring is tested here, one module per command; what the commands compute has its tests beside the code. Every
//! snapshot holds standard output, standard error and the exit code.

mod completions;
mod create_blocks;
mod environment;
mod explain;
mod help;
mod promql;
mod query;
mod test_promql;
mod usage;

/// A test file that nobody lists is a test that nobody runs.
#[test]
fn no_test_file_is_forgotten() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("this file can be read");
    for entry in std::fs::read_dir(folder).expect("the folder of this file can be read") {
        let name = entry.expect("its entries too").file_name().into_string().expect("file names are UTF-8");
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") else { continue };
        assert!(main.contains(&format!("mod {module};\n")), "tests/cli/{name} is not listed in main.rs");
    }
}
