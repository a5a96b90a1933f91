package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import smc.exchange.market.MadeBook;

/** A book's levels as Delta's frames have them, and the checksum over them (docs/delta-exchange.md section 4.4). */
public final class BookDocuments {
    private static final int CHECKED_LEVELS = 10;

    private BookDocuments() {}

    /** {@code [["148.25","24"],...]}, best first. */
    public static ArrayNode pairs(List<MadeBook.Level> levels) {
        ArrayNode pairs = Documents.array();
        for (MadeBook.Level level : levels) {
            pairs.addArray().add(Decimals.text(level.priceE8())).add(Long.toString(level.contracts()));
        }
        return pairs;
    }

    /** Unsigned CRC32 of {@code ask0p:ask0s,...|bid0p:bid0s,...}, ten levels a side. */
    public static long checksum(MadeBook book) {
        return checksum(pairs(book.asks()), pairs(book.bids()));
    }

    public static long checksum(ArrayNode asks, ArrayNode bids) {
        var crc = new CRC32();
        crc.update((side(asks) + "|" + side(bids)).getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static String side(ArrayNode pairs) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(CHECKED_LEVELS, pairs.size()); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(pairs.get(i).get(0).asText())
                    .append(':')
                    .append(pairs.get(i).get(1).asText());
        }
        return text.toString();
    }
}
