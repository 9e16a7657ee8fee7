//! Writes what the fuzz targets begin with: every rule's examples and the files
//! of the corpus, with and without options in front.
//!
//! `cargo xtask fuzz` runs it; nothing of what it writes is kept.

use std::fs;
use std::path::Path;

use hubcheck_tests::promises::BETWEEN;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder to write to");
    let mut files: Vec<(Vec<u8>, Option<Vec<u8>>)> = Vec::new();
    for example in hubcheck::rules().iter().flat_map(|rule| rule.examples) {
        let baseline = example.baseline.map(|baseline| baseline.as_bytes().to_vec());
        files.push((example.before.as_bytes().to_vec(), baseline));
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let export = fs::read(corpus.join("export.csv")).expect("the corpus is there");
    for entry in fs::read_dir(&corpus).expect("the corpus is there").flatten() {
        files.push((fs::read(entry.path()).expect("a file that is listed"), Some(export.clone())));
    }
    for (number, (file, baseline)) in files.iter().enumerate() {
        write(&folder, "scan", number, file.clone());
        write(&folder, "convert", number, file.clone());
        let whose = if baseline.is_some() { 0x81 } else { 1 };
        let mut case = vec![0, whose, number as u8, u8::MAX];
        case.extend_from_slice(file);
        if let Some(baseline) = baseline {
            case.push(BETWEEN);
            case.extend_from_slice(baseline);
        }
        for target in ["check", "correct", "api"] {
            write(&folder, target, number, case.clone());
        }
        let asked = [&b"{\"countries\":[\"DK\"],\"decisions\":[{\"answer\":\"yes\"}]}\n"[..], file].concat();
        write(&folder, "api", number + files.len(), asked);
    }
    println!("{} files for each target", files.len());
}

fn write(folder: &str, target: &str, number: usize, bytes: Vec<u8>) {
    let folder = Path::new(folder).join(target);
    fs::create_dir_all(&folder).expect("a folder that can be written to");
    fs::write(folder.join(format!("seed-{number:03}")), bytes).expect("a folder that can be written to");
}
