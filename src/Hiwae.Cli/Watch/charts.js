import { colours, count, make, minus, swatch } from './parts.js';

const bubble = () => document.getElementById('tip');

const draw = (name, attributes = {}, text = null) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  return element;
};

function step(raw) {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * [1, 2, 5, 10].find(factor => factor * power >= raw * .999);
}
function ticks(low, high, about, isWhole) {
  let size = step((high - low) / about);
  if (isWhole) size = Math.max(1, size);
  const first = Math.ceil(low / size - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / size + 1e-9) - first + 1) }, (_, i) => (first + i) * size);
}
function label(value, size) {
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4) return value.toExponential(1).replace('-', minus).replace('e+', 'e');
  return value.toLocaleString('en', { maximumFractionDigits: Math.max(0, Math.ceil(-Math.log10(size) - 1e-9)) }).replace('-', minus);
}

/**
 * Draws curves into an element.
 * @param box The element.
 * @param curves Each with the place of its colour, a name, whether it is dashed, and points { x, y, epoch }.
 * @param height In pixels.
 * @param title What is drawn, for those who do not see it.
 * @param along The quantity along the bottom.
 */
export function chart(box, curves, height, title, along) {
  const width = Math.max(260, box.clientWidth);
  const points = curves.flatMap(curve => curve.points);
  if (points.length === 0) {
    box.replaceChildren(make('p', { class: 'note' }, 'Nothing yet: the first epoch has not ended.'));
    return;
  }
  const extent = values => values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  let [left, right] = extent(points.map(point => point.x));
  let [low, high] = extent(points.map(point => point.y));
  if (left === right) [left, right] = [left - 1, right + 1];
  const room = low === high ? Math.max(1e-9, Math.abs(low) * .1) : (high - low) * .06;
  [low, high] = [low - (low >= 0 && low - room < 0 ? low : room), high + room];
  const isWhole = along === 'epoch';
  const rows = ticks(low, high, height / 55, false);
  const size = rows.length > 1 ? rows[1] - rows[0] : high - low;
  const labels = rows.map(value => label(value, size));
  const margin = { left: 14 + 7.2 * Math.max(...labels.map(text => text.length)), right: 14, top: 8, bottom: 38 };
  const x = value => margin.left + (value - left) / (right - left) * (width - margin.left - margin.right);
  const y = value => height - margin.bottom - (value - low) / (high - low) * (height - margin.top - margin.bottom);
  const svg = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${title}: ${curves.filter(curve => curve.points.length).map(curve => `${curve.name} ${curve.isDashed ? 'in training' : ''} at ${curve.points.at(-1).y}`).join('; ')}` });
  rows.forEach((value, i) => {
    svg.append(draw('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }));
    svg.append(draw('text', { x: margin.left - 7, y: y(value) + 4, 'text-anchor': 'end' }, labels[i]));
  });
  for (const value of ticks(left, right, width / 90, isWhole))
    svg.append(draw('text', { x: x(value), y: height - margin.bottom + 17, 'text-anchor': 'middle' }, label(value, Math.max(1e-3, (right - left) / 8))));
  svg.append(draw('line', { class: 'axis', x1: margin.left, x2: width - margin.right, y1: height - margin.bottom, y2: height - margin.bottom }));
  svg.append(draw('text', { x: (margin.left + width - margin.right) / 2, y: height - 4, 'text-anchor': 'middle' }, along));
  const guide = draw('line', { class: 'guide', y1: margin.top, y2: height - margin.bottom, visibility: 'hidden' });
  svg.append(guide);
  for (const curve of curves) {
    const stroke = `var(--c${curve.place % colours})`;
    const path = draw('path', { d: curve.points.map((point, i) => `${i ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join(''), fill: 'none', 'stroke-width': curve.isDashed ? 1.4 : 2, 'stroke-linejoin': 'round', 'data-run': curve.name, 'data-points': curve.points.length });
    path.style.stroke = stroke;
    if (curve.isDashed) path.setAttribute('stroke-dasharray', '5 4');
    svg.append(path);
    if (curve.points.length <= 40) for (const point of curve.points) {
      const disc = draw('circle', { cx: x(point.x), cy: y(point.y), r: curve.isDashed ? 1.8 : 2.6 });
      disc.style.fill = stroke;
      svg.append(disc);
    }
  }
  svg.addEventListener('pointermove', event => tip(event, svg, curves, guide, value => left + (value * width - margin.left) / (width - margin.left - margin.right) * (right - left), x));
  svg.addEventListener('pointerleave', () => { bubble().hidden = true; guide.setAttribute('visibility', 'hidden'); });
  box.replaceChildren(svg);
}

function tip(event, svg, curves, guide, valueAt, x) {
  const box = svg.getBoundingClientRect();
  const wanted = valueAt((event.clientX - box.left) / box.width);
  const nearest = curves.filter(curve => curve.points.length > 0)
    .map(curve => ({ curve, point: curve.points.reduce((best, point) => Math.abs(point.x - wanted) < Math.abs(best.x - wanted) ? point : best) }));
  if (nearest.length === 0) return;
  const at = nearest.reduce((best, one) => Math.abs(one.point.x - wanted) < Math.abs(best.point.x - wanted) ? one : best).point;
  guide.setAttribute('x1', x(at.x));
  guide.setAttribute('x2', x(at.x));
  guide.setAttribute('visibility', 'visible');
  const element = bubble();
  element.replaceChildren(make('div', {}, `epoch ${at.epoch}`), ...nearest.map(({ curve, point }) =>
    make('div', {}, swatch(curve.place), `${curve.name}${curve.isDashed ? ', training' : ''}: ${Math.abs(point.y) >= 1000 ? count(point.y) : Number(point.y.toPrecision(6)).toString().replace('-', minus)}${point.epoch === at.epoch ? '' : ` (epoch ${point.epoch})`}`)));
  element.hidden = false;
  element.style.top = `${window.scrollY + box.top + 12}px`;
  const right = event.clientX + 18 + element.offsetWidth > document.documentElement.clientWidth;
  element.style.left = `${window.scrollX + (right ? Math.max(4, event.clientX - 18 - element.offsetWidth) : event.clientX + 18)}px`;
}
