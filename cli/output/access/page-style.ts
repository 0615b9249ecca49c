/** How the page of a matrix looks: the colours are those of a day's picture. */
export const ACCESS_STYLE = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1480px; padding: 32px 24px 64px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
[hidden] { display: none !important; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -.01em; }
h2 { font-size: 19px; margin: 48px 0 12px; }
h3 { font-size: 15px; margin: 32px 0 8px; }
p { margin: 0 0 12px; max-width: 75ch; }
ul { margin: 0; padding: 0; list-style: none; }
code, .names { font: .94em ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 24px 0; }
.numbers > div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.numbers dt { color: var(--pale); font-size: 13px; }
.numbers dd { margin: 0; font-size: 24px; font-weight: 600; line-height: 1.25; }
.failed, .refused { color: var(--bad); }
.passed { color: var(--good); }
.checks li { padding: 4px 0 4px 24px; text-indent: -24px; overflow-wrap: anywhere; }
.checks b { display: inline-block; width: 24px; text-indent: 0; }
.detail, .pale { color: var(--pale); font-weight: 400; }
form { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; padding: 12px 0;
  background: var(--paper); border-bottom: 1px solid var(--line); }
label { display: grid; font-size: 13px; color: var(--pale); flex: 0 1 320px; min-width: 0; }
input, select { font: inherit; font-size: 15px; width: 100%; color: var(--ink); background: var(--paper); border: 1px solid var(--pale);
  border-radius: 6px; padding: 6px 10px; }
output { min-width: 9ch; padding: 7px 0; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; margin: 12px 0; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: separate; border-spacing: 0; font-size: 13px; width: 100%; }
caption { text-align: left; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: 8px 12px; border-bottom: 1px solid var(--line); }
tbody:last-child tr:last-child > * { border-bottom: 0; }
thead th { vertical-align: bottom; font-weight: 600; overflow-wrap: anywhere; min-width: 130px; }
thead th small { display: block; font-weight: 400; color: var(--pale); }
.matrix tr > :first-child { position: sticky; left: 0; z-index: 2; background: var(--paper); min-width: 150px; max-width: 420px;
  border-right: 1px solid var(--line); overflow-wrap: anywhere; }
.matrix tr.schema > th { font-size: 14px; font-weight: 600; max-width: none; background: var(--line); border-right: 0; }
tbody th { font-weight: 400; }
summary { cursor: pointer; }
.names { columns: 16ch auto; column-gap: 16px; margin-top: 6px; max-height: 60vh; overflow-y: auto; }
.names li { break-inside: avoid; overflow-wrap: anywhere; }
.privilege { display: inline-block; margin: 0 4px 3px 0; padding: 0 6px; border-radius: 4px; font-size: 12px; line-height: 1.6;
  color: var(--edge); background: var(--fill); overflow-wrap: anywhere; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.reads { --fill: var(--user); --edge: var(--user-ink); }
.writes { --fill: var(--password); --edge: var(--password-ink); }
.owns { --fill: var(--token); --edge: var(--token-ink); }
.told { background: none; border: 1px dashed var(--edge); }
.refused { display: block; }
:focus-visible { outline: 2px solid var(--user-ink); outline-offset: 2px; }
@media (max-width: 600px) {
  body { padding: 20px 12px 40px; }
  .numbers { grid-template-columns: 1fr 1fr; } .numbers dd { font-size: 19px; }
  form { position: static; } label { flex: 1 1 100%; } output { padding: 0; }
  .matrix tr > :first-child { min-width: 120px; max-width: 42vw; }
  .ways thead { display: none; } .ways tr, .ways td { display: block; border: 0; padding: 2px 12px; }
  .ways tr { border-bottom: 1px solid var(--line); padding: 8px 0; }
}
@media (forced-colors: active) { :root { --paper: Canvas; --ink: CanvasText; --pale: CanvasText; --line: GrayText; } .privilege { border: 1px solid; } }
@page { size: A4 landscape; margin: 10mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 11px; }
  form { display: none; }
  h1 { font-size: 24px; } h2, h3 { break-after: avoid; margin-top: 20px; }
  table { font-size: 9.5px; } th, td { padding: 4px 6px; } thead th { min-width: 0; }
  .table { overflow: visible; border: 0; }
  .matrix tr > :first-child { position: static; min-width: 0; }
  .names { max-height: none; overflow: visible; columns: 12ch auto; }
  .privilege { font-size: 9px; }
  tr { break-inside: auto; }
  thead { display: table-header-group; }
}
`;
