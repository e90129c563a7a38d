//! The picture of the summary: a panel for each row, a bar for each side.

use std::fmt::Write as _;

use crate::summary::{Row, SIDES, shown};

const PANEL: f64 = 400.0;
const GAP: f64 = 40.0;
const HEAD: f64 = 44.0;
/// Of the panels' titles, units and bars.
const TITLE: f64 = 20.0;
const BAR: f64 = 22.0;
const NAMES: f64 = 108.0;
const NUMBERS: f64 = 84.0;
const COLUMNS: usize = 2;

/// On a card of its own, so that it can be read whatever the page around it is like.
const STYLE: &str = "\
    .card { fill: #ffffff; stroke: #d1d5db }
    text { font: 13px system-ui, sans-serif; fill: #1f2937 }
    .head { font-size: 16px; font-weight: 600 }
    .title { font-weight: 600 }
    .unit { font-size: 12px; fill: #6b7280 }
    .ours { fill: #2563eb } .other { fill: #9ca3af } .by-hand { fill: none; stroke: #9ca3af }
    @media (prefers-color-scheme: dark) {
      .card { fill: #0d1117; stroke: #30363d }
      text { fill: #e5e7eb }
      .unit { fill: #9ca3af }
      .ours { fill: #60a5fa } .other { fill: #6b7280 } .by-hand { stroke: #9ca3af }
    }";

pub(crate) fn draw(rows: &[Row]) -> String {
    let mut shapes = String::new();
    let mut top = HEAD;
    for line in rows.chunks(COLUMNS) {
        let mut lowest = top;
        let mut left = 0.0;
        for row in line {
            lowest = panel(&mut shapes, left, top, row).max(lowest);
            left += PANEL + GAP;
        }
        top = lowest + 16.0;
    }
    let (width, height) = (2.0 * PANEL + GAP + 32.0, top + 12.0);
    let mut head = String::new();
    let _ = writeln!(
        head,
        r#"  <rect class="card" x="-15.5" y="-11.5" width="{:.0}" height="{:.0}" rx="8"/>"#,
        width - 1.0,
        height - 1.0
    );
    text(&mut head, 0.0, 16.0, "head", "Lower is better (in brackets: ours by theirs)");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 -12 {width:.0} {height:.0}\" role=\"img\">\n  \
         <title>Ours beside graphql_client, cynic and code written by hand</title>\n  \
         <style>\n{STYLE}\n  </style>\n{head}{shapes}</svg>\n"
    )
}

/// Draws a panel and says where it ends.
fn panel(shapes: &mut String, left: f64, top: f64, row: &Row) -> f64 {
    text(shapes, left, top + 14.0, "title", &row.title);
    text(shapes, left, top + 14.0 + TITLE, "unit", row.unit);
    let bars = || SIDES.iter().zip(row.numbers).filter_map(|(side, number)| Some((*side, number?)));
    let longest = bars().map(|(_, number)| number).fold(f64::MIN_POSITIVE, f64::max);
    let ours = bars().next().map_or(f64::NAN, |(_, number)| number);
    let mut y = top + 2.0 * TITLE + 6.0;
    for (side, number) in bars() {
        let width = (PANEL - NAMES - NUMBERS) * number / longest;
        let class = match side {
            "ours" => "ours",
            "by hand" => "by-hand",
            _ => "other",
        };
        let (x, middle) = (left + NAMES, y + 0.5 * BAR + 4.0);
        text(shapes, left, middle, "side", side);
        let _ = writeln!(
            shapes,
            r#"  <rect class="{class}" x="{x:.1}" y="{:.1}" width="{width:.1}" height="{:.1}" rx="2"/>"#,
            y + 3.0,
            BAR - 6.0
        );
        let by = if side == "ours" { String::new() } else { format!(" ({:.2}x)", ours / number) };
        text(shapes, x + width + 6.0, middle, "number", &format!("{}{by}", shown(number)));
        y += BAR;
    }
    y
}

fn text(shapes: &mut String, x: f64, y: f64, class: &str, text: &str) {
    let _ = writeln!(shapes, r#"  <text class="{class}" x="{x:.1}" y="{y:.1}">{text}</text>"#);
}
