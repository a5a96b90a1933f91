/** Checks of the venue and of our accounts there, by its REST alone. No order of anybody is touched. */
package smc.ops.doctor.venue;
