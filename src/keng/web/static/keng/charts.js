// @ts-check
// Draws the chart of a page from its JSON block. The table beside it says the same in words; where
// this cannot draw, that table is all that is needed.

const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 });
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin"];
const DASHES = ["solid", "dashed", "dotted", [12, 4, 2, 4], [2, 6]];
const BAR = 26; // px: a lying bar with its label

/**
 * @typedef {{name: string, values: (number|null)[], said: string[]}} Series
 * @typedef {{kind: string, title: string, measure: string, digits: number, categories: string[],
 *   series: Series[], notes: string[], description: string}} Chart
 */

/**
 * A colour of tokens.css in the present light.
 * @param {string} name
 */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * What ECharts is to draw.
 * @param {Chart} chart
 * @param {number} width px
 */
function options(chart, width) {
  const ink = token("--ink");
  const soft = token("--ink-soft");
  const lying = chart.kind === "ranking" || (chart.kind === "same" && chart.categories.length > 8);
  const narrow = width < 480;
  const text = { color: ink, fontFamily: token("--face"), fontSize: 13 };
  const names = {
    type: "category",
    data: chart.categories,
    inverse: lying,
    axisTick: { alignWithLabel: true },
    axisLine: { lineStyle: { color: soft } },
    axisLabel: {
      ...text,
      width: lying ? Math.min(220, width * 0.4) : narrow ? 70 : 110,
      overflow: lying ? "truncate" : "break",
      hideOverlap: !lying,
      interval: lying ? 0 : "auto",
    },
  };
  const amounts = {
    type: "value",
    name: lying ? "" : chart.measure, // lying, the line under the title says it
    nameTextStyle: text,
    minInterval: chart.digits === 0 ? 1 : undefined,
    axisLabel: { ...text, formatter: (/** @type {number} */ one) => numbers.format(one), hideOverlap: true },
    splitLine: { lineStyle: { color: token("--line") } },
  };
  return {
    animation: false,
    textStyle: text,
    color: [1, 2, 3, 4, 5].map((place) => token(`--series-${place}`)),
    aria: {
      enabled: true,
      label: { description: `${chart.title}. ${chart.description}` },
      decal: { show: chart.series.length > 1 && chart.kind !== "trend" },
    },
    grid: { left: 8, right: 24, top: chart.series.length > 1 ? 64 : 36, bottom: 8, containLabel: true },
    legend: {
      show: chart.series.length > 1,
      type: "plain",
      top: 0,
      textStyle: { ...text, width: Math.max(120, width / 2 - 60), overflow: "truncate" },
    },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // HTML would bring inline styles, which the policy refuses
      confine: true,
      backgroundColor: token("--paper"),
      borderColor: token("--line-strong"),
      textStyle: text,
      axisPointer: { type: chart.kind === "trend" ? "line" : "shadow" },
      formatter: (/** @type {any[]} */ points) => told(chart, points),
    },
    xAxis: lying ? amounts : names,
    yAxis: lying ? names : amounts,
    series: chart.series.map((one, place) => series(chart, one, place, { lying, text })),
  };
}

/**
 * @param {Chart} chart
 * @param {any[]} points
 */
function told(chart, points) {
  const place = points[0]?.dataIndex ?? 0;
  const lines = points.map((point) => {
    const one = chart.series[point.seriesIndex];
    return `${one.name}: ${one.said[place]}`;
  });
  return [chart.categories[place], ...lines].join("\n");
}

/**
 * @param {Chart} chart
 * @param {Series} one
 * @param {number} place
 * @param {{lying: boolean, text: object}} look
 */
function series(chart, one, place, { lying, text }) {
  const alone = chart.series.length === 1;
  if (chart.kind === "trend") {
    return {
      type: "line",
      name: one.name,
      data: one.values,
      connectNulls: false,
      symbol: SYMBOLS[place % SYMBOLS.length],
      symbolSize: 8,
      showAllSymbol: true,
      lineStyle: { width: 2, type: DASHES[place % DASHES.length] },
    };
  }
  return {
    type: "bar",
    name: one.name,
    data: one.values,
    barMaxWidth: 28,
    label: {
      ...text,
      show: alone || chart.categories.length <= 6,
      position: lying ? "right" : "top",
      formatter: (/** @type {any} */ point) => numbers.format(point.value),
    },
    labelLayout: { hideOverlap: true },
  };
}

