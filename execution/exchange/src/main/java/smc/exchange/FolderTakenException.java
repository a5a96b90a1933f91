package smc.exchange;

import java.io.IOException;

/** Another exchange runs on the folder: nothing in it was touched. */
public final class FolderTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    public FolderTakenException(String message) {
        super(message);
    }
}
