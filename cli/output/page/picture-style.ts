/** How a picture of a timeline looks, light and dark. Paper is light. */
export const PICTURE_STYLE = `
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1f2328; --pale: #59636e; --line: #d8dee4; --stopped: #cf222e1f; --stopped-ink: #b3202c;
  --token: #e4d9fb; --token-ink: #5a32a3; --user: #cfe5fb; --user-ink: #0a508f; --password: #f5e3b3; --password-ink: #744f00;
  --bad: #cf222e; --good: #1a7f37; }
@media screen and (prefers-color-scheme: dark) { :root {
  --paper: #0d1117; --ink: #e6edf3; --pale: #9198a1; --line: #2a313a; --stopped: #f8514933; --stopped-ink: #ff9a94;
  --token: #36275c; --token-ink: #d2b8ff; --user: #143d66; --user-ink: #a5d3ff; --password: #4b3a0b; --password-ink: #f2cf6b;
  --bad: #ff7b72; --good: #56d364; } }
svg { overflow: visible; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; fill: var(--pale); }
svg .real { font-size: 13px; font-weight: 600; fill: var(--ink); }
svg .title { font-size: 18px; font-weight: 700; fill: var(--ink); }
svg .name { font-size: 12px; font-weight: 600; fill: var(--ink); }
svg .paper { fill: var(--paper); }
svg .edge { fill: var(--edge); }
svg .grid { stroke: var(--line); }
svg .stopped { fill: var(--stopped); }
svg .back { fill: none; stroke: var(--pale); }
svg text.outage { fill: var(--stopped-ink); font-weight: 600; }
.token { --fill: var(--token); --edge: var(--token-ink); }
.user { --fill: var(--user); --edge: var(--user-ink); }
.password { --fill: var(--password); --edge: var(--password-ink); }
svg .bar { fill: var(--fill); stroke: var(--paper); }
#tick { stroke: var(--edge); stroke-width: 1.5; }
#end { stroke: var(--edge); stroke-width: 3; }
svg .bar ~ text { fill: var(--edge); }
.mark { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.failed-query { stroke: var(--bad); stroke-width: 2.4; }
.locked-out { stroke: var(--stopped-ink); fill: var(--paper); }
.gone { stroke: var(--good); stroke-width: 2.2; }
svg .during { stroke: var(--bad); stroke-width: 2; }
`;
