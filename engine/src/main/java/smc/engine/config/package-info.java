/**
 * Configuration: strict JSON files, each with a JSON Schema beside it, read once at start-up into records of exact integers.
 *
 * <p>{@link smc.engine.config.Configuration#load} is the way in. It runs on whichever thread starts the program, holds no state, never
 * reads a secret, never fills in a missing value, and never passes a number through {@code double}.
 */
package smc.engine.config;
