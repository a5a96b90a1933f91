package smc.engine.record;

import smc.engine.ring.Fault;

/** The engine has stopped; what it had taken is in the journal. */
public final class EngineFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFaultException(Fault fault) {
        super(fault.toString(), fault.cause());
    }
}
