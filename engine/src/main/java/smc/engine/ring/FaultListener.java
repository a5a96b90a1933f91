package smc.engine.ring;

/**
 * Told once, on the thread that met the fault, after the good frames and the faulted input were journaled and nothing else of the batch left.
 * It runs the fault procedure (cancel resting entries, leave protective stops, raise the alarm) and ends the process.
 */
@FunctionalInterface
public interface FaultListener {
    void onFault(Fault fault);
}
