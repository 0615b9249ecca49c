/** How the page around a picture looks: on a wide screen lanes have their names at the left, on a narrow one above. */
export const PAGE_STYLE = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 32px 24px 64px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -.01em; }
h2 { font-size: 19px; margin: 48px 0 12px; }
h3 { font-size: 15px; margin: 0; }
p { margin: 0 0 12px; max-width: 75ch; }
ul { margin: 0; padding: 0; list-style: none; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 24px 0 32px; }
.numbers > div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.numbers dt { color: var(--pale); font-size: 13px; }
.numbers dd { margin: 0; font-size: 24px; font-weight: 600; line-height: 1.25; }
.failed { color: var(--bad); }
.passed { color: var(--good); }
.day { --names: 0px; margin: 0 16px 24px; }
.axis { position: sticky; top: 0; z-index: 1; margin: 0 -16px; padding: 8px 16px 0 calc(16px + var(--names)); background: var(--paper);
  border-bottom: 1px solid var(--line); }
.day svg { display: block; width: 100%; }
.lanes { position: relative; }
.day .lanes > svg { position: absolute; left: var(--names); top: 0; width: calc(100% - var(--names)); height: 100%; pointer-events: none; }
.lane { position: relative; padding: 16px 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.lane > div { margin-bottom: 8px; background: var(--paper); }
.lane p { margin: 0 0 6px; font-size: 13px; color: var(--pale); }
.lane li { font-size: 12.5px; line-height: 1.4; margin-top: 3px; }
.lane li[class] { color: var(--pale); border-left: 4px solid var(--edge); padding-left: 8px; }
.day .lane text, .day .between text { display: none; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 8px 32px; font-size: 14px; }
.legend li { display: flex; gap: 12px; align-items: flex-start; }
.legend svg { flex: none; margin-top: 2px; }
.moments { margin: 0; padding: 0; list-style: none; }
.moments li { display: grid; grid-template-columns: 170px 16px 1fr; gap: 4px 12px; padding: 4px 0; }
.moments svg { margin-top: 4px; }
.when { font-variant-numeric: tabular-nums; }
code { font: .94em ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace; }
.checks li { padding: 4px 0 4px 24px; text-indent: -24px; }
.checks b { display: inline-block; width: 24px; text-indent: 0; }
.detail, .played { color: var(--pale); }
details { border-top: 1px solid var(--line); padding: 8px 0; }
summary { cursor: pointer; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; overflow-wrap: normal; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--pale); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--user-ink); outline-offset: 2px; }
@media (max-width: 600px) {
  .numbers dd { font-size: 19px; } .moments li { grid-template-columns: 16px 1fr; } .when { grid-column: 1 / 3; } }
@media (min-width: 1000px), print {
  .day { --names: 240px; }
  .lane { display: grid; grid-template-columns: var(--names) 1fr; align-items: start; }
  .lane > div { margin: 0; padding-right: 24px; background: none; }
  .day .lane text, .day .between text { display: inline; }
}
@media (forced-colors: active) { :root { --paper: Canvas; --ink: CanvasText; --pale: CanvasText; --line: GrayText; } }
@page { size: A4 landscape; margin: 10mm; }
@media print {
  body { padding: 0; font-size: 11px; }
  .axis { position: static; }
  h1 { font-size: 24px; }
  h2 { break-after: avoid; margin-top: 24px; }
  .numbers { margin: 12px 0; }
  li { break-inside: avoid; }
}
`;
