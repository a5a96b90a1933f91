package smc.feed.history;

import java.io.IOException;

/** History could not be had: the message names what was asked, what was expected and what came. */
public class HistoryException extends IOException {
    private static final long serialVersionUID = 1L;

    HistoryException(String message) {
        super(message);
    }
}
