/* Tables that are sorted and filtered in the page, with the state in its address. Without script they are as they were. */
"use strict";
(() => {
  const FEWEST = 6; // rows from which on a table is worth it
  const CHOICES = 12; // different values of a column up to which they are offered
  const collator = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

  const text = (cell) => cell.textContent.replace(/\s+/g, " ").trim();

  /* What a cell says in the first place: without the line below it. */
  const words = (cell) => {
    if (cell.dataset.choice) return cell.dataset.choice;
    if (!cell.querySelector(".sub")) return text(cell);
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".sub").forEach((line) => line.remove());
    return text(copy);
  };

  /* What a cell sorts by: [group, key]. Numbers come before words, and what is not given last: it is not zero. */
  const key = (cell) => {
    const given = cell.dataset.sort ?? cell.querySelector("time")?.dateTime ?? words(cell);
    if (cell.querySelector(".no-value") || given === "" || given === "–" || given === "·") return [2, given];
    const number = /^(?:about )?-?£?-?[\d,]*\.?\d+%?$/.test(given) ? Number(given.replace(/[^\d.-]/g, "")) : NaN;
    return Number.isNaN(number) ? [1, given] : [0, number];
  };
  const compare = (a, b, way) => {
    if (a[0] !== b[0]) return a[0] - b[0];
    return way * (a[0] === 0 ? a[1] - b[1] : collator.compare(a[1], b[1]));
  };

  const setUp = (table) => {
    const caption = table.caption;
    const head = [...(table.tHead?.rows[0]?.cells ?? [])];
    const body = table.tBodies[0];
    if (!caption?.id || !body || body.rows.length < FEWEST || table.tBodies.length > 1) return;
    const rows = [...body.rows];
    const state = { sort: null, way: 1, filter: "", choices: new Map() };

    const write = () => {
      const query = new URLSearchParams(location.search);
      for (const name of [...query.keys()].filter((name) => /^(table|sort|filter|only\d+)$/.test(name))) query.delete(name);
      if (state.sort !== null || state.filter || state.choices.size) {
        query.set("table", caption.id);
        if (state.sort !== null) query.set("sort", `${state.way < 0 ? "-" : ""}${state.sort + 1}`);
        if (state.filter) query.set("filter", state.filter);
        for (const [column, value] of state.choices) query.set(`only${column + 1}`, value);
      }
      const said = query.toString();
      history.replaceState(null, "", `${location.pathname}${said && `?${said}`}${location.hash}`);
    };

    const apply = () => {
      const wanted = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const said = text(row).toLowerCase();
        const fits =
          wanted.every((word) => said.includes(word)) &&
          [...state.choices].every(([column, value]) => words(row.cells[column]) === value);
        row.hidden = !fits;
        shown += fits;
      }
      const ordered =
        state.sort === null
          ? rows
          : rows.map((row) => [key(row.cells[state.sort]), row]).sort((a, b) => compare(a[0], b[0], state.way)).map(([, row]) => row);
      body.append(...ordered);
      head.forEach((cell, column) => {
        if (column === state.sort) cell.setAttribute("aria-sort", state.way < 0 ? "descending" : "ascending");
        else cell.removeAttribute("aria-sort");
      });
      return shown;
    };

    head.forEach((cell, column) => {
      const name = text(cell);
      if (cell.tagName !== "TH" || !name) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      if (cell.querySelector("a")) {
        // A heading that leads somewhere still does: the button stands beside it.
        button.classList.add("beside");
        button.setAttribute("aria-label", `Sort by ${name}`);
      } else button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        if (state.sort !== column) [state.sort, state.way] = [column, 1];
        else if (state.way > 0) state.way = -1;
        else [state.sort, state.way] = [null, 1];
        apply();
        write();
      });
    });

    const open = document.createElement("button");
    open.type = "button";
    open.className = "filter";
    open.textContent = "Filter";
    open.setAttribute("aria-expanded", "false");
    caption.append(" ", open);

    let tools = null;
    let status = null;
    const show = () => {
      const shown = apply();
      status.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows`;
    };
    const build = () => {
      tools = document.createElement("div");
      tools.className = "table-tools";
      const labelled = (words, control) => {
        const label = document.createElement("label");
        label.append(`${words} `, control);
        tools.append(label);
        return control;
      };
      const box = labelled("Words", Object.assign(document.createElement("input"), { type: "search", value: state.filter }));
      box.addEventListener("input", () => {
        state.filter = box.value.trim();
        show();
        write();
      });
      head.forEach((cell, column) => {
        const values = [...new Set(rows.map((row) => words(row.cells[column])))].filter(Boolean);
        if (cell.tagName !== "TH" || values.length < 2 || values.length > CHOICES || values.length > rows.length / 2) return;
        if (rows.every((row) => key(row.cells[column])[0] !== 1)) return; // numbers are sorted, not chosen
        const choice = labelled(text(cell), document.createElement("select"));
        choice.append(new Option("all", ""), ...values.sort(collator.compare).map((value) => new Option(value.length > 40 ? `${value.slice(0, 40)}…` : value, value)));
        choice.value = state.choices.get(column) ?? "";
        choice.addEventListener("change", () => {
          if (choice.value) state.choices.set(column, choice.value);
          else state.choices.delete(column);
          show();
          write();
        });
      });
      const all = document.createElement("button");
      all.type = "button";
      all.textContent = "Show all";
      all.addEventListener("click", clear);
      status = document.createElement("span");
      status.setAttribute("role", "status");
      tools.append(all, status);
      (table.closest(".scroll") ?? table).before(tools);
    };
    const toggle = (wanted) => {
      if (!tools) build();
      tools.hidden = !wanted;
      open.setAttribute("aria-expanded", String(wanted));
    };
    const clear = () => {
      state.filter = "";
      state.choices.clear();
      tools?.querySelectorAll("input, select").forEach((control) => (control.value = ""));
      if (status) show();
      else apply();
      write();
    };
    open.addEventListener("click", () => {
      toggle(!tools || tools.hidden);
      if (!tools.hidden) tools.querySelector("input").focus();
    });

    const query = new URLSearchParams(location.search);
    if (query.get("table") === caption.id) {
      const sort = Number(query.get("sort"));
      if (head[Math.abs(sort) - 1]) [state.sort, state.way] = [Math.abs(sort) - 1, Math.sign(sort)];
      state.filter = query.get("filter") ?? "";
      for (const [name, value] of query) if (/^only\d+$/.test(name) && head[name.slice(4) - 1]) state.choices.set(name.slice(4) - 1, value);
      if (state.filter || state.choices.size) {
        toggle(true);
        show();
      } else apply();
    }

    /* A link to a row that a filter hides shows it. */
    const reveal = () => {
      const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("tr");
      if (row?.hidden && rows.includes(row)) {
        clear();
        row.scrollIntoView();
      }
    };
    addEventListener("hashchange", reveal);
    reveal();
  };

  document.querySelectorAll("main table").forEach(setUp);
})();
