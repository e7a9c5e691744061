// The state of the runs comes as server-sent events; everything on the page is made from it.

import { chart } from './charts.js';
import { duration, make, number, swatch, table } from './parts.js';

const words = {
  waiting: 'not there yet', starting: 'in its first epoch', running: 'running', testing: 'being tested', complete: 'complete',
  interrupted: 'interrupted', killed: 'killed', diverged: 'diverged', damaged: 'damaged',
};
const byId = id => document.getElementById(id);
const hidden = new Set();
const pictures = new Map();
const places = new Map();
let state = null;

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
      make('th', { scope: 'row' }, swatch(placeOf(run)), run.name, make('small', {}, run.model ? `${run.model} on ${run.data}` : run.folder), run.fault ? make('small', { class: 'fault' }, run.fault) : null),
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
    const button = make('button', { type: 'button', 'aria-pressed': String(!hidden.has(run.id)), 'data-key': `legend-${run.id}` }, swatch(placeOf(run)), run.name);
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
    return { name: run.name, place: placeOf(run), points, isDashed };
  });
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
    make('h3', {}, swatch(placeOf(run)), run.name),
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
  const along = byId('along').value;
  chart(byId('bounds'), [...lines('training_bound', true), ...lines('validation_bound')], window.innerWidth < 640 ? 260 : 380, 'Bound in nats', along);
  chart(byId('rate'), lines('learning_rate'), 190, 'Learning rate', along);
  chart(byId('norm'), lines('gradient_norm'), 190, 'Norm of the gradient', along);
  chart(byId('speed'), lines('images_per_second'), 190, 'Data per second', along);
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
