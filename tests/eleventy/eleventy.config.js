/* The site's own templates in Eleventy: its filters, links and glossary, as pipeline/render has them. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const posix = path.posix;
const nunjucks = require("nunjucks");
const { SafeString } = nunjucks.runtime;
const escapeHtml = nunjucks.lib.escape;

const given = JSON.parse(fs.readFileSync(path.join(__dirname, "book.json"), "utf8"));
const MONTHS = "January February March April May June July August September October November December".split(" ");

const quote = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/[!'*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const between = new Map();
const relative = (page, target) => {
  const at = target.indexOf("#");
  const file = at < 0 ? target : target.slice(0, at);
  const anchor = at < 0 || at === target.length - 1 ? "" : `#${quote(target.slice(at + 1))}`;
  if (file === page && anchor) return anchor;
  const folder = posix.dirname(page);
  const key = `${folder}\n${file}`;
  if (!between.has(key)) between.set(key, posix.relative(folder, file) || ".");
  return between.get(key) + anchor;
};

const place = (identifier) => {
  const at = identifier.lastIndexOf("/");
  return `letters/${identifier.slice(0, at)}.html#${identifier.slice(at + 1)}`;
};
const links = {
  ...given.links,
  place,
  letter: (letter) => `letters/${letter}.html`,
  measure: (code) => `measures/${code}.html`,
  rule: (name) => `checks.html#${name}`,
  table: (name, options) => (options?.code_list ? `codes/${name}.html` : `tables/${name}.html`),
  field_id: (name) => `field-${name}`,
  code_id: (code) => `code-${code.replaceAll(" ", "-")}`,
  code: (list, code) => (list === "measure" ? links.measure(code) : `codes/${list}.html#${links.code_id(code)}`),
  data: (file) => `data/${file}`,
  address: (homepage, file) => `${homepage.replace(/\/+$/, "")}/${file === given.links.HOME ? "" : file}`,
};
const book = {
  ...given.book,
  label: (list, code) => (code === null ? "" : (given.book.labels[list][code] ?? code)),
};

const known = new RegExp(given.glossary.pattern, "giu");
const prose = (page) => {
  const seen = new Set();
  return (text) => {
    const parts = [];
    let at = 0;
    for (const match of text.matchAll(known)) {
      const anchor = given.glossary.anchors[match[0].toLowerCase()];
      if (seen.has(anchor)) continue;
      seen.add(anchor);
      parts.push(escapeHtml(text.slice(at, match.index)), `<a class="term" href="${relative(page, `glossary.html#${anchor}`)}">${match[0]}</a>`);
      at = match.index + match[0].length;
    }
    return new SafeString([...parts, escapeHtml(text.slice(at))].join(""));
  };
};

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 20 });
const number = (value) => numbers.format(Number(value));
const day = (length) => (value) => {
  const [year, month, date] = value.split("-").map(Number);
  return `${date} ${MONTHS[month - 1].slice(0, length)} ${year}`;
};
const excerpt = (text, length = 160) => {
  const line = text.split(/\s+/).filter(Boolean).join(" ");
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  const space = cut.lastIndexOf(" ");
  return `${(space < 0 ? cut : cut.slice(0, space)).replace(/[,.;:–-]+$/, "")} …`;
};

/* A page's content, in which what stands in several places stands once. */
const content = (file) => {
  const { pool, root } = JSON.parse(fs.readFileSync(path.join(__dirname, "content", file), "utf8"));
  const made = [];
  const revived = (value) => {
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) value[at] = revived(value[at]);
      return value;
    }
    if (value === null || typeof value !== "object") return value;
    if ("$" in value) return (made[value.$] ??= revived(pool[value.$]));
    if ("$safe" in value) return new SafeString(value.$safe);
    for (const key in value) value[key] = revived(value[key]);
    return value;
  };
  return revived(root);
};

module.exports = (eleventy) => {
  eleventy.setNunjucksEnvironmentOptions({ autoescape: true, trimBlocks: true, lstripBlocks: true });
  eleventy.setUseGitIgnore(false);
  eleventy.addFilter("number", number);
  eleventy.addFilter("several", (count, one, many) => `${number(count)} ${count === 1 ? one : many ?? `${one}s`}`);
  eleventy.addFilter("excerpt", excerpt);
  eleventy.addFilter("day", day());
  eleventy.addFilter("short_day", day(3));
  eleventy.addFilter("last_part", (text) => text.slice(text.lastIndexOf("/") + 1));
  eleventy.addFilter("join", (many, by = "") => (many ?? []).join(by));
  eleventy.addFilter("rest", (many) => many.slice(1));
  eleventy.addGlobalData("links", () => links);
  eleventy.addGlobalData("book", () => book);
  eleventy.addGlobalData("metadata", () => given.metadata);
  eleventy.addGlobalData("navigation", () => given.navigation);
  eleventy.addGlobalData("href_of", () => (page) => (target) => relative(page, target));
  eleventy.addGlobalData("prose_of", () => prose);
  for (const [template, pages] of Object.entries(given.pages))
    eleventy.addGlobalData(`of_${template.replace(".html", "")}`, () => pages.map((one) => ({ ...one, dataset: one.dataset && new SafeString(one.dataset), content: content(one.content) })));
  return { dir: { input: "pages", includes: "../templates", output: "site" }, htmlTemplateEngine: "njk" };
};
