package smc.ops.journal.export;

/**
 * A column of an export.
 *
 * @param kind how its cells are written, and what a reader is to take them for
 */
public record Column(String name, Kind kind) {
    /** Of a value. */
    public enum Kind {
        /** Words; in quotes where a comma or a quote is in it. */
        TEXT("VARCHAR"),
        /** A number that names something; always in quotes, and never to be calculated with. */
        ID("VARCHAR"),
        /** ISO 8601 in UTC with Z. */
        TIME("TIMESTAMPTZ"),
        /** A price or money in USD: always eight decimals. 19 digits hold every one there can be. */
        DECIMAL("DECIMAL(19,8)"),
        /** A whole number. */
        COUNT("BIGINT"),
        /** {@code true} or {@code false}. */
        BOOLEAN("BOOLEAN");

        private final String duckdb;

        Kind(String duckdb) {
            this.duckdb = duckdb;
        }

        /** Name of the type in DuckDB. */
        public String duckdb() {
            return duckdb;
        }
    }

    static Column id(String name) {
        return new Column(name, Kind.ID);
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column time(String name) {
        return new Column(name, Kind.TIME);
    }

    static Column decimal(String name) {
        return new Column(name, Kind.DECIMAL);
    }

    static Column count(String name) {
        return new Column(name, Kind.COUNT);
    }

    static Column flag(String name) {
        return new Column(name, Kind.BOOLEAN);
    }
}