/**
 * Draw, and draw anew when the light or the width changes.
 * @param {HTMLElement} box
 */
async function draw(box) {
  const block = document.getElementById(box.dataset.chart ?? "");
  /** @type {Chart} */
  const chart = JSON.parse(block?.textContent ?? "{}");
  const { init } = await import(box.dataset.engine ?? "");
  await document.fonts.ready;
  const lying = chart.kind === "ranking" || (chart.kind === "same" && chart.categories.length > 8);
  if (lying) box.style.height = `${Math.max(220, chart.categories.length * BAR * chart.series.length + 90)}px`;
  const picture = init(box, null, { renderer: "svg" });
  const paint = () => {
    picture.resize();
    picture.setOption(options(chart, box.clientWidth), true);
    // Paper is narrower than the screen: with a view box the drawing shrinks instead of being cut.
    box.querySelector("svg")?.setAttribute("viewBox", `0 0 ${box.clientWidth} ${box.clientHeight}`);
  };
  paint();
  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    paint();
  }).observe(box);
  const light = new MutationObserver(paint);
  light.observe(document.documentElement, { attributeFilter: ["data-bs-theme", "data-theme"] });
  document.querySelector("[data-chart-png]")?.addEventListener("click", () => save(box, chart));
}

/**
 * The faces of the page with their files inside: a picture may not load anything.
 * @returns {Promise<string>}
 */
async function faces() {
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule);
  const texts = rules.map(async (rule) => {
    const found = /url\("([^"]+)"\)/.exec(rule.cssText);
    if (!found) return "";
    const file = await fetch(new URL(found[1], rule.parentStyleSheet?.href ?? location.href));
    const bytes = new Uint8Array(await file.arrayBuffer());
    const held = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return rule.cssText.replace(found[1], `data:font/woff2;base64,${held}`);
  });
  return (await Promise.all(texts)).join("\n");
}

/**
 * The picture as a file, with its title, its measure and its notes.
 * @param {HTMLElement} box
 * @param {Chart} chart
 */
async function save(box, chart) {
  const svg = /** @type {SVGElement} */ (box.querySelector("svg")?.cloneNode(true));
  const { clientWidth: width, clientHeight: height } = box;
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = await faces();
  const image = new Image();
  // The style goes into the text only: put into the page, the policy would refuse it.
  const text = new XMLSerializer().serializeToString(svg);
  const styled = text.replace(/(<svg[^>]*>)/, `$1${new XMLSerializer().serializeToString(style)}`);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(styled)}`;
  await image.decode();
  const caption = box.closest("figure")?.querySelector("figcaption p")?.textContent ?? "";
  const lines = [caption, ...chart.notes];
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = (height + 48 + lines.length * 18) * scale;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(scale, scale);
  pen.fillStyle = token("--paper");
  pen.fillRect(0, 0, width, canvas.height);
  pen.fillStyle = token("--ink");
  pen.font = `600 16px ${token("--face")}`;
  pen.fillText(chart.title, 12, 24, width - 24);
  pen.drawImage(image, 0, 36, width, height);
  pen.font = `12px ${token("--face")}`;
  lines.forEach((line, place) => pen.fillText(line, 12, height + 54 + place * 18, width - 24));
  const link = document.createElement("a");
  link.download = "bieu-do.png";
  link.href = canvas.toDataURL("image/png");
  link.click();
}

for (const found of document.querySelectorAll("[data-chart]")) {
  const box = /** @type {HTMLElement} */ (found);
  draw(box).catch(() => {
    box.textContent = box.dataset.broken ?? "";
    box.classList.add("tall");
  });
}
