//! The picture of a table: a bar for each side, shorter is better.

use std::fmt::Write as _;

const WIDTH: f64 = 640.0;
const NAMES: f64 = 130.0;
const BAR: f64 = 22.0;

/// Draws groups of bars; what has no number is left out.
pub(crate) fn draw(title: &str, groups: &[(&str, Vec<(&str, f64)>)]) -> String {
    let bars = || groups.iter().flat_map(|(_, bars)| bars).filter(|(_, number)| !number.is_nan());
    let longest = bars().map(|(_, number)| *number).fold(f64::MIN_POSITIVE, f64::max);
    let mut y = 2.0 * BAR;
    let mut shapes = String::new();
    for (group, bars) in groups {
        text(&mut shapes, 0.0, y, "bold", group);
        y += BAR;
        for (place, (name, number)) in bars.iter().enumerate().filter(|(_, (_, number))| !number.is_nan()) {
            let width = (WIDTH - NAMES - 60.0) * number / longest;
            // Ours is the first.
            let colour = if place == 0 { "#2b6cb0" } else { "#a0aec0" };
            let (top, height) = (y - 0.7 * BAR, 0.8 * BAR);
            let _ = writeln!(
                shapes,
                r#"  <rect x="{NAMES}" y="{top:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#
            );
            text(&mut shapes, 0.0, y, "normal", name);
            text(&mut shapes, NAMES + width + 8.0, y, "normal", &format!("{number:.1}"));
            y += BAR;
        }
        y += 0.5 * BAR;
    }
    let mut head = String::new();
    text(&mut head, 0.0, 0.8 * BAR, "bold", title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 0 {:.0} {y:.0}\" font-family=\"sans-serif\" font-size=\"14\">\n  \
         <rect x=\"-10\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{head}{shapes}</svg>\n",
        WIDTH + 20.0
    )
}

fn text(svg: &mut String, x: f64, y: f64, weight: &str, text: &str) {
    let _ = writeln!(svg, r#"  <text x="{x:.1}" y="{y:.1}" font-weight="{weight}">{text}</text>"#);
}
