// A table whose columns sort and whose rows can be chosen. Knows nothing of what the rows are.

/** An element with a text and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

/**
 * @param columns each with `title`, `value(row)` to sort by, `text(row)` to show, and `isText` where it is no number
 * @param picked told of the row that was chosen
 * @returns `select(row)`, and `order()`: the rows as they stand
 */
export function sortableTable(parent, caption, columns, rows, picked) {
  let order = [...rows];
  let sorted = { column: null, isDescending: false };
  let current = null;
  const lines = new Map();
  const body = element('tbody');

  const fill = () => body.replaceChildren(...order.map((row) => lines.get(row)));

  const sort = (column, head) => {
    const isDescending = sorted.column === column ? !sorted.isDescending : !column.isText;
    sorted = { column, isDescending };
    const sign = isDescending ? -1 : 1;
    order.sort((one, other) => {
      const [a, b] = [column.value(one), column.value(other)];
      return a < b ? -sign : a > b ? sign : 0;
    });
    for (const cell of head.parentNode.children) cell.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
    fill();
  };

  const heads = columns.map((column) => {
    const button = element('button', { type: 'button' }, column.title);
    const head = element('th', { scope: 'col', class: column.isText ? null : 'number' }, button);
    button.addEventListener('click', () => sort(column, head));
    return head;
  });

  for (const row of rows) {
    const cells = columns.map((column) => element('td', { class: column.isText ? null : 'number' }, column.text(row)));
    const line = element('tr', { 'data-id': row.id }, ...cells);
    line.addEventListener('click', () => picked(row));
    lines.set(row, line);
  }
  fill();
  parent.replaceChildren(
    element('table', { class: 'rows' }, element('caption', { class: 'hidden' }, caption), element('thead', {}, element('tr', {}, ...heads)), body),
  );

  return {
    select(row) {
      if (current) lines.get(current).removeAttribute('aria-selected');
      current = row;
      if (!row) return;
      const line = lines.get(row);
      line.setAttribute('aria-selected', 'true');
      // Within the list only: the page stays where its reader is.
      const head = parent.querySelector('thead').offsetHeight;
      if (line.offsetTop - head < parent.scrollTop) parent.scrollTop = line.offsetTop - head;
      const below = line.offsetTop + line.offsetHeight - parent.clientHeight;
      if (below > parent.scrollTop) parent.scrollTop = below;
    },
    order: () => order,
  };
}

/** A table that only stands there: heads, then rows of cells; the first column names the row. */
export function plainTable(caption, heads, rows) {
  const cell = (content, i) =>
    i === 0 ? element('th', { scope: 'row' }, content) : element('td', { class: 'number' }, content);
  return element(
    'table',
    {},
    element('caption', { class: 'hidden' }, caption),
    element('thead', {}, element('tr', {}, ...heads.map((head, i) => element('th', { scope: 'col', class: i ? 'number' : null }, head)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))),
  );
}
