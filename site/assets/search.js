/* The search: a field on every page, and the page of results. The index is loaded when the field is first used. */
"use strict";
(() => {
  const own = document.currentScript.src;
  const top = new URL("../", own);
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const page = document.getElementById("found");
  const LISTED = 8; // results below the field; the page of results has more
  const PAGE = 100;
  let search = null;
  let loading = null;
  let chosen = -1;

  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(name, own);
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  /* One spelling of what people write in several: 1,121; s.12, section 12 and FOIA 12; 2023/24, 2023-24. */
  const spelt = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(\d),(?=\d{3})/g, "$1")
      .replace(/\b(?:regulation|reg|eir)[\s.]*(\d+[a-z]?)((?:\(\w+\))*)/g, (_, number, rest) => `eir r${number}${rest && ` r${number}${rest}`}`)
      .replace(/\b(foia|foisa)\s+(?:s(?:ection)?[\s.]*)?(\d+[a-z]?)((?:\(\w+\))*)/g, (_, act, number, rest) => `${act} s${number}${rest && ` s${number}${rest}`}`)
      .replace(/\b(?:sections?|sec|s)[\s.]*(\d+[a-z]?)((?:\(\w+\))+)/g, "s$1 s$1$2")
      .replace(/\b(?:sections?|sec|s)[\s.]*(\d+[a-z]?)\b/g, "s$1")
      .replace(/\b((?:19|20)\d\d)\s*[/–-]\s*(?:19|20)?(\d\d)\b/g, "$1/$2 $1");
  const words = (text) => spelt(text).match(/[rs]\d+[a-z]?(?:\(\w+\))*|\d{4}\/\d\d|[\p{L}\p{N}]+(?:[.’']\p{N}+)*/gu) || [];

  const build = () => {
    const { kinds, weights, pages, entries } = globalThis.searchIndex;
    const documents = entries.map(([kind, at, anchor, title, context, more], id) => ({
      id, kind, title, context, more, target: pages[at] + (anchor && `#${encodeURIComponent(anchor).replaceAll("%2F", "/")}`),
    }));
    search = new globalThis.MiniSearch({
      fields: ["title", "context", "more"],
      storeFields: ["kind", "title", "context", "target"],
      tokenize: words,
      processTerm: (term) => term,
      searchOptions: {
        boost: { title: 3, context: 1.4 },
        boostDocument: (_, __, stored) => weights[stored.kind],
        prefix: (term) => term.length > 1 && !/\d/.test(term),
        fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.25 : false),
      },
    });
    search.addAll(documents);
    search.kinds = kinds;
  };

  const ready = () => {
    loading ??= Promise.all([load("vendor/minisearch.js"), load("search-index.js")]).then(build);
    return loading;
  };

  /* All words where something has them all, else any. */
  const find = (query) => {
    const all = search.search(query, { combineWith: "AND" });
    return all.length ? all : search.search(query, { combineWith: "OR" });
  };

  const link = (result) => {
    const a = document.createElement("a");
    a.href = new URL(result.target, top);
    const title = document.createElement("span");
    title.className = "found-title";
    title.textContent = result.title;
    const context = document.createElement("span");
    context.className = "found-context";
    context.textContent = [search.kinds[result.kind], result.context].filter(Boolean).join(" · ");
    a.append(title, context);
    return a;
  };

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    const items = [...list.children];
    chosen = (at + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    field.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };

  const suggest = async () => {
    const query = field.value.trim();
    await ready();
    if (query !== field.value.trim()) return; // typed on meanwhile
    if (!query) {
      status.textContent = "";
      close();
      return;
    }
    const results = find(query);
    list.replaceChildren(
      ...results.slice(0, LISTED).map((result, n) => {
        const a = link(result);
        a.id = `found-${n}`;
        a.tabIndex = -1;
        a.setAttribute("role", "option");
        a.setAttribute("aria-selected", "false");
        return a;
      }),
    );
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = !results.length;
    field.setAttribute("aria-expanded", String(!!results.length));
    status.textContent = results.length === 1 ? "1 result" : `${results.length || "No"} results`;
  };

  field.addEventListener("focus", ready, { once: true });
  field.addEventListener("input", suggest);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus until the click
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      field.focus();
    }
  });

  if (page) {
    const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
    field.value = query;
    if (query) {
      ready().then(() => {
        const results = find(query);
        page.querySelector("ol").replaceChildren(
          ...results.slice(0, PAGE).map((result) => {
            const item = document.createElement("li");
            item.append(link(result));
            return item;
          }),
        );
        page.querySelector("p").textContent =
          `${results.length || "No"} result${results.length === 1 ? "" : "s"} for ‘${query}’` +
          (results.length > PAGE ? `, of which the first ${PAGE} are shown` : "");
      });
    }
  }
})();
