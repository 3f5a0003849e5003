/** One sheet for the console: no outside font, readable from a phone to a wide screen, light and dark. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6676; --line: #d9dee6; --paper: #fff; --ground: #f4f6f9; --main: #0b5cad; --warn: #b45309; --good: #15803d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf1; --soft: #a3aebd; --line: #364152; --paper: #1b222c; --ground: #12171e; --main: #6db3f8; --warn: #f0a94b; --good: #5fd18a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
header > div, main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
header > div { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
header a { color: inherit; text-decoration: none; } header strong { font-size: 1.1rem; }
header a.other { margin-left: auto; color: var(--soft); }
nav { display: flex; gap: 1rem; } nav a, a { color: var(--main); }
h1 { font-size: 1.4rem; margin: .5rem 0 .25rem; } h2 { font-size: 1.05rem; margin: 0; }
p { margin: .25rem 0; } .soft { color: var(--soft); } .warn { color: var(--warn); } .good { color: var(--good); }
table { border-collapse: collapse; width: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.wide { overflow-x: auto; }
th, td { text-align: left; padding: .55rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .9rem; } tr:last-child td { border-bottom: 0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem; margin: 1rem 0; }
.card.done { opacity: .75; }
.title { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.tag { font-size: .8rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem; }
.picture { display: block; max-width: 100%; height: auto; max-height: 15rem; object-fit: contain; object-position: left; border: 1px solid var(--line); border-radius: .35rem; margin: .6rem 0; background: #fff; }
td.one { white-space: nowrap; } td input[type=text] { min-width: 12rem; }
.pages { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem; }
.pages img { width: 100%; height: auto; min-height: 12rem; border: 1px solid var(--line); background: #fff; }
fieldset { border: 0; padding: 0; margin: .4rem 0 0; } figure { margin: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
label.choice { display: flex; gap: .55rem; align-items: baseline; padding: .2rem 0; }
label.choice b { font-weight: 600; overflow-wrap: anywhere; }
input[type=text] { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .35rem; padding: .45rem .6rem; width: 100%; max-width: 34rem; }
select { font: inherit; padding: .4rem; max-width: 100%; }
button { font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 1px solid transparent; border-radius: .4rem; padding: .6rem 1.2rem; cursor: pointer; }
button.second { color: var(--ink); background: transparent; border: 1px solid var(--soft); } button.stop { background: #b42318; }
:focus-visible { outline: 3px solid var(--warn); outline-offset: 2px; }
@media (min-width: 48rem) { .bar { position: sticky; bottom: 0; } }
.bar { background: var(--ground); border-top: 1px solid var(--line); padding: .8rem 0; display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.bar label { display: grid; } .said { border-left: 4px solid var(--good); padding: .4rem .9rem; background: var(--paper); } .said.warn { border-color: var(--warn); color: inherit; }
mark { color: inherit; background: #f0a94b66; border-radius: .15rem; }
kbd { display: none; font: inherit; font-size: .8rem; border: 1px solid var(--soft); border-radius: .25rem; padding: 0 .35rem; color: var(--soft); }
.keys kbd { display: inline; } .hint { display: none; } .keys .hint { display: block; flex-basis: 100%; font-size: .9rem; } .line { flex-basis: 100%; }
.card.current { border-color: var(--main); box-shadow: 0 0 0 1px var(--main); } .card.chosen { border-left: 4px solid var(--good); } [data-state]:empty { display: none; } [data-state] { flex-basis: 100%; }
.sheet .bar, .pages .bar { position: static; background: none; border: 0; padding: .25rem 0 .75rem; }
.card .bar { position: static; background: none; border: 0; padding-bottom: 0; }
.wide-page header > div, .wide-page main { max-width: 110rem; }
.panes, .sides, .papers { display: grid; gap: 0 1.25rem; }
.papers { grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); }
.sheet { margin-top: 1rem; } .sheet img, .sides img { width: 100%; height: auto; border: 1px solid var(--line); background: #fff; min-height: 8rem; } .sides img { max-height: 60vh; object-fit: contain; }
@media (min-width: 60rem) { .panes { grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); } .sides { grid-template-columns: 1fr 1fr; } .sheet { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; align-self: start; padding: 0 0 1rem; } }
details { margin: 1rem 0; } summary { cursor: pointer; color: var(--main); }
`;
