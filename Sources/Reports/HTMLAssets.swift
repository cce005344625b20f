/// Style and script of the page. The page works without the script, which only filters, copies and
/// remembers; its content policy names both by their hashes, so that nothing else runs.
enum HTMLAssets {
  static let style: StaticString = """

    :root { color-scheme: light dark; --fg: #1b1f24; --bg: #ffffff; --soft: #f3f5f7;
      --line: #c9d1d9; --dim: #4f5964; --link: #0b57a4; --error: #b3161b; --warning: #855000;
      --note: #0b57a4;
      --good: #146c2e; }
    @media (prefers-color-scheme: dark) { :root { --fg: #e6e9ec; --bg: #14171a; --soft: #20252a;
      --line: #414a53; --dim: #aab4be; --link: #7cb8ff; --error: #ff8b85; --warning: #f0b354;
      --note: #7cb8ff; --good: #6fd58b; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1rem; max-width: 75rem; color: var(--fg); background: var(--bg);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 0; display: inline; }
    a { color: var(--link); } a:focus-visible, button:focus-visible, summary:focus-visible,
    input:focus-visible, select:focus-visible { outline: 3px solid var(--link);
      outline-offset: 2px; }
    .verdict { border-left: .5rem solid; padding: .5rem 1rem; background: var(--soft); }
    .error, .fail, .not-ready, .denied { color: var(--error); }
    .warning, .unknown, .inconclusive, .partial, .absent { color: var(--warning); }
    .note { color: var(--note); } .ready, .pass, .complete { color: var(--good); }
    .verdict p { color: var(--fg); margin: .25rem 0; } .dim { color: var(--dim); }
    .label { font-weight: 700; } nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem;
      list-style: none; padding: 0; margin: 1rem 0; }
    details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0;
      padding: .5rem .75rem; } summary { cursor: pointer; }
    ul.findings { padding-left: 1.2rem; } li { margin: .25rem 0; }
    pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem;
      padding: .5rem; overflow-x: auto; font-size: .85rem; margin: .5rem 0; }
    code { font-family: ui-monospace, monospace; font-size: .9em; } mark { background: none;
      color: inherit; font-weight: 700; text-decoration: underline; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left;
      vertical-align: top; } td.number, th.number { text-align: right; }
    .scroll { overflow-x: auto; } form { display: flex; flex-wrap: wrap; gap: .5rem 1rem;
      padding: .75rem; background: var(--soft); border-radius: .4rem; position: sticky; top: 0; }
    form label { display: flex; flex-direction: column; font-size: .85rem; color: var(--dim); }
    select, input, button { font: inherit; color: var(--fg); background: var(--bg);
      border: 1px solid var(--dim); border-radius: .3rem; padding: .2rem .4rem; }
    [hidden] { display: none !important; } .steps li { list-style: none; }
    .deletes { border-left: .4rem solid var(--error); }
    svg { width: 100%; max-width: 40rem; height: 1.2rem; display: block; }
    svg .pass { fill: var(--good); } svg .fail { fill: var(--error); }
    svg .unknown { fill: var(--warning); } svg .notApplicable { fill: var(--line); }
    @media print { form, button, nav { display: none !important; } details { break-inside: avoid; }
      body { max-width: none; padding: 0; font-size: 10pt; } pre { white-space: pre-wrap; } }

    """

  static let script: StaticString = """

    "use strict";
    (function () {
      var form = document.getElementById("filter");
      var items = Array.prototype.slice.call(document.querySelectorAll("[data-verdict]"));
      var texts = items.map(function (item) { return item.textContent.toLowerCase(); });
      var groups = Array.prototype.slice.call(document.querySelectorAll("details.group"));
      var fields = ["verdict", "severity", "area", "node", "namespace"];
      function apply() {
        var wanted = {};
        fields.forEach(function (name) { wanted[name] = form.elements[name].value; });
        var words = form.elements.search.value.toLowerCase().split(" ").filter(Boolean);
        var shown = 0;
        items.forEach(function (item, index) {
          var title = item.closest("details.group").firstElementChild.textContent.toLowerCase();
          var fits = fields.every(function (name) {
            return !wanted[name] || item.dataset[name] === wanted[name];
          }) && words.every(function (word) {
            return texts[index].indexOf(word) >= 0 || title.indexOf(word) >= 0;
          });
          item.hidden = !fits;
          if (fits) { shown += 1; }
        });
        groups.forEach(function (group) {
          group.hidden = !group.querySelector("[data-verdict]:not([hidden])");
        });
        document.getElementById("shown").textContent = shown + " of " + items.length + " shown";
      }
      function remember() {
        var query = new URLSearchParams();
        fields.concat(["search"]).forEach(function (name) {
          if (form.elements[name].value) { query.set(name, form.elements[name].value); }
        });
        history.replaceState(null, "", "#" + (query.toString() ? "?" + query : ""));
      }
      function read() {
        var hash = location.hash.slice(1);
        if (hash.charAt(0) === "?") {
          var query = new URLSearchParams(hash.slice(1));
          fields.concat(["search"]).forEach(function (name) {
            form.elements[name].value = query.get(name) || "";
            if (form.elements[name].selectedIndex < 0) { form.elements[name].value = ""; }
          });
        } else if (hash) {
          var target = document.getElementById(decodeURIComponent(hash));
          var group = target && target.closest("details");
          while (group) {
            group.open = true;
            group = group.parentElement.closest("details");
          }
          if (target) { target.scrollIntoView(); }
        }
        apply();
      }
      if (form) {
        form.hidden = false;
        form.addEventListener("input", function () { apply(); remember(); });
        form.addEventListener("submit", function (event) { event.preventDefault(); });
        window.addEventListener("hashchange", read);
        read();
      }
      document.querySelectorAll("button.copy").forEach(function (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
          var text = button.parentElement.querySelector("pre").textContent;
          function done() {
            button.textContent = "Copied";
            setTimeout(function () { button.textContent = "Copy"; }, 1500);
          }
          if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done); return; }
          var area = document.createElement("textarea");
          area.value = text;
          document.body.appendChild(area);
          area.select();
          document.execCommand("copy");
          area.remove();
          done();
        });
      });
      document.querySelectorAll("input.tick").forEach(function (box) {
        var key = "importlint:" + box.id;
        try { box.checked = localStorage.getItem(key) === "1"; } catch (error) { return; }
        box.addEventListener("change", function () {
          try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch (error) { return; }
        });
      });
    })();

    """
}
