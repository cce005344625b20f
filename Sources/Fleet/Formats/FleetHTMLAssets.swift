/// What the page of a fleet has beside the style of all pages. It works without the script, which
/// only filters.
enum FleetHTMLAssets {
  static let style: StaticString = """

    th[scope=col], td.number { overflow-wrap: normal; } th p { font-weight: 400; margin: .25rem 0; }
    td.names { min-width: 12rem; }
    table.heat { width: auto; font-size: .8rem; border-collapse: separate; border-spacing: 0; }
    .heat-box { max-height: 80vh; overflow: auto; border: 1px solid var(--line); }
    .heat th, .heat td { padding: 0 .3rem; border-bottom: 1px solid var(--line);
      border-right: 1px solid var(--line); white-space: nowrap; text-align: center; }
    .heat thead th { position: sticky; top: 0; background: var(--bg); z-index: 2;
      writing-mode: vertical-rl; text-align: right; max-height: 16rem; font-weight: 400; }
    .heat thead th:first-child, .heat thead th:nth-child(2) { writing-mode: horizontal-tb; }
    .heat tbody th { position: sticky; left: 0; background: var(--bg); text-align: left;
      font-weight: 400; }
    .heat td.f { background: var(--error); color: var(--bg); font-weight: 700; }
    .heat td.u { background: var(--warning); color: var(--bg); font-weight: 700; }
    .heat td.w { color: var(--dim); } .heat td.n { color: var(--dim); }
    .heat td.m { background: var(--soft); }
    .one-fix-away { color: var(--warning); } .blocked, .not-judged, .missing {
      color: var(--error); }
    svg.trend { height: 8rem; }
    svg .one-fix-away, .key .one-fix-away { fill: var(--note); background: var(--note); }
    svg .ready, .key .ready { fill: var(--good); background: var(--good); }
    svg .blocked, .key .blocked { fill: var(--error); background: var(--error); }
    svg .inconclusive, .key .inconclusive { fill: var(--warning); background: var(--warning); }
    svg .not-judged, .key .not-judged { fill: var(--dim); background: var(--dim); }
    @media print { .heat-box { max-height: none; overflow: visible; } }

    """

  static let script: StaticString = """

    "use strict";
    (function () {
      var form = document.getElementById("filter");
      if (!form) { return; }
      var rows = Array.from(document.querySelectorAll("tr[data-stage]"));
      var texts = rows.map(function (row) {
        return (row.firstElementChild.textContent + " " + row.dataset.labels).toLowerCase();
      });
      function apply() {
        var stage = form.elements.stage.value;
        var words = form.elements.search.value.toLowerCase().split(" ").filter(Boolean);
        var shown = 0;
        rows.forEach(function (row, index) {
          var fits = (!stage || row.dataset.stage === stage) && words.every(function (word) {
            return texts[index].indexOf(word) >= 0;
          });
          row.hidden = !fits;
          if (fits) { shown += 1; }
        });
        document.getElementById("shown").textContent = shown + " of " + rows.length + " shown";
      }
      form.hidden = false;
      form.addEventListener("input", apply);
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      apply();
    })();

    """
}
