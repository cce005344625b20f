/// Style and script of the page. The page works without the script, which only filters, copies and
/// remembers; its content policy names both by their hashes, so that nothing else runs.
package enum HTMLAssets {
  package static let style: StaticString = """

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
    .error, .fail, .not-ready { color: var(--error); }
    .warning, .unknown, .inconclusive { color: var(--warning); }
    .note { color: var(--note); } .ready, .pass { color: var(--good); }
    .verdict p, .verdict ul { color: var(--fg); margin: .25rem 0; }
    .verdict ul { padding-left: 1.2rem; } .dim, .verdict p.dim { color: var(--dim); }
    .rule::after { content: ": "; }
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
      padding: .75rem; background: var(--soft); border-radius: .4rem; }
    @media (min-width: 60rem) { form { position: sticky; top: 0; z-index: 1; } }
    form label { display: flex; flex-direction: column; font-size: .85rem; color: var(--dim);
      max-width: 100%; } li, details { scroll-margin-top: 7rem; }
    select, input, button { font: inherit; max-width: 100%; color: var(--fg); background: var(--bg);
      border: 1px solid var(--dim); border-radius: .3rem; padding: .2rem .4rem; }
    [hidden] { display: none !important; } .steps { padding-left: 0; list-style: none; }
    .steps > li { margin: .5rem 0; padding-left: 1.7rem; } input.tick { margin-left: -1.7rem; }
    .deletes { border-left: .4rem solid var(--error); }
    .code { position: relative; } .code pre { padding-right: 5rem; min-height: 2.6rem; }
    .copy { position: absolute; top: .35rem; right: .35rem; font-size: .85rem; }
    .chart { margin: .75rem 0; } .chart p { margin: .25rem 0; font-size: .9rem; }
    svg { width: 100%; max-width: 40rem; height: .9rem; display: block; border-radius: .2rem; }
    svg rect, .key i { fill: var(--line); background: var(--line); }
    .key { white-space: nowrap; margin-right: .75rem; } .key i { display: inline-block; width: .8em;
      height: .8em; border-radius: .15em; margin-right: .35em; border: 1px solid var(--dim); }
    svg .pass, svg .complete, .key .pass, .key .complete { fill: var(--good);
      background: var(--good); }
    svg .fail, svg .denied, .key .fail, .key .denied { fill: var(--error);
      background: var(--error); }
    svg .unknown, svg .partial, .key .unknown, .key .partial { fill: var(--warning);
      background: var(--warning); }
    svg .assumed, svg .share-0, .key .assumed, .key .share-0 { fill: var(--note);
      background: var(--note); }
    svg .share-1, .key .share-1 { fill: var(--dim); background: var(--dim); }
    svg .share-2, .key .share-2 { fill: var(--warning); background: var(--warning); }
    @media print { form, button, nav { display: none !important; } h2, summary, .label {
      break-after: avoid; } li, pre, tr { break-inside: avoid; } body { max-width: none; padding: 0;
      font-size: 10pt; } pre { white-space: pre-wrap; } .scroll { overflow: visible; }
      details::details-content { content-visibility: visible; } }

    """

  static let script: StaticString = """

    "use strict";
    (function () {
      function all(selector) { return Array.from(document.querySelectorAll(selector)); }
      var form = document.getElementById("filter");
      var items = all("[data-verdict]");
      var homes = items.map(function (item) { return item.parentElement; });
      var titles = homes.map(function (home) { return home.parentElement.firstElementChild; });
      var texts = items.map(function (item, index) {
        return (titles[index].textContent + " " + item.textContent).toLowerCase();
      });
      var fields = ["verdict", "severity", "area", "node", "namespace"];
      var isBySubject = false;
      // Findings move into a part for each subject, and back to the lists of their rules.
      function regroup(bySubject) {
        if (bySubject === isBySubject) { return; }
        isBySubject = bySubject;
        if (!bySubject) {
          items.forEach(function (item, index) {
            item.firstElementChild.remove();
            homes[index].appendChild(item);
          });
          all("details.subject").forEach(function (part) { part.remove(); });
          return;
        }
        var lists = new Map();
        items.forEach(function (item, index) {
          var name = item.firstElementChild.textContent;
          if (!lists.has(name)) {
            var part = document.createElement("details");
            part.className = "subject";
            part.open = true;
            var head = document.createElement("summary");
            var title = document.createElement("h3");
            title.textContent = name;
            head.appendChild(title);
            var list = document.createElement("ul");
            list.className = "findings";
            part.append(head, list);
            form.parentElement.appendChild(part);
            lists.set(name, list);
          }
          var rule = document.createElement("a");
          rule.href = "#" + homes[index].parentElement.id;
          rule.className = "rule";
          rule.textContent = titles[index].querySelector("h3").textContent;
          item.insertBefore(rule, item.firstChild);
          lists.get(name).appendChild(item);
        });
      }
      function apply() {
        regroup(form.elements.group.value === "subject");
        var wanted = {};
        fields.forEach(function (name) { wanted[name] = form.elements[name].value; });
        var words = form.elements.search.value.toLowerCase().split(" ").filter(Boolean);
        var shown = 0;
        items.forEach(function (item, index) {
          var fits = fields.every(function (name) {
            return !wanted[name] || item.dataset[name] === wanted[name];
          }) && words.every(function (word) { return texts[index].indexOf(word) >= 0; });
          item.hidden = !fits;
          if (fits) { shown += 1; }
        });
        all("details.group, details.subject").forEach(function (group) {
          group.hidden = !group.querySelector("[data-verdict]:not([hidden])");
        });
        var status = document.getElementById("shown");
        var total = Number(status.dataset.total);
        status.textContent = shown + " of " + items.length + " shown" + (total > items.length
          ? ", of " + total + " in the JSON report" : "");
      }
      function remember() {
        var query = new URLSearchParams();
        fields.concat(["search", "group"]).forEach(function (name) {
          if (form.elements[name].value) { query.set(name, form.elements[name].value); }
        });
        history.replaceState(null, "", "#" + (query.toString() ? "?" + query : ""));
      }
      function read() {
        var hash = location.hash.slice(1);
        if (hash.charAt(0) === "?") {
          var query = new URLSearchParams(hash.slice(1));
          fields.concat(["search", "group"]).forEach(function (name) {
            form.elements[name].value = query.get(name) || "";
            if (form.elements[name].selectedIndex < 0) { form.elements[name].value = ""; }
          });
        }
        apply();
        var id = hash;
        try { id = decodeURIComponent(hash); } catch (error) { id = hash; }
        var target = hash.charAt(0) !== "?" && document.getElementById(id);
        if (!target) { return; }
        // What a filter hides is shown to those who follow a link to it.
        if (target.closest("[hidden]")) {
          form.reset();
          apply();
        }
        for (var part = target.closest("details"); part;
          part = part.parentElement.closest("details")) { part.open = true; }
        target.scrollIntoView();
      }
      if (form) {
        form.hidden = false;
        form.addEventListener("input", function () { apply(); remember(); });
        form.addEventListener("submit", function (event) { event.preventDefault(); });
        window.addEventListener("hashchange", read);
        read();
      }
      // Not every browser prints what is folded.
      var folded = [];
      window.addEventListener("beforeprint", function () {
        folded = all("details:not([open])");
        folded.forEach(function (part) { part.open = true; });
      });
      window.addEventListener("afterprint", function () {
        folded.forEach(function (part) { part.open = false; });
      });
      all("time").forEach(function (time) {
        var days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86400000);
        if (days >= 0) {
          time.textContent += " (" + days + (days === 1 ? " day" : " days") + " ago)";
        }
      });
      all("button.copy").forEach(function (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
          var text = button.parentElement.querySelector("pre").textContent;
          function done() {
            button.textContent = "Copied";
            setTimeout(function () { button.textContent = "Copy"; }, 1500);
          }
          // Without the clipboard, or where it is refused.
          function byHand() {
            var area = document.createElement("textarea");
            area.value = text;
            document.body.appendChild(area);
            area.select();
            var isCopied = document.execCommand("copy");
            area.remove();
            button.focus();
            if (isCopied) { done(); }
          }
          if (navigator.clipboard) {
            navigator.clipboard.writeText(text).then(done, byHand);
          } else { byHand(); }
        });
      });
      var report = document.querySelector("main").dataset.key;
      all("input.tick").forEach(function (box) {
        var key = "importlint:" + report + ":" + box.id;
        try { box.checked = localStorage.getItem(key) === "1"; } catch (error) { return; }
        box.addEventListener("change", function () {
          try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch (error) { return; }
        });
      });
    })();

    """
}
