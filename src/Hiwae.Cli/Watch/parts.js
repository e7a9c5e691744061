// Numbers as people read them, and elements. Text is put in as text, never as markup: names in a run may be from somebody else.

export const colours = 7;
export const minus = '\u2212';

export const number = (value, decimals = 2) => value === null || value === undefined ? '\u2013' : value.toFixed(decimals).replace('-', minus);
export const count = value => Math.round(value).toLocaleString('en');
export const duration = seconds => {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}` : `${m}:${String(s).padStart(2, '0')}`;
};

export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter(child => child !== null));
  return element;
};
export const table = (columns, rows) => make('table', {},
  make('thead', {}, make('tr', {}, ...columns.map(column => make('th', { scope: 'col', class: column.startsWith('>') ? 'number' : null }, column.replace('>', ''))))),
  make('tbody', {}, ...rows.map(cells => make('tr', {}, ...cells))));
export const swatch = place => make('span', { class: `swatch c${place % colours}`, 'aria-hidden': 'true' });
