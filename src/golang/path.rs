//! Go's `path/filepath` on Unix: how paths are joined and tidied, which error texts show.

/// `filepath.Join`: both with a slash between them, tidied; an empty part counts for nothing.
pub fn join(directory: &str, path: &str) -> String {
    match (directory.is_empty(), path.is_empty()) {
        (true, true) => String::new(),
        (true, false) => clean(path),
        (false, true) => clean(directory),
        (false, false) => clean(&format!("{directory}/{path}")),
    }
}

/// `filepath.Dir`: all but the last element, tidied; `.` when there is nothing else.
pub fn directory(path: &str) -> String {
    clean(&path[..path.rfind('/').map_or(0, |slash| slash + 1)])
}

/// `filepath.Ext`: from the last dot of the last element on; empty when there is none.
pub fn extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    path[name..].rfind('.').map_or("", |dot| &path[name + dot..])
}

/// `filepath.Clean`: the shortest path that means the same, by its text alone.
pub fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if is_rooted => {}
            part => parts.push(part),
        }
    }
    match (is_rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".into(),
        (false, false) => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied_as_go_does() {
        for (path, expected) in [
            ("", "."),
            ("a//b/./c/", "a/b/c"),
            ("a/../b", "b"),
            ("../a/../../b", "../../b"),
            ("/../a", "/a"),
            ("/", "/"),
            ("./a", "a"),
            ("a/..", "."),
        ] {
            assert_eq!(clean(path), expected, "{path}");
        }
        assert_eq!((join("", "a"), join("d/", "./a"), join("d", "")), ("a".into(), "d/a".into(), "d".into()));
        assert_eq!((directory("a"), directory("a/b"), directory("/a")), (".".into(), "a".into(), "/".into()));
        assert_eq!((extension("a.b/c"), extension("a.b.yml"), extension(".x")), ("", ".yml", ".x"));
    }
}
