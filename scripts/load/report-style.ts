/** The style sheet of a report, for a light and for a dark screen. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2126; --soft: #5c6770; --line: #dfe3e6; --paper: #fff; --tile: #f5f7f8;
  --good: #17713f; --bad: #b3261e; --warn: #8a5a00;
  --plan: #8a949c; --c0: #1f6fb2; --c1: #17834a; --c2: #c77700; --c3: #c2321f; --c4: #7a4fb5; --c5: #0d8a8f; --c6: #a8457b; --c7: #6b7a1f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebed; --soft: #a3adb5; --line: #343b41; --paper: #16191c; --tile: #20252a;
    --good: #5cc98b; --bad: #ff8a80; --warn: #f0b84a;
    --plan: #8a949c; --c0: #6bb1ec; --c1: #5cc98b; --c2: #f0a94a; --c3: #ff8a80; --c4: #b79aec; --c5: #57c7cc; --c6: #e58bbb; --c7: #c3cf6b; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
header, main { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .4rem 0; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--line); }
h3 { font-size: .95rem; margin: 0; }
header p { color: var(--soft); margin: 0; }
.outcome { display: inline-block; font-weight: 650; text-transform: uppercase; letter-spacing: .06em; font-size: .8rem;
  padding: .15rem .6rem; border: 1.5px solid currentColor; border-radius: 4px; }
header .passed { color: var(--good); } header .failed { color: var(--bad); } header .void, .void-reason { color: var(--warn) !important; }
.note { color: var(--soft); font-size: .88rem; margin: .4rem 0; }
.checks { list-style: none; padding: 0; margin: 0; }
.checks li { padding: .2rem 0 .2rem 1.7rem; position: relative; }
.checks li::before { position: absolute; left: .2rem; font-weight: 700; }
.kept::before { content: '\\2713'; color: var(--good); }
.broken::before { content: '\\2717'; color: var(--bad); }
.unchecked::before { content: '\\2013'; color: var(--soft); }
.checks pre { margin: .2rem 0; padding: .5rem .7rem; background: var(--tile); border-radius: 4px; overflow-x: auto; font-size: .8rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .7rem; margin: 1.4rem 0 0; }
.tiles div { background: var(--tile); border-radius: 6px; padding: .5rem .9rem; }
dt { color: var(--soft); font-size: .82rem; } dd { margin: 0; font-size: 1.1rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .88rem; margin: .5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1rem 0; }
figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: baseline; margin-bottom: .3rem; }
.keys { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .85rem; color: var(--soft); }
.key::before { content: ''; display: inline-block; width: 1.1rem; border-top: 3px solid var(--colour); margin-right: .35rem; vertical-align: middle; }
.key.plan::before { border-top-style: dashed; }
svg { width: 100%; height: auto; display: block; }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft); } .small svg text { font-size: 10px; }
svg path { fill: none; stroke: var(--colour); stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
svg path.plan { stroke-dasharray: 5 4; } svg path.again { stroke-dasharray: 2 3; }
.grid { stroke: var(--line); stroke-width: 1; }
line.mark { stroke: var(--bad); stroke-dasharray: 3 3; } svg text.mark { fill: var(--bad); }
.bar { fill: var(--c0); }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 0 2rem; }
.small figcaption { color: var(--soft); font-size: .85rem; }
.plan { --colour: var(--plan); } ${[0, 1, 2, 3, 4, 5, 6, 7].map((n) => `.c${n} { --colour: var(--c${n}); }`).join(' ')}
`;
