'use strict';

// The state of the runs comes as server-sent events; everything on the page is made from it. Text is put in as text, never as markup: names in a run may be from somebody else.
(() => {
  const colours = 7;
  const minus = '\u2212';
  const words = {
    waiting: 'not there yet', starting: 'in its first epoch', running: 'running', testing: 'being tested', complete: 'complete',
    interrupted: 'interrupted', killed: 'killed', diverged: 'diverged', damaged: 'damaged',
  };
  const byId = id => document.getElementById(id);
  const hidden = new Set();
  const pictures = new Map();
  const places = new Map();
  let state = null;

  const number = (value, decimals = 2) => value === null || value === undefined ? '\u2013' : value.toFixed(decimals).replace('-', minus);
  const count = value => Math.round(value).toLocaleString('en');
  const duration = seconds => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
    return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}` : `${m}:${String(s).padStart(2, '0')}`;
  };

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
    element.append(...children.filter(child => child !== null));
    return element;
  };
  const draw = (name, attributes = {}, text = null) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== null) element.textContent = text;
    return element;
  };
  const table = (columns, rows) => make('table', {},
    make('thead', {}, make('tr', {}, ...columns.map(column => make('th', { scope: 'col', class: column.startsWith('>') ? 'number' : null }, column.replace('>', ''))))),
    make('tbody', {}, ...rows.map(cells => make('tr', {}, ...cells))));
  const swatch = run => make('span', { class: `swatch c${placeOf(run) % colours}`, 'aria-hidden': 'true' });

  // A run keeps its colour for as long as the page is open.
  const placeOf = run => {
    if (!places.has(run.id)) places.set(run.id, places.size);
    return places.get(run.id);
  };
  const shown = () => state.runs.filter(run => !hidden.has(run.id));

  function progress() {
    const rows = state.runs.map(run => {
      const last = run.history.at(-1);
      return [
        make('th', { scope: 'row' }, swatch(run), run.name, make('small', {}, run.model ? `${run.model} on ${run.data}` : run.folder), run.fault ? make('small', { class: 'fault' }, run.fault) : null),
        make('td', {}, make('span', { class: `state ${run.status}` }, words[run.status]), time(run)),
        make('td', {}, run.epochs ? make('progress', { max: run.epochs, value: run.epoch, 'aria-label': `epochs of ${run.name}` }) : null, make('small', {}, run.epochs ? `epoch ${run.epoch} of ${run.epochs}` : '')),
        make('td', { class: 'number' }, number(last && last.training_bound)),
        make('td', { class: 'number' }, number(last && last.validation_bound)),
        make('td', { class: 'number' }, number(run.best && run.best.validation_bound), make('small', {}, run.best ? `epoch ${run.best.epoch}` : '')),
        make('td', { class: 'number' }, run.test && run.test.test_nll !== null ? number(-run.test.test_nll) : '\u2013', make('small', {}, run.test && run.test.test_nll_standard_error !== null ? `\u00b1 ${number(run.test.test_nll_standard_error)}` : '')),
        make('td', {}, run.files.report ? make('a', { href: run.files.report, 'data-key': `report-${run.id}` }, 'report') : ''),
      ];
    });
    byId('progress').replaceChildren(table(['run', 'state', 'progress', '>training', '>validation', '>best', '>log p(x)', ''], rows));
  }

  function time(run) {
    const last = run.history.at(-1);
    const silence = (Date.now() - Date.parse(run.updated)) / 1000;
    if (run.status === 'running' && last && silence > 60 + 10 * (last.seconds / last.epoch)) return make('small', {}, `nothing new for ${duration(silence)}`);
    if (run.seconds_left) return make('small', {}, `about ${duration(Math.max(0, run.seconds_left - silence))} left`);
    return make('small', {}, last && last.seconds ? `${duration(last.seconds)} of training` : '');
  }

  function legend() {
    byId('legend').replaceChildren(...state.runs.length < 2 ? [] : state.runs.map(run => {
      const button = make('button', { type: 'button', 'aria-pressed': String(!hidden.has(run.id)), 'data-key': `legend-${run.id}` }, swatch(run), run.name);
      button.addEventListener('click', () => {
        if (!hidden.delete(run.id)) hidden.add(run.id);
        render();
      });
      return button;
    }));
  }

  function lines(of, isDashed = false) {
    const along = byId('along').value;
    const range = byId('range').value;
    return shown().map(run => {
      const keep = range === 'half' ? Math.ceil(run.history.length / 2) : range === 'ten' ? 10 : run.history.length;
      const points = run.history.slice(-keep).map(line => ({ x: line[along], y: line[of], epoch: line.epoch })).filter(point => point.x !== null && point.y !== null);
      return { run, points, isDashed };
    });
  }

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

  function chart(id, curves, height, title) {
    const box = byId(id);
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
    const isWhole = byId('along').value === 'epoch';
    const rows = ticks(low, high, height / 55, false);
    const size = rows.length > 1 ? rows[1] - rows[0] : high - low;
    const labels = rows.map(value => label(value, size));
    const margin = { left: 14 + 7.2 * Math.max(...labels.map(text => text.length)), right: 14, top: 8, bottom: 38 };
    const x = value => margin.left + (value - left) / (right - left) * (width - margin.left - margin.right);
    const y = value => height - margin.bottom - (value - low) / (high - low) * (height - margin.top - margin.bottom);
    const svg = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${title}: ${curves.filter(curve => curve.points.length).map(curve => `${curve.run.name} ${curve.isDashed ? 'in training' : ''} at ${curve.points.at(-1).y}`).join('; ')}` });
    rows.forEach((value, i) => {
      svg.append(draw('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }));
      svg.append(draw('text', { x: margin.left - 7, y: y(value) + 4, 'text-anchor': 'end' }, labels[i]));
    });
    for (const value of ticks(left, right, width / 90, isWhole))
      svg.append(draw('text', { x: x(value), y: height - margin.bottom + 17, 'text-anchor': 'middle' }, label(value, Math.max(1e-3, (right - left) / 8))));
    svg.append(draw('line', { class: 'axis', x1: margin.left, x2: width - margin.right, y1: height - margin.bottom, y2: height - margin.bottom }));
    svg.append(draw('text', { x: (margin.left + width - margin.right) / 2, y: height - 4, 'text-anchor': 'middle' }, byId('along').value));
    const guide = draw('line', { class: 'guide', y1: margin.top, y2: height - margin.bottom, visibility: 'hidden' });
    svg.append(guide);
    for (const curve of curves) {
      const place = placeOf(curve.run);
      const stroke = `var(--c${place % colours})`;
      const path = draw('path', { d: curve.points.map((point, i) => `${i ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join(''), fill: 'none', 'stroke-width': curve.isDashed ? 1.4 : 2, 'stroke-linejoin': 'round', 'data-run': curve.run.name, 'data-points': curve.points.length });
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
    svg.addEventListener('pointerleave', () => { byId('tip').hidden = true; guide.setAttribute('visibility', 'hidden'); });
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
    const element = byId('tip');
    element.replaceChildren(make('div', {}, `epoch ${at.epoch}`), ...nearest.map(({ curve, point }) =>
      make('div', {}, swatch(curve.run), `${curve.run.name}${curve.isDashed ? ', training' : ''}: ${Math.abs(point.y) >= 1000 ? count(point.y) : Number(point.y.toPrecision(6)).toString().replace('-', minus)}${point.epoch === at.epoch ? '' : ` (epoch ${point.epoch})`}`)));
    element.hidden = false;
    element.style.top = `${window.scrollY + box.top + 12}px`;
    const right = event.clientX + 18 + element.offsetWidth > document.documentElement.clientWidth;
    element.style.left = `${window.scrollX + (right ? Math.max(4, event.clientX - 18 - element.offsetWidth) : event.clientX + 18)}px`;
  }

  // The same element as long as the file is the same, so that nothing flickers.
  function picture(address, text) {
    if (!pictures.has(address)) pictures.set(address, make('img', { src: address, alt: text }));
    return pictures.get(address);
  }

  function gallery() {
    const runs = shown().filter(run => run.files.reconstructions || run.files.samples);
    byId('pictures-section').hidden = runs.length === 0;
    byId('pictures').replaceChildren(...runs.map(run => make('div', {},
      make('h3', {}, swatch(run), run.name),
      run.files.reconstructions ? make('figure', {}, picture(run.files.reconstructions, `Test images and their reconstructions by ${run.name}`), make('figcaption', {}, 'test images above their reconstructions')) : null,
      run.files.samples ? make('figure', {}, picture(run.files.samples, `Samples of ${run.name}`), make('figcaption', {}, 'samples')) : null)));
  }

  function settings() {
    const runs = state.runs.filter(run => Object.keys(run.settings).length > 0);
    const options = [...new Set(runs.flatMap(run => Object.keys(run.settings)))];
    const rows = names => names.map(name => [make('th', { scope: 'row' }, name), ...runs.map(run => make('td', {}, run.settings[name] ?? '\u2013'))]);
    const columns = ['option', ...runs.map(run => run.name)];
    const wasOpen = byId('settings').querySelector('details')?.open ?? runs.length === 1;
    const rest = options.filter(name => !state.differing.includes(name));
    const details = make('details', {}, make('summary', { 'data-key': 'rest' }, runs.length > 1 ? 'those that all have in common' : 'all settings'), make('div', { class: 'wide' }, table(columns, rows(rest))));
    details.open = wasOpen;
    byId('settings').replaceChildren(...runs.length === 0 ? [make('p', { class: 'note' }, 'They are known when the first epoch has ended.')] : [
      ...runs.length < 2 ? [] : state.differing.length > 0 ? [make('div', { class: 'wide' }, table(columns, rows(state.differing)))] : [make('p', { class: 'note' }, 'All runs have the same.')],
      details,
    ]);
  }

  function render() {
    if (state === null) return;
    const focus = document.activeElement?.dataset?.key;
    const counts = Object.entries(Object.groupBy(state.runs, run => run.status)).map(([status, runs]) => `${runs.length} ${words[status]}`);
    byId('status').className = '';
    byId('status').textContent = `${state.runs.length === 0 ? 'There is no run here yet.' : counts.join(', ')}${state.left > 0 ? `; ${state.left} older runs are not shown` : ''}`;
    document.title = `${counts.join(', ') || 'no runs'} \u2013 Hiwae`;
    progress();
    legend();
    chart('bounds', [...lines('training_bound', true), ...lines('validation_bound')], window.innerWidth < 640 ? 260 : 380, 'Bound in nats');
    chart('rate', lines('learning_rate'), 190, 'Learning rate');
    chart('norm', lines('gradient_norm'), 190, 'Norm of the gradient');
    chart('speed', lines('images_per_second'), 190, 'Data per second');
    gallery();
    settings();
    if (focus) document.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }

  const events = new EventSource('events');
  events.onmessage = event => {
    state = JSON.parse(event.data);
    render();
  };
  events.onerror = () => {
    byId('status').className = 'lost';
    byId('status').textContent = 'The view is closed, or the connection was lost. This page tries again by itself.';
  };
  for (const id of ['along', 'range']) byId(id).addEventListener('change', render);
  addEventListener('resize', render);
  setInterval(() => state && progress(), 10000);
})();
