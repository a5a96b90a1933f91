package smc.journal;

/** There is too little room to begin; nothing was begun. */
public final class DiskFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message) {
        super(message);
    }
}
