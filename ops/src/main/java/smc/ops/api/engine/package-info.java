/** Documents about the engine: how it stands, alarms, configuration, machinery, and any moment of its journal. Any thread. */
package smc.ops.api.engine;
