package smc.ops.journal.export;

import java.io.IOException;
import java.util.List;

/** The rows of one kind of export. */
interface Rows {
    /** In the order of the cells. */
    List<Column> columns();

    /**
     * Writes all of them.
     *
     * @return what must be said beside them
     */
    List<String> write(Part part, ExportRow out) throws IOException;
}
