package smc.engine.ring;

/** The engine has stopped; what it had taken is in the journal. */
public final class EngineFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineFaultException(Fault fault) {
        super(fault.toString(), fault.cause());
    }

    /** @param cause outside of the ring: a connection, the disk */
    public EngineFaultException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
