'use client';

// A table whose columns sort and whose rows can open. On a phone each row becomes a small card of name and value.

import { Fragment, useMemo, type ReactNode } from 'react';
import { createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures, useTable, type ColumnDef, type RowData } from '@tanstack/react-table';

const FEATURES = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

export interface Column<Row> {
  readonly name: string;
  /** Numbers stand at the right, under each other. */
  readonly isNumber?: boolean;
  readonly show: (row: Row) => ReactNode;
  /** To sort by; a column without cannot be sorted. */
  readonly by?: (row: Row) => string | number | undefined;
  readonly hint?: string;
  /** On a phone: `head` stands above the card, `gone` is left out. */
  readonly phone?: 'head' | 'gone';
}

export function Table<Row extends RowData>({
  caption,
  columns,
  rows,
  idOf,
  opened,
  onOpen,
  inside,
  isMarked,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Id of the row whose inside is shown. */
  opened?: string | null;
  onOpen?: (row: Row) => void;
  inside?: (row: Row) => ReactNode;
  isMarked?: (row: Row) => boolean;
}) {
  const definitions = useMemo(
    () =>
      columns.map(
        (column, i): ColumnDef<typeof FEATURES, Row> => ({
          id: String(i),
          accessorFn: (row: Row) => column.by?.(row),
          enableSorting: column.by !== undefined,
          sortFn: 'basic',
          sortUndefined: 'last',
          sortDescFirst: column.isNumber === true,
        }),
      ),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features: FEATURES, columns: definitions, data, getRowId: idOf, enableMultiSort: false });
  const sorting = table.state.sorting;

  return (
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map((column, i) => {
            const head = table.getColumn(String(i));
            const direction = sorting.find(({ id }) => id === String(i));
            return (
              <th
                key={column.name}
                scope="col"
                title={column.hint}
                aria-sort={direction ? (direction.desc ? 'descending' : 'ascending') : undefined}
                className={`border-b border-rule px-3 py-1.5 text-xs whitespace-nowrap text-quiet ${column.isNumber ? 'text-right' : 'text-left'}`}
              >
                {column.by ? (
                  <button type="button" className="hover:text-ink" onClick={() => head?.toggleSorting()}>
                    {column.name}
                    <span aria-hidden="true">{direction ? (direction.desc ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                ) : (
                  column.name
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {table.getRowModel().rows.map(({ id, original }) => {
          const isOpen = opened === id;
          return (
            <Fragment key={id}>
              <tr
                data-id={id}
                onClick={onOpen && !isOpen ? (event) => !(event.target as HTMLElement).closest('a,button') && onOpen(original) : undefined}
                className={`border-b border-rule max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:px-3 max-md:py-2 ${
                  onOpen ? 'cursor-pointer hover:bg-panel' : ''
                } ${isOpen || isMarked?.(original) ? 'bg-panel' : ''} ${isOpen ? 'border-b-0' : ''}`}
              >
                {columns.map((column, i) => {
                  const content = column.show(original);
                  const opens = i === 0 && onOpen;
                  return (
                    <td
                      key={column.name}
                      className={`px-3 py-1.5 align-baseline max-md:min-w-0 max-md:p-0 max-md:py-0.5 ${
                        column.isNumber ? 'text-right' : ''
                      } ${
                        column.phone === 'gone'
                          ? 'max-md:hidden'
                          : column.phone === 'head'
                            ? 'max-md:col-span-2 max-md:text-left'
                            : 'max-md:flex max-md:justify-between max-md:gap-2'
                      }`}
                    >
                      {column.phone === 'head' ? null : (
                        <span aria-hidden="true" className="text-xs text-quiet md:hidden">
                          {column.name}
                        </span>
                      )}
                      {opens ? (
                        <button
                          type="button"
                          aria-expanded={inside ? isOpen : undefined}
                          className="text-left underline decoration-rule underline-offset-4 hover:decoration-ink"
                          onClick={() => onOpen(original)}
                        >
                          {content}
                        </button>
                      ) : (
                        <span className="max-md:min-w-0 max-md:[overflow-wrap:anywhere]">{content}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
              {isOpen && inside ? (
                <tr className="border-b border-rule bg-panel max-md:block">
                  <td colSpan={columns.length} className="px-3 pb-3 max-md:block">
                    {inside(original)}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
