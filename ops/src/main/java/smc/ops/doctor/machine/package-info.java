/** Checks of the machine, the data folder and the configuration. Nobody is asked over a network. */
package smc.ops.doctor.machine;
